import { type CopiedTrade as Deal, PRICE_DECIMALS } from '../../../readmodel/index.ts';

/** Commissions of a trade, cents. */
export interface Commissions {
  readonly broker: number;
  readonly liquidity: number;
  /** The trader's, with his partner's part of it. */
  readonly trader: number;
}

/** What a position holds: when and at which average price it was built, and what that has cost. */
export interface OpenPart {
  readonly opening: Deal;
  /** Signed, hundred-millionths of a lot. */
  readonly volume: number;
  /** With `PRICE_DECIMALS` decimals. */
  readonly price: number;
  readonly paid: Commissions;
}

/** A part of a position that a deal has closed: what was open before, and both commissions of that part. */
export interface ClosedPart {
  readonly opening: Deal;
  readonly closing: Deal;
  /** Signed as the position was. */
  readonly volume: number;
  readonly priceOpen: number;
  readonly paid: Commissions;
}

/** Entry of a deal that turns its position round. */
export const IN_OUT = 2;

/** Nothing has been paid. */
export const NO_COMMISSIONS: Commissions = { broker: 0, liquidity: 0, trader: 0 };

/** Reads the trades of an account, oldest first, as a terminal's history shows them: a row for every part that was closed. */
export class TradeBook {
  readonly closed: ClosedPart[] = [];
  /** What all closed parts have brought, cents. */
  readonly totals = { profit: 0, total: 0, swap: 0 };
  /** What positions held before the deals that turned them round, by deal. */
  readonly turned = new Map<number, number>();
  readonly #open = new Map<number, OpenPart>();
  #trades = 0;
  #last = 0;

  constructor(deals: readonly Deal[]) {
    for (const deal of deals) this.take(deal);
  }

  get trades(): number {
    return this.#trades;
  }

  /** The newest trade; 0 before any. */
  get last(): number {
    return this.#last;
  }

  /** What a position holds by its deals. */
  open(position: number): OpenPart | undefined {
    return this.#open.get(position);
  }

  /** The next trade. */
  take(deal: Deal): void {
    this.#trades++;
    this.#last = deal.id;
    const held = this.#open.get(deal.position);
    if (deal.entry === IN_OUT) this.turned.set(deal.id, held?.volume ?? 0);
    if (held === undefined) return void this.#open.set(deal.position, begun(deal, deal.volume, paidIn(deal)));
    if (held.volume < 0 === deal.volume < 0) return void this.#open.set(deal.position, grown(held, deal));
    const size = Math.min(Math.abs(held.volume), Math.abs(deal.volume));
    const volume = held.volume < 0 ? -size : size;
    const before = shareOf(held.paid, size, Math.abs(held.volume));
    const now = shareOf(paidIn(deal), size, Math.abs(deal.volume));
    this.closed.push({
      opening: held.opening,
      closing: deal,
      volume,
      priceOpen: held.price,
      paid: combined(before, now),
    });
    this.totals.profit += deal.profit;
    this.totals.total += deal.total;
    this.totals.swap += deal.swap;
    const rest = held.volume - volume;
    const turned = deal.volume + volume;
    if (rest !== 0) this.#open.set(deal.position, { ...held, volume: rest, paid: without(held.paid, before) });
    else if (turned !== 0) this.#open.set(deal.position, begun(deal, turned, without(paidIn(deal), now)));
    else this.#open.delete(deal.position);
  }
}

function begun(opening: Deal, volume: number, paid: Commissions): OpenPart {
  return { opening, volume, price: opening.price, paid };
}

/** The new price differs from the old one by the added part of the difference, as the core averages it. */
function grown(held: OpenPart, deal: Deal): OpenPart {
  const volume = held.volume + deal.volume;
  const unit = 10n ** BigInt(Math.max(0, PRICE_DECIMALS - deal.precision_price - FINE_DIGITS));
  const difference = BigInt(deal.price - held.price) / unit;
  const added = halfUp(difference * BigInt(Math.abs(deal.volume)), BigInt(Math.abs(volume)));
  const price = held.price + Number(added * unit);
  return { ...held, volume, price, paid: combined(held.paid, paidIn(deal)) };
}

/** Digits of an average price beyond those of quotes. */
const FINE_DIGITS = 5;

/** top ÷ bottom, half away from zero; bottom > 0. */
function halfUp(top: bigint, bottom: bigint): bigint {
  const half = top < 0n ? -bottom : bottom;
  return (top * 2n + half) / (bottom * 2n);
}

function paidIn({ broker, liquidity, trader, partner }: Deal): Commissions {
  return { broker, liquidity, trader: trader + partner };
}

/** The part of a commission that belongs to a part of a volume, rounded down: what is left over stays with the rest. */
function shareOf(paid: Commissions, part: number, whole: number): Commissions {
  const share = (cents: number): number => Number((BigInt(cents) * BigInt(part)) / BigInt(whole));
  return { broker: share(paid.broker), liquidity: share(paid.liquidity), trader: share(paid.trader) };
}

function combined(a: Commissions, b: Commissions): Commissions {
  return { broker: a.broker + b.broker, liquidity: a.liquidity + b.liquidity, trader: a.trader + b.trader };
}

function without(a: Commissions, b: Commissions): Commissions {
  return combined(a, { broker: -b.broker, liquidity: -b.liquidity, trader: -b.trader });
}
