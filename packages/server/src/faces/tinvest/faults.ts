import type { AccountFaults, CoreState } from '@outcry/core';
import type { DurableTurn } from '../../runtime/index.ts';
import { accountIdOf } from './accounts.ts';
import type { TInvestCall } from './call.ts';
import { TInvestError } from './errors.ts';
import type { TInvestParts } from './parts.ts';

/** An account whose owner wants calls and streams to fail. */
interface Faulty {
  readonly owner: number;
  readonly accountId: string;
  readonly faults: AccountFaults;
  /** Calls about it since its faults were set. */
  calls: number;
}

/** Events that begin or end faults. */
const CHANGES: readonly string[] = ['accounts.faultsSet', 'accounts.configured', 'accounts.closed'];

/**
 * Faults on demand as far as they are of this face: refused calls and streams that end. Without such accounts they cost
 * nothing. Counted since the faults were set, or since the start of the platform.
 */
export class FaultyAccounts {
  readonly #engine: TInvestParts['engine'];
  readonly #byId = new Map<number, Faulty>();

  constructor({ engine }: Pick<TInvestParts, 'engine'>) {
    this.#engine = engine;
    engine.onTurn((turn) => this.#take(turn));
    this.#look((state) => state.accounts.accounts.keys());
  }

  /** Counts a call that names an account. Throws TInvestError when it is the one to be refused. */
  strike(call: TInvestCall, request: object): void {
    const { accountId } = request as { readonly accountId?: unknown };
    if (this.#byId.size === 0 || typeof accountId !== 'string') return;
    const [faulty] = this.#seen(call, [accountId]);
    const every = faulty?.faults.unavailableEvery ?? null;
    if (faulty === undefined || every === null) return;
    faulty.calls++;
    if (faulty.calls % every === 0) throw unavailable();
  }

  /** After how many messages a stream ends; Infinity: when it likes. A stream that names no account is about all. */
  messagesOf(call: TInvestCall, request: object): number {
    const { accounts } = request as { readonly accounts?: unknown };
    if (this.#byId.size === 0 || !Array.isArray(accounts)) return Number.POSITIVE_INFINITY;
    const seen = this.#seen(call, accounts.length === 0 ? null : accounts.map(String));
    return Math.min(...seen.map(({ faults }) => faults.disconnectEvery ?? Number.POSITIVE_INFINITY));
  }

  /** Faulty accounts among those that a request names, or among all, that the caller may know of. */
  #seen({ person, token, contour }: TInvestCall, named: readonly string[] | null): Faulty[] {
    const wanted = named?.map((id) => id.toLowerCase());
    return [...this.#byId].flatMap(([id, faulty]) => {
      const isOwn = faulty.owner === person.id && (token.account === null || token.account === id);
      const isMeant = wanted === undefined ? contour === 'sandbox' : wanted.includes(faulty.accountId);
      return isOwn && isMeant ? [faulty] : [];
    });
  }

  #take({ events }: DurableTurn): void {
    const changed = events.filter(({ type }) => CHANGES.includes(type)).map((event) => (event as { id?: number }).id);
    if (changed.length > 0) this.#look(() => changed as number[]);
  }

  #look(which: (state: CoreState) => Iterable<number>): void {
    // reads at once; a failed engine answers no call any more
    void this.#engine.read((state) => this.#note(state, which(state))).catch(() => undefined);
  }

  #note(state: CoreState, ids: Iterable<number>): void {
    for (const id of ids) {
      const account = state.accounts.accounts.get(id);
      if (account === undefined) continue;
      const { owner, faults } = account;
      if (faults === undefined || (faults.unavailableEvery === null && faults.disconnectEvery === null))
        this.#byId.delete(id);
      else this.#byId.set(id, { owner, accountId: accountIdOf(account), faults, calls: 0 });
    }
  }
}

/** What a broken line or a broker that is busy looks like: trying again is right. */
export function unavailable(): TInvestError {
  return new TInvestError('70003', '', 'UNAVAILABLE');
}
