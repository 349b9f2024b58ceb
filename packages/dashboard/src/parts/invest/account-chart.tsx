import { useState } from 'preact/hooks';
import { shownMoney } from '../../ramm/figures.ts';
import { partOf, useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { fixed } from '../../words/numbers.ts';
import { Choices } from '../choices.tsx';
import { AskedCurve } from '../ramm/curve-view.tsx';

const CURVES = ['Equity', 'Yield'] as const;
/** How often a chart moves on (ms): its last point is that of now. */
const LOOK_MS = 30_000;

interface Chart {
  readonly Chart: readonly { readonly DT: string; readonly Equity: string; readonly Yield: string }[];
}

/** What an investment has been worth, or what it has brought, day by day and now. */
export function AccountChart({ id }: { readonly id: string }) {
  const [shown, setShown] = useState<(typeof CURVES)[number]>('Equity');
  const asked = useAsk<Chart>('accounts.getCharts', { AccountID: id, MaxPoints: '250' }, LOOK_MS);
  const wordOf = (curve: typeof shown): string => tell(curve === 'Equity' ? 'moneyCurve' : 'yield');
  return (
    <section aria-labelledby="curve">
      <div class="section-head">
        <h2 id="curve">{tell('curve')}</h2>
        <Choices label={tell('curve')} values={CURVES} value={shown} wordOf={wordOf} onChoose={setShown} />
      </div>
      <AskedCurve
        name={wordOf(shown)}
        asked={partOf(asked, (known) => known.Chart.map((point) => ({ at: point.DT, value: point[shown] })))}
        textOf={shown === 'Equity' ? shownMoney : (value) => `${fixed(value, 2)}\u202f%`}
      />
    </section>
  );
}
