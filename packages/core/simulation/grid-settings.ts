import {
  type Account,
  GRID_DEFAULTS,
  type GridBot,
  type GridSettings,
  type Instrument,
  type Price,
  priceToText,
  type Quantity,
  quantityToText,
  STOP_ACTIONS,
} from '../src/index.ts';
import { BOT_PAIRS } from './listing.ts';
import type { View } from './orders-of-clients.ts';

/** A grid bot that this account might make; null when there is nothing to trade for it. */
export function gridWishOf({ core, markets, sizes, random }: View, account: Account): GridSettings | null {
  const { instruments } = core.state;
  const symbols = BOT_PAIRS[instruments.assets[account.currency]?.code ?? ''] ?? [];
  const instrument = symbols.length === 0 ? undefined : instruments.bySymbol.get(random.pick(symbols));
  if (instrument === undefined) return null;
  const middle = markets.get(instrument.id)?.middle ?? 1000;
  const size = sizes[instrument.symbol] ?? 10;
  return { ...shapeWish({ random }, instrument, middle, size), ...restWish({ random }, instrument, middle) };
}

/** Changes of a bot: of its lines and amounts, or of the rest alone. */
export function gridChangesOf(
  { markets, sizes, random }: View,
  { settings }: GridBot,
  instrument: Instrument,
): Partial<GridSettings> {
  const middle = markets.get(settings.instrument)?.middle ?? 1000;
  if (random.chance(0.3)) return { name: 'renamed' };
  const { instrument: _, ...shape } = shapeWish({ random }, instrument, middle, sizes[instrument.symbol] ?? 10);
  return random.chance(0.5) ? { ...shape, ...restWish({ random }, instrument, middle) } : shape;
}

function near(instrument: Instrument, middle: number, parts: number): string {
  return priceToText(instrument, Math.max(1, middle + Math.trunc((middle * parts) / 10_000)) as Price);
}

function shapeWish(
  { random }: Pick<View, 'random'>,
  instrument: Instrument,
  middle: number,
  size: number,
): GridSettings {
  const base = random.chance(0.6);
  const quantity = random.between(Math.max(1, instrument.minQuantity), Math.max(2, Math.trunc(size / 6)));
  const value = (BigInt(middle) * BigInt(quantity) * instrument.stepValue) / 10n ** 10n;
  const scale = instrument.stepValue > 10n ** 6n ? 8 : 0;
  return {
    ...GRID_DEFAULTS,
    name: 'grid',
    instrument: instrument.id,
    type: random.chance(0.5) ? 'arithmetic' : 'geometric',
    lower: near(instrument, middle, -random.between(20, 200)),
    upper: near(instrument, middle, random.between(20, 200)),
    lines: random.between(2, 7),
    amount: {
      per: random.chance(0.7) ? 'line' : 'total',
      value: base ? quantityToText(instrument, quantity as Quantity) : textOf(value, scale),
    },
    orderCurrency: base ? 'base' : 'quote',
    profitCurrency: random.chance(0.5) === base ? 'base' : 'quote',
  };
}

function textOf(value: bigint, scale: number): string {
  const digits = `${value}`.padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function restWish({ random }: Pick<View, 'random'>, instrument: Instrument, middle: number): Partial<GridSettings> {
  const stop = (parts: number): GridSettings['upperStop'] =>
    random.chance(0.4) ? null : { price: near(instrument, middle, parts), action: random.pick(STOP_ACTIONS) };
  return {
    trailingUp: random.chance(0.3),
    trailingDown: random.chance(0.3),
    expandUp: random.chance(0.15) ? near(instrument, middle, 350) : null,
    expandDown: random.chance(0.15) ? near(instrument, middle, -350) : null,
    upperStop: stop(random.between(201, 260)),
    lowerStop: stop(-random.between(201, 260)),
    maxBuyLines: random.chance(0.3) ? random.between(1, 3) : null,
    maxSellLines: random.chance(0.3) ? random.between(1, 3) : null,
  };
}
