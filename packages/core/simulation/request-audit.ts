import type { GroupPlanned, LegSent, OrderFilled, RequestPriced } from '../src/index.ts';
import { must } from './failure.ts';

export interface AuditedRequest {
  readonly instrument: number;
  filled: number;
  value: number;
  volumeA: number;
  priced: RequestPriced | null;
}

/** Aggregated orders as the journal tells them: what they wanted, what liquidity gave, and what accounts got of it (I10). */
export class RequestAudit {
  readonly #requests = new Map<number, AuditedRequest>();
  readonly #requestOf = new Map<number, number>();
  readonly #groups = new Map<number, number[]>();

  plan({ id: group, requests }: GroupPlanned): void {
    for (const [id, , instrument] of requests) {
      this.#requests.set(id, { instrument, filled: 0, value: 0, volumeA: 0, priced: null });
      this.#groups.set(group, [...(this.#groups.get(group) ?? []), id]);
    }
  }

  send({ order, entity }: LegSent): void {
    this.#requestOf.set(order, entity);
  }

  /** A request that has its price. */
  priced(id: number): AuditedRequest & { readonly priced: RequestPriced } {
    const request = this.#requests.get(id);
    must(request !== undefined && request.priced !== null, () => `request ${id} is settled without a price`);
    return request as AuditedRequest & { readonly priced: RequestPriced };
  }

  fill({ id, quantity, price }: OrderFilled): void {
    const request = this.#requests.get(this.#requestOf.get(id) ?? 0);
    if (request === undefined) return;
    request.filled += quantity;
    request.value += quantity * price;
  }

  /** I10, first half; and the price of everybody is the average of the fills. */
  price(event: RequestPriced): void {
    const request = this.#requests.get(event.id);
    must(request !== undefined && request.priced === null, () => `request ${event.id} is priced twice, or unknown`);
    must(
      event.filled === request.filled,
      () => `request ${event.id} has ${request.filled} filled, not ${event.filled}`,
    );
    must(
      event.filled + event.rejected === Math.abs(event.volume),
      () => `request ${event.id} of ${event.volume}: ${event.filled} filled and ${event.rejected} rejected`,
    );
    request.priced = event;
    if (event.filled === 0 || event.buyPrice === 0) return;
    const average = (2n * BigInt(request.value) * 100_000n + BigInt(request.filled)) / (2n * BigInt(request.filled));
    must(
      BigInt(event.buyPrice) === average && event.buyPrice === event.sellPrice,
      () => `request ${event.id} at ${event.buyPrice}, not ${average}`,
    );
  }

  endGroup(group: number): void {
    for (const id of this.#groups.get(group) ?? []) this.#endRequest(id);
    this.#groups.delete(group);
  }

  /** I10, second half: what accounts hold at liquidity is what liquidity has filled. */
  #endRequest(id: number): void {
    const request = this.#requests.get(id) as AuditedRequest;
    const { volume, filled, buyPrice } = request.priced as RequestPriced;
    const reached = buyPrice === 0 ? 0 : volume === 0 ? 0 : Math.sign(volume) * filled;
    must(request.volumeA === reached, () => `request ${id} filled ${reached}, its accounts have ${request.volumeA}`);
    this.#requests.delete(id);
  }
}
