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
  readonly marks: readonly PriceMark[];
  readonly handles: readonly Handle[];
  readonly onMove: (id: string, price: string) => void;
}

/** The chart of a pair; the lines with handles can be moved. */
export function LinesChart({ instrument, lines, marks, handles, onMove }: ChartProps) {
  const drawn = useMemo(() => lines, [JSON.stringify(lines)]);
  return (
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
  );
}
