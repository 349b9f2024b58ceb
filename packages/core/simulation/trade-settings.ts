import {
  type Account,
  type EntrySettings,
  type Instrument,
  isStepOver,
  type Price,
  priceToText,
  type Quantity,
  quantityToText,
  type StopLossSettings,
  type TakeProfitSettings,
  type Trade,
  type TradeChanges,
  type TradeSettings,
} from '../src/index.ts';
import { BOT_PAIRS } from './listing.ts';
import type { View } from './orders-of-clients.ts';
import type { Random } from './random.ts';

/** What prices of a trade are set around. */
interface Around {
  readonly random: Random;
  readonly instrument: Instrument;
  readonly middle: number;
  readonly long: boolean;
}

/** A smart trade that this account might begin; null when there is nothing to trade for it. */
export function tradeWishOf({ core, markets, sizes, random }: View, account: Account): TradeSettings | null {
  const { instruments } = core.state;
  const symbols = BOT_PAIRS[instruments.assets[account.currency]?.code ?? ''] ?? [];
  const instrument = symbols.length === 0 ? undefined : instruments.bySymbol.get(random.pick(symbols));
  if (instrument === undefined) return null;
  const middle = markets.get(instrument.id)?.middle ?? 1000;
  const around = { random, instrument, middle, long: random.chance(0.65) };
  const quantity = random.between(1, sizes[instrument.symbol] ?? 10);
  const entry = random.chance(0.2) ? null : entryWish(around);
  return {
    instrument: instrument.id,
    side: around.long ? 'long' : 'short',
    entry,
    averagePrice: entry === null ? priceNear(around, random.between(-40, 40)) : '0',
    quantity: quantityToText(instrument, quantity as Quantity),
    takeProfits: stepsWish(around, random.weighted({ 0: 3, 1: 8, 2: 4, 3: 3, 4: 2, 5: 0.5, 8: 1, 9: 0.2 }), 100),
    stopLoss: random.chance(0.45) ? null : stopWish(around),
    stored: {},
  };
}

/** So many ten thousandths of the middle away from it, as text. */
function priceNear({ instrument, middle }: Around, parts: number): string {
  return priceToText(instrument, Math.max(1, middle + Math.trunc((middle * parts) / 10_000)) as Price);
}

function entryWish(around: Around): EntrySettings {
  const { random, long } = around;
  const type = random.weighted({ market: 5, limit: 4, conditional: 6 });
  const side = long ? 1 : -1;
  return {
    type,
    price: type === 'market' ? '0' : priceNear(around, type === 'limit' ? side * random.between(-20, 8) : near(random)),
    by: random.pick(['bid', 'ask', 'last']),
    order: type === 'conditional' && random.chance(0.3) ? 'limit' : 'market',
    limitPrice: priceNear(around, near(random)),
    trailing: type === 'conditional' && random.chance(0.45) ? `0.${random.between(1, 30)}` : '0',
  };
}

function near(random: Random): number {
  return random.between(-25, 25);
}

/** Steps whose shares sum to `whole` percent. */
function stepsWish(around: Around, count: number | string, whole: number, from = 1): TakeProfitSettings[] {
  const steps: TakeProfitSettings[] = [];
  let left = whole;
  const most = Number(count);
  for (let place = 0; place < most && left > 0; place++) {
    const share = place === most - 1 ? left : around.random.between(1, Math.max(1, Math.floor((1.6 * left) / most)));
    left -= share;
    steps.push(stepWish(around, from + place * around.random.between(1, 2), `${share}`));
  }
  const taken = new Set<number>();
  return steps.map((step) => {
    let { position } = step;
    while (taken.has(position)) position++;
    taken.add(position);
    return { ...step, position };
  });
}

function stepWish(around: Around, position: number, share: string): TakeProfitSettings {
  const { random, long } = around;
  const side = long ? 1 : -1;
  const byPercent = random.chance(0.4);
  const away = random.between(1, 60);
  const order = random.weighted({ market: 6, limit: 3, resting: 5 });
  const trailing = order === 'market' && random.chance(0.4) ? `0.${random.between(1, 30)}` : '0';
  return {
    position,
    share,
    price: byPercent ? null : priceNear(around, side * away),
    percent: byPercent ? `${side < 0 ? '-' : ''}0.${away}` : null,
    by: random.pick(['bid', 'ask', 'last']),
    order,
    limitPrice: priceNear(around, side * random.between(-5, away)),
    trailing,
  };
}

function stopWish(around: Around): StopLossSettings {
  const { random, long } = around;
  const side = long ? -1 : 1;
  const byPercent = random.chance(0.4);
  const away = random.between(random.chance(0.1) ? -20 : 5, 80);
  const order = random.chance(0.7) ? 'market' : 'limit';
  const trails = order === 'market' && random.chance(0.4);
  return {
    price: byPercent ? null : priceNear(around, side * away),
    percent: byPercent ? `${side < 0 ? '-' : ''}0.${random.between(5, 80)}` : null,
    by: random.pick(['bid', 'ask', 'last']),
    order,
    limitPrice: priceNear(around, side * random.between(-5, away + 20)),
    trails,
    timeout: random.chance(0.6) ? 0 : random.between(1, 60),
    breakeven: !trails && random.chance(0.3),
  };
}

/** What an owner might change of a running trade. */
export function changesWish({ markets, random, core }: View, trade: Trade): TradeChanges {
  const instrument = core.state.instruments.instruments[trade.settings.instrument] as Instrument;
  const middle = markets.get(instrument.id)?.middle ?? 1000;
  const around = { random, instrument, middle, long: trade.settings.side === 'long' };
  switch (random.weighted({ takeProfits: 8, stopLoss: 5, both: 2, entry: 4, averagePrice: 2, stored: 1 })) {
    case 'takeProfits':
      return { takeProfits: newSteps(around, trade) };
    case 'stopLoss':
      return { stopLoss: random.chance(0.2) ? null : stopWish(around) };
    case 'both':
      return { takeProfits: newSteps(around, trade), stopLoss: random.chance(0.3) ? null : stopWish(around) };
    case 'entry': {
      const type = trade.settings.entry?.type === 'limit' ? 'limit' : 'conditional';
      const wish = { ...entryWish(around), type, price: priceNear(around, near(random)) } as const;
      const entry = type === 'limit' ? { ...wish, trailing: '0' } : wish;
      if (random.chance(0.7)) return { entry };
      const quantity = quantityToText(instrument, (instrument.minQuantity + random.between(1, 60)) as Quantity);
      return { entry, quantity };
    }
    case 'averagePrice':
      return { averagePrice: priceNear(around, random.between(-40, 40)) };
    case 'stored':
      return { stored: { page: random.between(1, 9) } };
  }
}

/** Steps that are over, and some of the others, stay; the rest is shared anew. */
function newSteps(around: Around, trade: Trade): readonly TakeProfitSettings[] {
  const { random } = around;
  const steps = [...trade.steps.values()];
  const kept = steps
    .filter(({ status }) => status !== 'cancelled' && (isStepOver(status) || random.chance(0.5)))
    .map(({ settings }) => settings);
  const left = 100 - kept.reduce((sum, { share }) => sum + Number(share), 0);
  // sometimes at places that others have had
  const from = random.chance(0.3) ? 1 : Math.max(0, ...steps.map(({ settings }) => settings.position)) + 1;
  const added = stepsWish(around, random.between(1, random.chance(0.1) ? 8 : 3), left, from);
  return [...kept, ...added.filter(({ position }) => !kept.some((own) => own.position === position))];
}
