import { useState } from 'preact/hooks';
import { Choices } from '../../parts/choices.tsx';
import { MakeStrategy } from '../../parts/invest/make-strategy.tsx';
import { StrategyTable } from '../../parts/invest/strategy-table.tsx';
import { tell } from '../../words/invest/invest-words.ts';

const MODES = ['MyActiveStrategies', 'MyClosedStrategies'] as const;

/** Strategies that the caller leads. */
export function MinePage() {
  const [mode, setMode] = useState<(typeof MODES)[number]>('MyActiveStrategies');
  const [making, setMaking] = useState(false);
  return (
    <>
      <div class="page-head">
        <h1>{tell('myStrategies')}</h1>
        <Choices
          label={tell('mode')}
          values={MODES}
          value={mode}
          wordOf={(each) => tell(`mode.${each}`)}
          onChoose={setMode}
        />
        <button type="button" class="main" onClick={() => setMaking(true)}>
          {tell('makeStrategy')}
        </button>
      </div>
      <p class="quiet">{tell('noMineText')}</p>
      <StrategyTable
        key={mode}
        own
        filter={{ SearchMode: mode }}
        empty={tell(mode === 'MyActiveStrategies' ? 'noMine' : 'noStrategies')}
        name={tell('myStrategies')}
      />
      {making && <MakeStrategy onClose={() => setMaking(false)} />}
    </>
  );
}
