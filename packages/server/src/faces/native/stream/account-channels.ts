import type { CoreState } from '@outcry/core';
import type { Caller } from '../../../identity/index.ts';
import { listFills } from '../../../readmodel/index.ts';
import { openOrderRow } from '../../../readmodel/order-row.ts';
import type { DurableTurn } from '../../../runtime/index.ts';
import type { NativeParts } from '../parts.ts';
import type { Access } from '../routes/access.ts';
import { balancesAnswer, positionsAnswer } from '../wire/accounts.ts';
import { fillAnswer, type OrderAnswer, orderAnswer } from '../wire/orders.ts';
import { riskAnswer } from '../wire/risk.ts';
import { type AccountChanges, changesOf } from './account-changes.ts';
import type { Connection } from './connection.ts';
import { CLOSE_CODES } from './limits.ts';
import type { AccountChannel, ChannelContent, ServerMessage } from './messages.ts';
import { newestBots, newestDeals, newestGrids, newestTrades } from './trader-changes.ts';

/** Open orders and fills in a snapshot; older ones are in the histories. */
const SNAPSHOT_ORDERS = 500;
const SNAPSHOT_FILLS = 50;
/** Updates that may wait while a snapshot is read. */
const MAX_WAITING = 1_000;

interface Subscription {
  readonly connection: Connection;
  readonly account: number;
  readonly channel: AccountChannel;
  /** Updates that came before the snapshot was sent; null once it is. */
  waiting: { readonly seq: number; readonly changes: AccountChanges }[] | null;
  /** The turn the snapshot tells of, and the fills in it. */
  since: number;
  readonly seenFills: Set<string>;
}

interface Snapshot {
  readonly seq: number;
  readonly data: ChannelContent[AccountChannel];
}

/** Orders, fills, balances and positions for readers of the stream: only what is on disk, in the order of the turns. */
export class AccountChannels {
  readonly #parts: NativeParts;
  readonly #access: Access;
  readonly #byAccount = new Map<number, Set<Subscription>>();
  #turns: DurableTurn[] = [];
  #working = false;

  constructor(parts: NativeParts, access: Access) {
    this.#parts = parts;
    this.#access = access;
  }

  /** Sends the snapshot and begins; resolves with how to end it. The account must be the caller's. */
  async subscribe(
    connection: Connection,
    caller: Caller,
    channel: AccountChannel,
    account: number,
  ): Promise<() => void> {
    const subscription: Subscription = { connection, account, channel, waiting: [], since: 0, seenFills: new Set() };
    const subscriptions = this.#byAccount.get(account) ?? new Set();
    subscriptions.add(subscription);
    this.#byAccount.set(account, subscriptions);
    const end = (): void => {
      subscriptions.delete(subscription);
      if (subscriptions.size === 0 && this.#byAccount.get(account) === subscriptions) this.#byAccount.delete(account);
    };
    try {
      const { seq, data } = await this.#snapshot(caller, subscription);
      connection.send({ type: 'snapshot', channel, account, seq, data } as ServerMessage);
      subscription.since = seq;
      const waiting = subscription.waiting ?? [];
      subscription.waiting = null;
      for (const update of waiting) deliver(subscription, update.seq, update.changes);
      return end;
    } catch (error) {
      end();
      throw error;
    }
  }

  takeTurn(turn: DurableTurn): void {
    if (this.#byAccount.size === 0) return;
    this.#turns.push(turn);
    if (this.#working) return;
    this.#working = true;
    // the engine stops the platform when it fails, and with it every reader
    this.#work().catch(() => undefined);
  }

  /** Takes the turns that have gathered, one read of the core for all of them. */
  async #work(): Promise<void> {
    try {
      while (this.#turns.length > 0) {
        const turns = this.#turns.splice(0);
        const { engine } = this.#parts;
        const { seq, changes } = await engine.read((state) => ({
          seq: engine.seq,
          changes: changesOf(state, turns, (account) => this.#byAccount.has(account)),
        }));
        for (const [account, each] of changes) {
          for (const subscription of this.#byAccount.get(account) ?? []) deliver(subscription, seq, each);
        }
      }
    } finally {
      this.#working = false;
    }
  }

  async #snapshot(caller: Caller, { account, channel, seenFills }: Subscription): Promise<Snapshot> {
    const { engine, readModel } = this.#parts;
    if (channel === 'fills') {
      const seq = await this.#access.readAccount(caller, account, () => engine.seq);
      const { rows } = await listFills(readModel, { accounts: [account] }, { limit: SNAPSHOT_FILLS });
      for (const row of rows) seenFills.add(fillName(row));
      const instruments = engine.market((state) => state.instruments);
      return { seq, data: rows.map((row) => fillAnswer(instruments, row)) };
    }
    return this.#access.readAccount(caller, account, (state, owned) => {
      const seq = engine.seq;
      switch (channel) {
        case 'orders':
          return { seq, data: newestOpenOrders(state, account) };
        case 'balances':
          return { seq, data: balancesAnswer(state, owned) };
        case 'positions':
          return { seq, data: positionsAnswer(state, owned).map(({ position }) => position) };
        case 'risk':
          return { seq, data: riskAnswer(state, owned) };
        case 'bots':
          return { seq, data: { bots: newestBots(state, account), deleted: [] } };
        case 'deals':
          return { seq, data: newestDeals(state, account) };
        case 'smartTrades':
          return { seq, data: newestTrades(state, account) };
        case 'grids':
          return { seq, data: { bots: newestGrids(state, account), deleted: [] } };
      }
    });
  }
}

/** Newest first. */
function newestOpenOrders(state: CoreState, account: number): OrderAnswer[] {
  const found: OrderAnswer[] = [];
  let order = state.orders.byAccount.get(account)?.last ?? null;
  for (; order !== null && found.length < SNAPSHOT_ORDERS; order = order.previous) {
    found.push(orderAnswer(state.instruments, openOrderRow(state, order)));
  }
  return found;
}

function deliver(subscription: Subscription, seq: number, changes: AccountChanges): void {
  const { connection, channel, account, waiting } = subscription;
  if (waiting !== null) {
    waiting.push({ seq, changes });
    if (waiting.length > MAX_WAITING) connection.close(CLOSE_CODES.tooSlow, 'more updates wait than may');
    return;
  }
  const data = contentFor(subscription, seq, changes);
  if (data !== null && !(Array.isArray(data) && data.length === 0))
    connection.send({ type: 'update', channel, account, seq, data } as ServerMessage);
}

/** What an update holds that the snapshot did not; null when it has nothing for the channel. */
function contentFor(
  { channel, since, seenFills }: Subscription,
  seq: number,
  changes: AccountChanges,
): ChannelContent[AccountChannel] | null {
  if (channel === 'fills') {
    return changes.fills
      .filter((each) => each.seq > since && !seenFills.has(fillName(each.fill)))
      .map(({ fill }) => fill);
  }
  return seq > since ? changes[channel] : null;
}

function fillName({ id, order }: { readonly id: number; readonly order: number }): string {
  return `${id}:${order}`;
}
