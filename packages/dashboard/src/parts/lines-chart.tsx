import type { Instrument } from 'outcry/native-api';
import { useMemo } from 'preact/hooks';
import type { Handle } from '../chart/handles.ts';
import type { PriceLine, PriceMark } from '../chart/price-chart.ts';
import { say } from '../words/language.ts';
import { CandleChart } from './chart.tsx';
import { LineHandles } from './line-handles.tsx';

interface ChartProps {
  readonly instrument: Instrument;
  readonly lines: readonly PriceLine[];
  readonly marks?: readonly PriceMark[];
  /** Lines that can be moved. */
  readonly handles?: readonly Handle[];
  readonly onMove?: (id: string, price: string) => void;
  /** Told above: that lines can be moved, and what that does. */
  readonly hint?: string | undefined;
}

const NONE: readonly never[] = [];
const NOTHING = (): void => undefined;

/** The chart of a pair with lines across it; those with handles can be moved. */
export function LinesChart(props: ChartProps) {
  const { instrument, lines, marks = NONE, handles = NONE, onMove = NOTHING, hint } = props;
  const drawn = useMemo(() => lines, [JSON.stringify(lines)]);
  return (
    <>
      {hint !== undefined && <p class="quiet drag-hint">{hint}</p>}
      <div class="chart-box tall">
        <CandleChart
          key={instrument.symbol}
          instrument={instrument}
          lines={drawn}
          marks={marks}
          whole
          over={(chart) => (
            <LineHandles
              chart={chart}
              priceStep={instrument.priceStep}
              handles={handles}
              hint={say('handleHint')}
              onMove={onMove}
            />
          )}
        />
      </div>
    </>
  );
}
