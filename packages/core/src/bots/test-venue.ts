import type { Price, Quantity, Report } from '../index.ts';
import { BotDesk } from './test-bots.ts';

/** Bots of an account at a real venue, which says what a test lets it say. */
export class VenueDesk extends BotDesk {
  #fills = 0;

  constructor() {
    super({}, 'binance');
  }

  /** The open order of a deal for this, the newest when there are several. */
  out(deal: number, role: string, step = 0): number {
    const legs = this.core.state.legs.byOwner.deal.get(deal) ?? [];
    const leg = legs.findLast((each) => each.role === role && each.step === step);
    if (leg === undefined) throw new Error(`deal ${deal} has no ${role} ${step} out`);
    return leg.order;
  }

  report(order: number, report: Report): void {
    this.must({ type: 'orders.report', order, report });
  }

  accept(...orders: readonly number[]): void {
    for (const order of orders) this.report(order, { kind: 'accepted' });
  }

  /** Accepts whatever is on its way for a deal. */
  acceptAll(deal: number): void {
    this.accept(...(this.core.state.legs.byOwner.deal.get(deal) ?? []).map(({ order }) => order));
  }

  reject(order: number, detail: string): void {
    this.report(order, { kind: 'rejected', detail });
  }

  /** Fills an order at a price, or at its own; the quantity that is left unless it is given. */
  fill(order: number, quantity?: string, price?: string): void {
    const found = this.order(order);
    if (found === undefined) throw new Error(`no open order ${order}`);
    const { symbol } = this.instrumentOf(order);
    this.#fills += 1;
    this.report(order, {
      kind: 'filled',
      fill: `f${this.#fills}`,
      price: price === undefined ? (found.price as Price) : this.price(symbol, price),
      quantity:
        quantity === undefined ? ((found.quantity - found.filled) as Quantity) : this.quantity(symbol, quantity),
      maker: true,
    });
  }

  /** The venue has cancelled it with what was filled by now. */
  cancelled(...orders: readonly number[]): void {
    for (const order of orders) {
      const filledTotal = (this.order(order)?.filled ?? 0) as Quantity;
      this.report(order, { kind: 'cancelled', filledTotal });
    }
  }

  /** Whether the venue was asked to cancel. */
  isAsked(order: number): boolean {
    return this.order(order)?.cancelRequested === true;
  }

  statusOf(deal: number): string {
    return this.record(deal).status;
  }
}
