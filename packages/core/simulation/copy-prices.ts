import type { RequestPriced } from '../src/index.ts';
import { must } from './failure.ts';

/** Rates that a deal is charged with. */
export interface DealRates {
  readonly commissionRate: number;
  readonly partner: number;
  readonly partnerShare: number;
  readonly liquidityRate: number;
  readonly brokerRate: number;
}

/** What a settled order tells (`SETTLED_STRIDE`). */
export interface SettledDeal {
  readonly account: number;
  readonly position: number;
  readonly request: number;
  readonly delta: number;
  readonly volume: number;
  readonly part: number;
  readonly entry: number;
  readonly price: number;
  readonly profit: number;
  readonly swap: number;
  readonly liquidity: number;
  readonly broker: number;
  readonly trader: number;
  readonly partner: number;
}

/** The deal of a row. */
export function dealOf(row: readonly number[]): SettledDeal {
  const at = (place: number): number => row[place] as number;
  return {
    account: at(0),
    position: at(1),
    request: at(2),
    delta: at(4),
    volume: at(5),
    part: at(6),
    entry: at(7),
    price: at(8),
    profit: at(9),
    swap: at(10),
    liquidity: at(11),
    broker: at(12),
    trader: at(13),
    partner: at(14),
  };
}

/** Works a deal out anew, in fractions of unbounded integers: slow and plain. */
export function checkDeal(
  { volume, part, price, profit, swap, liquidity, broker, trader, partner }: SettledDeal,
  position: { readonly volume: number; readonly price: number; readonly swap: number },
  priced: RequestPriced,
  rates: DealRates,
): void {
  const top = BigInt(priced.centsNumerator);
  const bottom = BigInt(priced.centsDenominator);
  const paid = BigInt(volume > 0 ? priced.buyPrice : priced.sellPrice);
  const open = BigInt(position.volume);
  const moved = BigInt(volume);
  const closes = open !== 0n && open < 0n !== moved < 0n;
  const closed = closes ? least(size(moved), size(open)) : 0n;
  const signed = open < 0n ? -closed : closed;
  equal('profit', profit, halfUp(signed * (paid - BigInt(position.price)) * top, bottom));
  equal('swap', swap, closed === 0n ? 0n : halfUp(BigInt(position.swap) * closed, size(open)));
  const turnover = size(moved) * paid * top;
  const million = 1_000_000n;
  equal('liquidity', liquidity, up(size(BigInt(part)) * paid * top * BigInt(rates.liquidityRate), bottom * million));
  equal('broker', broker, up(turnover * BigInt(rates.brokerRate), bottom * million));
  const rewards = up(turnover * BigInt(rates.commissionRate), bottom * million);
  const partners = rates.partner === 0 ? 0n : (rewards * BigInt(rates.partnerShare)) / 10_000n;
  equal('partner', partner, partners);
  equal('trader', trader, rewards - partners);
  if (closes) {
    equal('price', price, size(moved) > size(open) ? paid : BigInt(position.price));
  } else {
    const whole = size(open) + size(moved);
    const exact = size(open) * BigInt(position.price) + size(moved) * paid;
    const off = exact - BigInt(price) * whole;
    must(size(off) * 2n <= whole, () => `an average price of ${price} is not ${exact} / ${whole}`);
  }
}

function equal(what: string, told: number, own: bigint): void {
  must(BigInt(told) === own, () => `a deal has ${what} ${told}, it should be ${own}`);
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function halfUp(top: bigint, bottom: bigint): bigint {
  const rounded = (2n * size(top) + bottom) / (2n * bottom);
  return top < 0n ? -rounded : rounded;
}

function up(top: bigint, bottom: bigint): bigint {
  return (top + bottom - 1n) / bottom;
}
