import { curveOf } from '../../home/curve.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { fixed } from '../../words/numbers.ts';

const WIDTH = 160;
const HEIGHT = 44;

/** A small curve of a strategy's yield, its points at equal distances. */
export function Sparkline({
  name,
  chart,
}: {
  readonly name: string;
  readonly chart: readonly { readonly Yield: string }[];
}) {
  const curve = curveOf(
    chart.map(({ Yield }, i) => ({ at: new Date(i).toISOString(), value: Yield })),
    WIDTH,
    HEIGHT,
  );
  if (curve === null) return <span class="spark" />;
  const percent = (value: string): string => `${fixed(value, 2)}\u202f%`;
  return (
    <svg
      class={`spark curve ${['falls', 'stays', 'rises'][curve.trend + 1]}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={tell('chartLabel', { name, low: percent(curve.low), high: percent(curve.high) })}
    >
      <path class="area" d={curve.area} />
      <path class="line" d={curve.line} />
    </svg>
  );
}
