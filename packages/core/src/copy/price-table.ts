import { assetByCode, type Instrument, instrumentById, pairKey } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import { powerOfTen } from '../numbers/index.ts';
import { fraction } from './arithmetic.ts';
import type { CopyWorld } from './state.ts';
import { CENTS_OF_DOLLAR, FINE, type FinePrice } from './units.ts';

/** A price of an instrument and what it is worth in the accounts' currency. */
export interface Priced {
  readonly instrument: Instrument;
  readonly fine: FinePrice;
  /** Cents of one quantity step for one unit of a fine price: `numerator ÷ denominator`. */
  readonly numerator: number;
  readonly denominator: number;
  /** Its currency is the accounts': what a step is worth does not change. */
  readonly inDollars: boolean;
  /** The rate of another pair is in it. */
  readonly needsRate: boolean;
}

/**
 * Prices of one moment: those of the market, or those that a group was begun with. Looked up once per instrument, for
 * accounts by the thousand are valued with them.
 */
export class PriceTable {
  readonly #world: CopyWorld;
  readonly #fixed: ReadonlyMap<number, FinePrice> | null;
  readonly #known = new Map<number, Priced | null>();
  /** What was said of the instruments that were looked up, those of rates among them. */
  readonly #read = new Map<number, FinePrice>();
  /** What was asked for last: mostly the same again. */
  #lastId = 0;
  #last: Priced | undefined = undefined;

  constructor(world: CopyWorld, fixed: ReadonlyMap<number, FinePrice> | null = null) {
    this.#world = world;
    this.#fixed = fixed;
  }

  /** Undefined without a price, or when nothing turns its currency into dollars. */
  of(instrument: number): Priced | undefined {
    if (instrument === this.#lastId) return this.#last;
    let known = this.#known.get(instrument);
    if (known === undefined) {
      known = this.#find(instrument);
      this.#known.set(instrument, known);
    }
    this.#lastId = instrument;
    this.#last = known ?? undefined;
    return this.#last;
  }

  /** Whether the same would be said now of all that was looked up. */
  holds(): boolean {
    for (const [id, price] of this.#read) if (priceOf(this.#world, id, this.#fixed) !== price) return false;
    return true;
  }

  #find(id: number): Priced | null {
    return pricedBy(this.#world, id, this.#priceOf(id), (pair) => this.#priceOf(pair));
  }

  #priceOf(id: number): FinePrice {
    const price = priceOf(this.#world, id, this.#fixed);
    this.#read.set(id, price);
    return price;
  }
}

/** An instrument at a price, with rates of the market; null without a price or a rate to dollars. */
export function pricedAt(world: CopyWorld, id: number, fine: FinePrice): Priced | null {
  return pricedBy(world, id, fine, (pair) => priceOf(world, pair, null));
}

function pricedBy(world: CopyWorld, id: number, fine: FinePrice, rateOf: (pair: number) => FinePrice): Priced | null {
  const instrument = instrumentById(world.instruments, id);
  const usd = assetByCode(world.instruments, 'usd');
  if (instrument === undefined || usd === undefined || fine <= 0) return null;
  const minor = powerOfTen(usd.scale) / BigInt(CENTS_OF_DOLLAR);
  const [numerator, denominator] = dollarsOf(world, instrument, fine, usd.id, rateOf) ?? [0n, 0n];
  if (denominator === 0n) return null;
  try {
    const [top, bottom] = fraction(numerator, denominator * minor);
    const inDollars = instrument.quote === usd.id;
    const needsRate = !inDollars && instrument.pairBase !== usd.id;
    return { instrument, fine, numerator: top, denominator: bottom, inDollars, needsRate };
  } catch {
    return null;
  }
}

/** Minor units of dollars of one quantity step × one fine price unit, as a fraction; null without a rate. */
function dollarsOf(
  { instruments }: CopyWorld,
  instrument: Instrument,
  fine: FinePrice,
  usd: number,
  rateOf: (pair: number) => FinePrice,
): [bigint, bigint] | null {
  const unit = BigInt(FINE);
  if (instrument.quote === usd) return [instrument.stepValue, unit];
  if (instrument.pairBase === usd) return [instrument.pairUnits, BigInt(fine)];
  for (const pair of instruments.pairs.get(pairKey(instrument.quote, usd)) ?? []) {
    const rate = BigInt(rateOf(pair.id));
    if (rate <= 0n) continue;
    const money = rate * pair.stepValue;
    if (pair.pairBase === instrument.quote && pair.quote === usd) {
      return [instrument.stepValue * money, unit * unit * pair.pairUnits];
    }
    if (pair.pairBase === usd && pair.quote === instrument.quote) return [instrument.stepValue * pair.pairUnits, money];
  }
  return null;
}

/** The fixed price, or without a table of them the last one; 0 without any. */
function priceOf({ market }: CopyWorld, id: number, fixed: ReadonlyMap<number, FinePrice> | null): FinePrice {
  return fixed === null ? (valuationPrice(market, id) ?? 0) * FINE : (fixed.get(id) ?? 0);
}

/** Pairs that turn what an instrument is worth into dollars; none when that needs no rate. */
export function ratePairsOf({ instruments }: CopyWorld, id: number): readonly Instrument[] {
  const instrument = instrumentById(instruments, id);
  const usd = assetByCode(instruments, 'usd')?.id;
  if (instrument === undefined || usd === undefined) return [];
  if (instrument.quote === usd || instrument.pairBase === usd) return [];
  return instruments.pairs.get(pairKey(instrument.quote, usd)) ?? [];
}
