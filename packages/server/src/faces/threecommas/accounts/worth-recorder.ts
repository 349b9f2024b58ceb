import { type Account, type CoreState, isSystemAccount } from '@outcry/core';
import type { StatementRun } from '../../../journal/journal.ts';
import { JournalError } from '../../../journal/journal-error.ts';
import {
  priceDeposit,
  recordWorths,
  type UnpricedDeposit,
  unpricedDeposits,
  type WorthRow,
  worthOf,
} from '../../../readmodel/index.ts';
import { Overloaded } from '../../../runtime/index.ts';
import type { ThreeCommasParts } from '../parts.ts';
import { decimalText } from '../wire/numbers.ts';
import { accountWorth, holdingsOf } from './worth.ts';

/** How often new days and new accounts are looked for (ms). */
const LOOK_MS = 30_000;

/** Accounts or deposits written down in one go. */
const ROWS_PER_WRITE = 1_000;

export const DAY_MS = 86_400_000;

/** The day of a moment, in days since 1970, UTC. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}

/**
 * Writes down once a day (UTC, market time) what each account is worth: profits of a day and a month are told from that.
 * An account's first record is made soon after it was opened. Deposits that were made before there were prices are valued at
 * the first ones.
 */
export class WorthRecorder {
  readonly #parts: Pick<ThreeCommasParts, 'engine' | 'readModel' | 'log'>;
  #day = -1;
  /** Accounts written down on this day. */
  readonly #recorded = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Pick<ThreeCommasParts, 'engine' | 'readModel' | 'log'>) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  /** Writes down what is missing of this day; what another run has written stays. Resolves when it is on disk. */
  async record(): Promise<void> {
    const { engine } = this.#parts;
    await this.#priceDeposits();
    const day = dayOf(engine.now);
    if (day !== this.#day) {
      this.#day = day;
      this.#recorded.clear();
    }
    for (;;) {
      const { rows, seq } = await engine.read((state) => ({ rows: this.#missing(state, day), seq: engine.seq }));
      if (rows.length === 0) return;
      await engine.write([recordWorths(rows, seq)]);
      for (const { account } of rows) this.#recorded.add(account);
    }
  }

  #missing(state: CoreState, day: number): WorthRow[] {
    const rows: WorthRow[] = [];
    for (const account of state.accounts.accounts.values()) {
      if (isSystemAccount(account) || account.closed || this.#recorded.has(account.id)) continue;
      const worth = pricedWorth(state, account);
      if (worth === null) continue;
      const { usd, btc } = worth;
      rows.push({ account: account.id, day, usd: decimalText(usd), btc: decimalText(btc) });
      if (rows.length === ROWS_PER_WRITE) break;
    }
    return rows;
  }

  async #priceDeposits(): Promise<void> {
    const { engine, readModel } = this.#parts;
    let last: UnpricedDeposit | undefined;
    do {
      const deposits = await unpricedDeposits(readModel, last ?? null, ROWS_PER_WRITE);
      const runs = engine.market((state) => deposits.flatMap((deposit) => pricedNow(state, deposit)));
      if (runs.length > 0) await engine.write(runs);
      last = deposits.length === ROWS_PER_WRITE ? deposits.at(-1) : undefined;
    } while (last !== undefined);
  }

  async #look(): Promise<void> {
    try {
      await this.record();
    } catch (error) {
      if (error instanceof JournalError || error instanceof Overloaded) clearInterval(this.#timer);
      else this.#parts.log.error({ err: error, face: 'threecommas' }, 'the worth of accounts was not written down');
    }
  }
}

/** Null while there is nothing to tell, or prices are missing that will come: a start is followed by its first ticks. */
function pricedWorth(state: CoreState, account: Account): ReturnType<typeof accountWorth> | null {
  if (holdingsOf(state, account).some(({ asset, usd }) => asset.kind === 'crypto' && usd === null)) return null;
  const worth = accountWorth(state, account);
  return worth.usd.coefficient === 0n ? null : worth;
}

/** What writes a deposit down at the prices of now; nothing while there are none. */
function pricedNow(
  state: Pick<CoreState, 'market' | 'instruments'>,
  deposit: UnpricedDeposit,
): readonly StatementRun[] {
  const asset = state.instruments.assets[deposit.asset];
  if (asset === undefined) return [];
  const { usd, btc } = worthOf(state, asset, deposit.amount);
  return usd === null || btc === null ? [] : priceDeposit(deposit, { usd: decimalText(usd), btc: decimalText(btc) });
}
