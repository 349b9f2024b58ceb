import type { Instrument } from '@outcry/core';
import { activityOf } from './activity.ts';
import { LevelProcess } from './level-process.ts';
import {
  crossPrice,
  type Exposure,
  followingPrice,
  invertedPrice,
  type PriceLevel,
  wanderingPrice,
} from './price-level.ts';

/** Currencies in which the others are valued; a pair of two others is the ratio of their values in one of these. */
const PIVOTS = ['USDT', 'USD'];

/** A future's basis moves by this share of its daily volatility. */
const BASIS_SHARE = 0.02;

/** A price and the symbol whose chance it shares, so that a follower's bars have the leader's shape. */
export interface DrivenPrice {
  readonly level: PriceLevel;
  readonly leader: string;
}

/**
 * Says what each instrument's price is driven by: crypto pairs share a factor, MOEX shares, funds and index futures
 * another, currency pairs the dollar's; futures follow their basic asset, cross pairs the ratio of their legs.
 * Processes are shared, so that related instruments are refined once.
 */
export class Correlation {
  private readonly seed: number;
  private readonly bySymbol: ReadonlyMap<string, Instrument>;
  private readonly processes = new Map<string, LevelProcess>();
  private readonly prices = new Map<string, DrivenPrice>();

  constructor(seed: number, instruments: Iterable<Instrument>) {
    this.seed = seed;
    this.bySymbol = new Map(Array.from(instruments, (instrument) => [instrument.symbol, instrument]));
  }

  priceOf(instrument: Instrument): DrivenPrice {
    const known = this.prices.get(instrument.symbol);
    if (known !== undefined) return known;
    const price = this.following(instrument) ?? this.cross(instrument) ?? this.wandering(instrument);
    this.prices.set(instrument.symbol, price);
    return price;
  }

  private following(instrument: Instrument): DrivenPrice | undefined {
    const name = instrument.spec.future?.basicInstrument;
    const basic = name === undefined ? undefined : this.bySymbol.get(name);
    if (basic === undefined || basic === instrument) return undefined;
    const leader = this.priceOf(basic);
    const ratio = Number(instrument.spec.typicalPrice) / Number(basic.spec.typicalPrice);
    const weight = Number(instrument.spec.dailyVolatility) * BASIS_SHARE;
    const basis = { process: this.process(`basis ${instrument.symbol}`, instrument), weight };
    return { level: followingPrice(leader.level, ratio, basis), leader: leader.leader };
  }

  private cross(instrument: Instrument): DrivenPrice | undefined {
    const pair = currenciesOf(instrument);
    if (pair === undefined || PIVOTS.includes(pair.base) || PIVOTS.includes(pair.quote)) return undefined;
    for (const pivot of PIVOTS) {
      const numerator = this.valueIn(pivot, pair.base);
      const denominator = this.valueIn(pivot, pair.quote);
      if (numerator !== undefined && denominator !== undefined) {
        return { level: crossPrice(numerator, denominator), leader: instrument.symbol };
      }
    }
    return undefined;
  }

  /** The value of a currency in a pivot, from a listed pair of the two in either direction. */
  private valueIn(pivot: string, currency: string): PriceLevel | undefined {
    for (const candidate of this.bySymbol.values()) {
      const pair = currenciesOf(candidate);
      if (pair?.base === currency && pair.quote === pivot) return this.priceOf(candidate).level;
      if (pair?.quote === currency && pair.base === pivot) return invertedPrice(this.priceOf(candidate).level);
    }
    return undefined;
  }

  private wandering(instrument: Instrument): DrivenPrice {
    const volatility = Number(instrument.spec.dailyVolatility);
    const { factor, share } = factorOf(instrument);
    const common = { process: this.process(`factor ${factor}`, instrument), weight: share * volatility };
    const own = this.own(instrument, Math.sqrt(1 - share * share) * volatility);
    return {
      level: wanderingPrice(Number(instrument.spec.typicalPrice), [common, own]),
      leader: underlyingOf(instrument),
    };
  }

  private own(instrument: Instrument, weight: number): Exposure {
    return { process: this.process(`own ${underlyingOf(instrument)}`, instrument), weight };
  }

  private process(name: string, instrument: Instrument): LevelProcess {
    let process = this.processes.get(name);
    if (process === undefined) {
      process = new LevelProcess(this.seed, name, activityOf(instrument.spec.kind));
      this.processes.set(name, process);
    }
    return process;
  }
}

/** What has one price under several names: a paper on two boards, an index or a currency under futures of two quarters. */
function underlyingOf({ symbol, spec }: Instrument): string {
  if (spec.future !== undefined) return spec.future.basicAsset;
  return spec.kind === 'crypto' || spec.base === undefined ? symbol : spec.base;
}

/** The factor an instrument shares with its kind and its correlation with it. */
function factorOf(instrument: Instrument): { factor: string; share: number } {
  const { kind, future } = instrument.spec;
  switch (kind) {
    case 'crypto':
      return { factor: 'crypto', share: 0.85 };
    case 'currency':
      return { factor: 'dollar', share: currenciesOf(instrument)?.base === 'USD' ? 0.65 : -0.65 };
    case 'bond':
      return { factor: 'rates', share: 0.6 };
    case 'future':
      if (future?.assetType === 'currency') return { factor: 'rouble', share: 0.9 };
      if (future?.assetType === 'commodity') return { factor: 'commodities', share: 0.4 };
      return { factor: 'moex', share: future?.assetType === 'index' ? 0.97 : 0.75 };
    default:
      return { factor: 'moex', share: 0.75 };
  }
}

/** Base and quote of a pair, upper case; undefined for anything that is not a pair. */
function currenciesOf(instrument: Instrument): { base: string; quote: string } | undefined {
  const { kind, base, pairBase, quote } = instrument.spec;
  const first = kind === 'crypto' ? base : kind === 'currency' ? (pairBase ?? base) : undefined;
  return first === undefined ? undefined : { base: first.toUpperCase(), quote: quote.toUpperCase() };
}
