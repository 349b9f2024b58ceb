import { useState } from 'preact/hooks';
import { percentOf } from '../../ramm/percent.ts';
import { partOf, useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { say } from '../../words/language.ts';
import { fixed } from '../../words/numbers.ts';
import { Choices } from '../choices.tsx';
import { AskedCurve } from '../ramm/curve-view.tsx';
import { type SymbolShare, SymbolShares } from '../ramm/symbol-shares.tsx';

const POINTS = ['25', '250'] as const;
/** How often a chart moves on (ms): its last point is that of now. */
const LOOK_MS = 30_000;

interface Chart {
  readonly Chart: readonly { readonly DT: string; readonly Yield: string }[];
}

/** The yield of a strategy from its begin to now, in percent. */
export function StrategyChart({ id }: { readonly id: string }) {
  const [points, setPoints] = useState<(typeof POINTS)[number]>('250');
  const asked = useAsk<Chart>('charts.get', { StrategyID: id, MaxPoints: points }, LOOK_MS);
  return (
    <section aria-labelledby="yield">
      <div class="section-head">
        <h2 id="yield">{tell('yield')}</h2>
        <Choices
          label={tell('points')}
          values={POINTS}
          value={points}
          wordOf={(each) => tell(`points.${each}`)}
          onChoose={setPoints}
        />
      </div>
      <AskedCurve
        name={tell('yield')}
        asked={partOf(asked, (known) => known.Chart.map(({ DT, Yield }) => ({ at: DT, value: Yield })))}
        textOf={(value) => `${fixed(value, 2)}\u202f%`}
      />
    </section>
  );
}

interface Portfolio {
  readonly StrategyPortfolio: readonly SymbolShare[];
}

interface Stat {
  readonly StrategySymbolStat: readonly SymbolShare[];
}

/** What it holds now, and what it has traded, by turnover. */
export function SharesOf({ id }: { readonly id: string }) {
  const held = useAsk<Portfolio>('strategyportfolio.get', { StrategyID: id }, LOOK_MS).answer;
  const traded = useAsk<Stat>('strategysymbolstat.get', { StrategyID: id }, LOOK_MS).answer;
  return (
    <>
      <SymbolShares
        shares={inPercent(held?.StrategyPortfolio)}
        title={tell('holdsNow')}
        empty={held === null ? say('loading') : tell('noPositions')}
      />
      <SymbolShares
        shares={inPercent(traded?.StrategySymbolStat)}
        title={tell('tradedMost')}
        empty={traded === null ? say('loading') : tell('noSymbols')}
      />
    </>
  );
}

/** The Client API tells fractions. */
function inPercent(shares: readonly SymbolShare[] = []): SymbolShare[] {
  return shares.map(({ Symbol: symbol, Share }) => ({ Symbol: symbol, Share: percentOf(Share) ?? '0' }));
}
