import { writeFileSync } from 'node:fs';

const STEPS_PER_WAVE = 96;

/** A bar of a made-up market in hundredths of its currency: prices go up and down in waves, so that averages cross. */
interface Bar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Bars of `minutes` from `start` (ms UTC): waves of 96 bars around `middle`, in whole hundredths. */
function waves(count: number, minutes: number, start: number, middle: number): Bar[] {
  const price = (step: number) => Math.round(middle * (1 + 0.05 * Math.sin((2 * Math.PI * step) / STEPS_PER_WAVE)));
  return Array.from({ length: count }, (_, step) => {
    const [open, close] = [price(step), price(step + 1)];
    const reach = Math.round(middle / 2_000);
    const [high, low] = [Math.max(open, close) + reach, Math.min(open, close) - reach];
    return { time: start + step * minutes * 60_000, open, high, low, close };
  });
}

const inUnits = (hundredths: number): string =>
  `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;

function pricesOf({ open, high, low, close }: Bar): string {
  return [open, high, low, close].map(inUnits).join(',');
}

/** A tape of USDT_BTC as exchanges of crypto offer it: `time_ms,open,high,low,close,volume`. */
export function writeCryptoTape(file: string, count: number): void {
  const rows = waves(count, 15, Date.UTC(2024, 2, 4), 6_000_000).map((bar) => `${bar.time},${pricesOf(bar)},1200.5`);
  writeFileSync(file, ['time_ms,open,high,low,close,volume', ...rows, ''].join('\n'));
}

/** A tape of SBER as MOEX offers it: `begin,open,high,low,close,volume`, Moscow time. */
export function writeMoexTape(file: string, count: number): void {
  const moscow = (time: number) => `${new Date(time + 10_800_000).toISOString().slice(0, 19).replace('T', ' ')}+03:00`;
  const bars = waves(count, 10, Date.UTC(2024, 2, 4), 30_000);
  const rows = bars.map((bar) => `${moscow(bar.time)},${pricesOf(bar)},250000`);
  writeFileSync(file, ['begin,open,high,low,close,volume', ...rows, ''].join('\n'));
}
