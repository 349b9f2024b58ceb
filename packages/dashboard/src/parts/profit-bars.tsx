import type { DayProfit } from 'outcry/native-api';
import { locale } from '../words/language.ts';
import { resultText } from '../words/numbers.ts';

const WIDTH = 600;
const HEIGHT = 120;
/** The least height of a bar that is not nothing, so that it is seen. */
const LEAST = 2;

interface BarsProps {
  readonly days: readonly Pick<DayProfit, 'day' | 'profits'>[];
  readonly asset: string;
}

/** What each day has brought in one asset: bars up and down from a line, the exact amount in each bar's title. */
export function ProfitBars({ days, asset }: BarsProps) {
  const profits = days.map(({ profits: all }) => all.find((each) => each.asset === asset)?.profit ?? '0');
  // heights on the screen are pictures, not amounts
  const sizes = profits.map(Number);
  const most = Math.max(0, ...sizes);
  const least = Math.min(0, ...sizes);
  const scale = most === least ? 0 : (HEIGHT - 20) / (most - least);
  const zero = 10 + most * scale;
  const width = WIDTH / Math.max(days.length, 1);
  const dayText = (day: string): string =>
    new Date(`${day}T00:00:00Z`).toLocaleDateString(locale.value, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const titleOf = (day: string, profit: string): string => `${dayText(day)}: ${resultText(profit, asset)}`;
  const label = days
    .map(({ day }, i) => titleOf(day, profits[i] ?? '0'))
    .filter((_, i) => sizes[i] !== 0)
    .join('; ');
  return (
    <figure class="profit-bars">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label || '0'}>
        <line x1="0" x2={WIDTH} y1={zero} y2={zero} />
        {days.map(({ day }, i) => {
          const size = sizes[i] ?? 0;
          const height = Math.max(LEAST, Math.abs(size) * scale);
          return (
            <g key={day}>
              <title>{titleOf(day, profits[i] ?? '0')}</title>
              <rect class="hit" x={i * width} y="0" width={width} height={HEIGHT} />
              {size !== 0 && (
                <rect
                  class={size < 0 ? 'loss' : 'gain'}
                  x={i * width + width * 0.15}
                  y={size < 0 ? zero : zero - height}
                  width={width * 0.7}
                  height={height}
                />
              )}
            </g>
          );
        })}
      </svg>
      <figcaption class="quiet">
        <span>{dayText(days[0]?.day ?? '1970-01-01')}</span>
        <span>{dayText(days.at(-1)?.day ?? '1970-01-01')}</span>
      </figcaption>
    </figure>
  );
}
