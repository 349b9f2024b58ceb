import { randomUUID } from 'node:crypto';
import { accountIdOf, accountsSeen } from '../accounts.ts';
import type { StreamCall } from '../call.ts';
import type { MessageType } from '../contract.ts';
import type { ServiceDesk } from '../desk.ts';
import { asTInvestError, TInvestError } from '../errors.ts';
import type { AccountChange, AccountFeed } from './account-feed.ts';
import { PING_RANGE } from './market-session.ts';
import { Outbox } from './outbox.ts';
import { Pings } from './pings.ts';
import { write } from './written.ts';

/** An account as its stream's client named it. */
export interface NamedAccount {
  readonly accountId: string;
  /** undefined: the client has none of this name. */
  readonly account: number | undefined;
}

/** What a stream of accounts tells. Messages are parts of its type. */
export interface AccountTelling {
  readonly type: MessageType;
  /** Of each account whether it is listened to. */
  subscriptions(accounts: readonly NamedAccount[]): object;
  /** What comes first of an account, before any change; null: nothing. */
  begin(accountId: string, account: number): Promise<object | null>;
  /** What a change has brought; null: nothing that this stream tells. */
  changed(accountId: string, change: AccountChange): Promise<object | null>;
}

/** What a stream's client asks for. */
export interface AccountStreamRequest {
  /** None: all that the client sees. */
  readonly accounts: readonly string[];
  readonly pingSettings: { readonly pingDelayMs?: number | undefined } | undefined;
}

/** What sessions stand on. */
export type AccountSessionParts = ServiceDesk & { readonly feed: AccountFeed };

/**
 * One stream of what accounts hold (`tinvest.md` 15): which accounts are listened to, then what they hold, then a message
 * for each turn that changes it. Turns that come while one is being told are told together.
 */
export class AccountSession {
  readonly #parts: AccountSessionParts;
  readonly #call: StreamCall;
  readonly #telling: AccountTelling;
  readonly #streamId = randomUUID();
  readonly #outbox: Outbox;
  readonly #pings: Pings;
  readonly #stops: (() => void)[] = [];
  readonly #names = new Map<number, string>();
  /** What has changed since it was last told. */
  readonly #changes = new Map<number, AccountChange>();
  #working = true;

  constructor(parts: AccountSessionParts, call: StreamCall, telling: AccountTelling, request: AccountStreamRequest) {
    this.#parts = parts;
    this.#call = call;
    this.#telling = telling;
    this.#outbox = new Outbox(call, parts.parts.streamMetrics, () => this.#close());
    this.#pings = new Pings(PING_RANGE, () => this.#ping());
    this.#pings.every(request.pingSettings?.pingDelayMs);
    this.#begin(request.accounts).catch((error: unknown) => this.#fail(error));
  }

  /** What the client is told; to be read by one reader. */
  get messages(): Outbox {
    return this.#outbox;
  }

  async #begin(wanted: readonly string[]): Promise<void> {
    const accounts = await this.#named(wanted);
    const { trackingId } = this.#call;
    const rows = this.#telling.subscriptions(accounts);
    this.#push({ subscriptions: { accounts: rows, trackingId, streamId: this.#streamId } });
    for (const { accountId, account } of accounts) {
      if (account === undefined || this.#outbox.over) continue;
      this.#names.set(account, accountId);
      this.#stops.push(this.#parts.feed.listen(account, (change) => this.#note(change)));
      const first = await this.#telling.begin(accountId, account);
      if (first !== null) this.#push(first);
    }
    await this.#work();
  }

  #named(wanted: readonly string[]): Promise<NamedAccount[]> {
    return this.#parts.parts.engine.read((state) => {
      const seen = new Map(accountsSeen(state, this.#call).map((account) => [accountIdOf(account), account.id]));
      const names = wanted.length === 0 ? [...seen.keys()] : [...new Set(wanted)];
      return names.map((accountId) => ({ accountId, account: seen.get(accountId.toLowerCase()) }));
    });
  }

  #note(change: AccountChange): void {
    const before = this.#changes.get(change.account);
    this.#changes.set(change.account, { ...change, holdings: change.holdings || before?.holdings === true });
    if (this.#working) return;
    this.#working = true;
    this.#work().catch((error: unknown) => this.#fail(error));
  }

  async #work(): Promise<void> {
    for (const [account, change] of this.#changes) {
      this.#changes.delete(account);
      const message = await this.#telling.changed(this.#names.get(account) as string, change);
      if (message !== null) this.#push(message);
    }
    this.#working = false;
  }

  #push(message: object): void {
    this.#outbox.push(write(this.#telling.type, message));
  }

  #ping(): void {
    this.#push({ ping: { time: new Date(this.#parts.parts.wallNow()), streamId: this.#streamId } });
  }

  #fail(thrown: unknown): void {
    const error = asTInvestError(thrown);
    if (error.code === '70001') {
      const { log } = this.#parts.parts;
      log.error({ err: thrown, requestId: this.#call.trackingId }, 'a stream of accounts failed');
    }
    this.#outbox.fail(error);
  }

  #close(): void {
    for (const stop of this.#stops) stop();
    this.#pings.stop();
  }
}

/** What `tell` makes of an account; null for one that is seen no more, as a sandbox account that was closed. */
export async function whileSeen<T>(tell: () => Promise<T>): Promise<T | null> {
  try {
    return await tell();
  } catch (error) {
    if (error instanceof TInvestError && error.code === '50004') return null;
    throw error;
  }
}
