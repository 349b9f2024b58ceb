import { accountById } from '../accounts/index.ts';
import { type Instrument, instrumentById, priceToText, quantityPhrase, quantityToText } from '../instruments/index.ts';
import { smallestQuantity } from '../legs/index.ts';
import { bestAsk } from '../market/index.ts';
import { formatDecimal, formatScaled, type Price, type Quantity } from '../numbers/index.ts';
import { watchedPrice } from '../stops/index.ts';
import { type Rejection, reject } from '../turn.ts';
import { boughtAt, lineAmount, lineQuantities, nearestLine, sellQuantity, soldAt } from './amounts.ts';
import { checkGrid } from './check-settings.ts';
import { freeCoins } from './free-coins.ts';
import { GridLadder } from './ladder.ts';
import type { GridSettings } from './settings.ts';
import type { GridWorld } from './state.ts';

/** One line of a grid as it would be if it began now. Decimal text; costs and profits with the dearer fee. */
export interface PlannedLine {
  readonly line: number;
  readonly price: string;
  /** null: the line without an order, nearest to the price. */
  readonly side: 'buy' | 'sell' | null;
  readonly quantity: string;
  /** What the order moves in quote: a purchase costs it, a sale brings it. */
  readonly volume: string;
  /** What buying here and selling on the line above brings, in the profit currency; null on the highest line. */
  readonly profit: string | null;
}

/** A grid before there is one, at the prices of this moment. */
export interface PlannedGrid {
  readonly instrument: number;
  readonly price: string;
  /** Distance of two lines, or the ratio of their prices. */
  readonly step: string;
  /** What one line takes, in the order currency. */
  readonly amount: string;
  /** The highest first. */
  readonly lines: readonly PlannedLine[];
  /** Coins for the lines above the price, those of them that are free in the account, and what the others cost now. */
  readonly coins: string;
  readonly coinsFree: string;
  readonly coinsCost: string;
  /** What the buy lines take, and all the money that is needed. */
  readonly buysCost: string;
  readonly needed: string;
  readonly upperStop: string | null;
  readonly lowerStop: string | null;
}

/** What a bot with these settings would do now, or what is wrong with them. Nothing changes. */
export function planGrid(world: GridWorld, account: number, settings: GridSettings): PlannedGrid | Rejection {
  const wrong = checkGrid(world, settings);
  if (wrong !== null) return wrong;
  const instrument = instrumentById(world.instruments, settings.instrument) as Instrument;
  const market = world.market.markets[instrument.id];
  const price = watchedPrice(market, 'last');
  if (price === undefined) return reject('no_market_price', 'instrument', `${instrument.symbol} has no last price`);
  const ladder = new GridLadder(settings);
  const small = checkStart(world, account, settings, ladder, price);
  if (small !== null) return small;
  const owner = accountById(world.accounts, account);
  const quantities = lineQuantities(instrument, owner, settings, ladder, price);
  const waiting = nearestLine(instrument, ladder, settings.lines, price);
  const { assets } = world.instruments;
  const [base, quote] = [assets[instrument.base]?.scale ?? 0, assets[instrument.quote]?.scale ?? 0];
  const lines: PlannedLine[] = [];
  let [coins, buysCost] = [0, 0n];
  for (let line = settings.lines - 1; line >= 0; line--) {
    const here = ladder.price(instrument, line);
    const side = line < waiting ? 'buy' : line > waiting ? 'sell' : null;
    const quantity = side === null ? 0 : (quantities[side === 'buy' ? line : line - 1] ?? 0);
    const moved = (side === 'sell' ? soldAt : boughtAt)(owner, instrument, here, quantity);
    if (side === 'buy') buysCost += moved.money;
    if (line >= waiting) coins += quantities[line] ?? 0;
    const inQuote = settings.profitCurrency === 'quote';
    const profit = line === settings.lines - 1 ? null : profitOf(line);
    lines.push({
      line,
      price: priceToText(instrument, here as Price),
      side,
      quantity: quantityToText(instrument, quantity as Quantity),
      volume: formatScaled(moved.money, quote),
      profit: profit === null ? null : formatScaled(profit, inQuote ? quote : base),
    });
  }
  function profitOf(line: number): bigint {
    const bought = boughtAt(owner, instrument, ladder.price(instrument, line), quantities[line] ?? 0);
    const above = ladder.price(instrument, line + 1);
    const sell = sellQuantity(owner, instrument, settings.profitCurrency, bought, above);
    const sold = soldAt(owner, instrument, above, sell);
    return settings.profitCurrency === 'quote' ? sold.money - bought.money : bought.units - sold.units;
  }
  const free = freeCoins(world, account, instrument.base) / instrument.stepUnits;
  const taken = free < BigInt(coins) ? Number(free) : coins;
  const coinsCost = boughtAt(owner, instrument, bestAsk(market)?.price ?? price, coins - taken).money;
  return {
    instrument: instrument.id,
    price: priceToText(instrument, price as Price),
    step: formatDecimal(ladder.step),
    amount: formatDecimal(lineAmount(instrument, owner, settings, ladder, price)),
    lines,
    coins: quantityToText(instrument, coins as Quantity),
    coinsFree: quantityToText(instrument, taken as Quantity),
    coinsCost: formatScaled(coinsCost, quote),
    buysCost: formatScaled(buysCost, quote),
    needed: formatScaled(coinsCost + buysCost, quote),
    upperStop: settings.upperStop?.price ?? null,
    lowerStop: settings.lowerStop?.price ?? null,
  };
}

/** Whether every line may buy what it should and sell it again. */
export function checkStart(
  world: GridWorld,
  account: number,
  settings: GridSettings,
  ladder: GridLadder,
  price: number,
): Rejection | null {
  const instrument = instrumentById(world.instruments, settings.instrument) as Instrument;
  const owner = accountById(world.accounts, account);
  for (const [line, quantity] of lineQuantities(instrument, owner, settings, ladder, price).entries()) {
    const [here, above] = [ladder.price(instrument, line), ladder.price(instrument, line + 1)];
    const least = smallestQuantity(instrument, here);
    if (quantity < least)
      return reject(
        'quantity_too_small',
        'amount',
        `line ${line} would buy ${quantityToText(instrument, quantity as Quantity)} of ${instrument.symbol}: at least ${quantityPhrase(instrument, least as Quantity)}`,
      );
    if (quantity > instrument.maxQuantity)
      return reject(
        'quantity_too_large',
        'amount',
        `at most ${quantityPhrase(instrument, instrument.maxQuantity)} a line`,
      );
    const bought = boughtAt(owner, instrument, here, quantity);
    const sell = sellQuantity(owner, instrument, settings.profitCurrency, bought, above);
    if (sell < smallestQuantity(instrument, above))
      return reject('quantity_too_small', 'amount', `after fees line ${line} has too little left to be sold`);
  }
  return null;
}
