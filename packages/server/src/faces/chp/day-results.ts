import type { OrderFilled, PositionSettled } from '@outcry/core';
import type { DurableTurn } from '../../runtime/index.ts';
import type { ChpParts } from './parts.ts';
import { sessionFills, sessionSettlements } from './trading-session.ts';
import { sessionStart } from './wire/time.ts';

/** What the trading session has brought an account, in minor units of its currency. */
export interface DayResult {
  readonly commission: bigint;
  /** Booked results before commission. */
  readonly result: bigint;
}

interface Kept {
  readonly currency: number;
  /** The turn up to which history tells; later ones are added as they come. */
  readonly since: number;
  /** Beginning of the session that the sums belong to. */
  start: number;
  commission: bigint;
  result: bigint;
  readonly loaded: Promise<void>;
}

/** Day's results of accounts that are listened to: read once from the histories, then carried on with each turn. */
export class DayResults {
  readonly #parts: Pick<ChpParts, 'engine' | 'readModel'>;
  readonly #byAccount = new Map<number, Kept>();

  constructor(parts: Pick<ChpParts, 'engine' | 'readModel'>) {
    this.#parts = parts;
  }

  /** The results of an account with this currency (asset id). */
  async of(account: number, currency: number): Promise<DayResult> {
    let kept = this.#byAccount.get(account);
    if (kept === undefined) {
      kept = this.#begin(account, currency);
      this.#byAccount.set(account, kept);
    }
    try {
      await kept.loaded;
    } catch (error) {
      this.forget(account);
      throw error;
    }
    rollOver(kept, sessionStart(this.#parts.engine.now));
    return { commission: kept.commission, result: kept.result };
  }

  forget(account: number): void {
    this.#byAccount.delete(account);
  }

  takeTurn({ seq, events }: DurableTurn): void {
    if (this.#byAccount.size === 0) return;
    for (const event of events) {
      const isFill = event.type === 'orders.filled';
      if (!isFill && event.type !== 'accounts.positionSettled') continue;
      const { account } = event as OrderFilled | PositionSettled;
      const kept = this.#byAccount.get(account);
      if (kept === undefined || seq <= kept.since) continue;
      rollOver(kept, sessionStart(event.at));
      if (!isFill) kept.result += (event as PositionSettled).result;
      else add(kept, event as OrderFilled);
    }
  }

  #begin(account: number, currency: number): Kept {
    const { engine } = this.#parts;
    const since = engine.seq;
    const start = sessionStart(engine.now);
    const load = async (): Promise<void> => {
      // what history is asked for must be on disk
      await engine.whenDurable(since);
      for (const fill of await sessionFills(this.#parts, account)) if (fill.seq <= since) add(kept, fill);
      for (const row of await sessionSettlements(this.#parts, account)) {
        if (row.seq <= since && row.asset === currency) kept.result += row.amount;
      }
    };
    const kept: Kept = { currency, since, start, commission: 0n, result: 0n, loaded: Promise.resolve().then(load) };
    return kept;
  }
}

function rollOver(kept: Kept, start: number): void {
  if (start <= kept.start) return;
  kept.start = start;
  kept.commission = 0n;
  kept.result = 0n;
}

function add(kept: Kept, fill: Pick<OrderFilled, 'fee' | 'feeAsset' | 'result' | 'cashAsset'>): void {
  if (fill.feeAsset === kept.currency) kept.commission += fill.fee;
  if (fill.cashAsset === kept.currency) kept.result += fill.result;
}
