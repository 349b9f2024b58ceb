import { type Account, type CoreState, equity, isSystemAccount } from '@outcry/core';
import { JournalError } from '../journal/index.ts';
import { EQUITY_TIERS, type EquityFigure, recordEquity } from '../readmodel/index.ts';
import type { Engine } from './engine.ts';
import { Overloaded } from './overloaded.ts';

/** How often a new stretch of market time is looked for (ms of wall time). */
const LOOK_MS = 1_000;
/** Accounts valued in one go, so that commands come in between. */
const ACCOUNTS_PER_READ = 100;
/** Accounts whose worth is written down: the oldest ones. */
export const MAX_RECORDED_ACCOUNTS = 1_000;
/** After a start prices come back one by one: for so long an account waits for those it lacks (ms of wall time). */
const PATIENCE_MS = 60_000;

const [{ step: MINUTE }] = EQUITY_TIERS;

export interface EquityRecorderParts {
  readonly engine: Pick<Engine, 'now' | 'seq' | 'read' | 'write'>;
  readonly onFault: (error: unknown) => void;
  /** Wall clock, ms UTC. */
  readonly now: () => number;
}

/**
 * Writes down what every open account is worth, once a minute of market time, from durable state alone. Trial accounts, whose
 * orders are filled outside the book, are left out.
 */
export class EquityRecorder {
  readonly #parts: EquityRecorderParts;
  readonly #patientUntil: number;
  #minute = -1;
  #busy = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: EquityRecorderParts) {
    this.#parts = parts;
    this.#patientUntil = parts.now() + PATIENCE_MS;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Writes down what is missing of this minute of market time; resolves when it is on disk. */
  async record(): Promise<void> {
    const { engine, now } = this.#parts;
    const minute = Math.floor(engine.now / MINUTE);
    if (minute === this.#minute) return;
    const waits = now() < this.#patientUntil;
    const ids = await engine.read((state) => recorded(state));
    let complete = true;
    for (let i = 0; i < ids.length; i += ACCOUNTS_PER_READ) {
      const some = ids.slice(i, i + ACCOUNTS_PER_READ);
      const figures = await engine.read((state) => figuresOf(state, some, engine.now, engine.seq));
      const priced = waits ? figures.filter(({ unpriced }) => !unpriced) : figures;
      if (priced.length > 0) await engine.write([recordEquity(priced)]);
      complete &&= priced.length === figures.length;
    }
    // who lacks a price is looked at again
    if (complete) this.#minute = minute;
  }

  async #look(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await this.record();
    } catch (error) {
      if (error instanceof JournalError || error instanceof Overloaded) this.stop();
      else this.#parts.onFault(error);
    } finally {
      this.#busy = false;
    }
  }
}

function recorded(state: CoreState): number[] {
  const ids: number[] = [];
  for (const account of state.accounts.accounts.values()) {
    if (isSystemAccount(account) || account.closed || account.fillPolicy === 'sandbox') continue;
    ids.push(account.id);
    if (ids.length === MAX_RECORDED_ACCOUNTS) break;
  }
  return ids;
}

interface Valued extends EquityFigure {
  /** Something it holds has no price. */
  readonly unpriced: boolean;
}

function figuresOf(state: CoreState, ids: readonly number[], at: number, seq: number): Valued[] {
  return ids
    .map((id) => state.accounts.accounts.get(id))
    .filter((account): account is Account => account !== undefined)
    .map((account) => {
      const { value, unpriced } = equity(state, account);
      return { account: account.id, at, seq, value, unpriced: unpriced.length > 0 };
    });
}
