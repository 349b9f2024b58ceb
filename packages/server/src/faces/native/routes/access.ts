import {
  type Account,
  accountsOf,
  type BotView,
  type CoreState,
  findByName,
  type Instrument,
  isSystemAccount,
} from '@outcry/core';
import type { Caller } from '../../../identity/index.ts';
import {
  type DealRow,
  findBot,
  findDeal,
  findGrid,
  findOrder,
  findTrade,
  type GridRow,
  type OrderRow,
  type TradeRow,
} from '../../../readmodel/index.ts';
import { ApiError } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';

/** The instrument with any of its names. Throws ApiError. */
export function instrumentNamed(parts: Pick<NativeParts, 'engine'>, name: string, field = 'instrument'): Instrument {
  const instrument = findByName(listed(parts), name);
  if (instrument === undefined)
    throw new ApiError('unknown_instrument', `there is no instrument ${name.slice(0, 64)}`, field);
  return instrument;
}

/**
 * Who may see what. An account of somebody else does not exist for a caller: foreign and unknown ids get the same answer.
 */
export class Access {
  readonly #parts: Pick<NativeParts, 'engine' | 'readModel'>;
  /** Owners never change, so what was durable once is known for good. */
  readonly #owners = new Map<number, number>();

  constructor(parts: Pick<NativeParts, 'engine' | 'readModel'>) {
    this.#parts = parts;
  }

  /** Throws ApiError unless the account is the caller's. */
  async checkAccount(caller: Caller, id: number): Promise<void> {
    const owner = this.#owners.get(id) ?? (await this.#parts.engine.read((state) => traderAccount(state, id)?.owner));
    if (owner !== undefined) this.#owners.set(id, owner);
    if (owner !== caller.person.id) throw unknownAccount(id);
  }

  /** What `read` makes of the caller's account. Throws ApiError when there is none with this id. */
  async readAccount<T>(caller: Caller, id: number, read: (state: CoreState, account: Account) => T): Promise<T> {
    const answer = await this.#parts.engine.read((state) => {
      const account = traderAccount(state, id);
      return account?.owner === caller.person.id ? { value: read(state, account) } : undefined;
    });
    if (answer === undefined) throw unknownAccount(id);
    return answer.value;
  }

  /** The caller's accounts, oldest first, closed ones included. */
  readAccounts<T>(caller: Caller, read: (state: CoreState, accounts: readonly Account[]) => T): Promise<T> {
    return this.#parts.engine.read((state) => read(state, accountsOf(state.accounts, caller.person.id)));
  }

  /** An order of the caller, open or finished. Throws ApiError when there is none with this id. */
  async order(caller: Caller, id: number): Promise<OrderRow> {
    const row = await findOrder(this.#parts.engine, this.#parts.readModel, id);
    if (row === undefined) throw unknownOrder(id);
    await this.checkAccount(caller, row.account).catch(() => {
      throw unknownOrder(id);
    });
    return row;
  }

  /** The accounts that a list is about: the one that is named, else all of the caller. Throws ApiError. */
  async listedAccounts(caller: Caller, account: number | undefined): Promise<readonly number[]> {
    if (account === undefined) return this.readAccounts(caller, (_, accounts) => accounts.map(({ id }) => id));
    await this.checkAccount(caller, account);
    return [account];
  }

  /** A bot of the caller. Throws ApiError when there is none with this id. */
  async bot(caller: Caller, id: number): Promise<BotView> {
    const bot = await findBot(this.#parts.engine, id);
    return this.#owned(caller, bot, bot?.account, new ApiError('unknown_bot', `you have no bot ${id}`, 'bot'));
  }

  /** A deal of the caller's bots, running or ended. Throws ApiError when there is none with this id. */
  async deal(caller: Caller, id: number): Promise<DealRow> {
    const row = await findDeal(this.#parts.engine, this.#parts.readModel, id);
    const unknown = new ApiError('unknown_deal', `you have no deal ${id}`, 'deal');
    return this.#owned(caller, row, row?.record.account, unknown);
  }

  /** A smart trade of the caller, running or ended. Throws ApiError when there is none with this id. */
  async trade(caller: Caller, id: number): Promise<TradeRow> {
    const row = await findTrade(this.#parts.engine, this.#parts.readModel, id);
    const unknown = new ApiError('unknown_trade', `you have no smart trade ${id}`, 'trade');
    return this.#owned(caller, row, row?.record.account, unknown);
  }

  /** A grid bot of the caller. Throws ApiError when there is none with this id. */
  async grid(caller: Caller, id: number): Promise<GridRow> {
    const row = await findGrid(this.#parts.engine, id);
    const unknown = new ApiError('unknown_bot', `you have no grid bot ${id}`, 'bot');
    return this.#owned(caller, row, row?.record.account, unknown);
  }

  /** What was found, if its account is the caller's: foreign and unknown ids get the same answer. */
  async #owned<T>(caller: Caller, found: T | undefined, account: number | undefined, unknown: ApiError): Promise<T> {
    const isOwn =
      account !== undefined &&
      (await this.checkAccount(caller, account).then(
        () => true,
        () => false,
      ));
    if (found === undefined || !isOwn) throw unknown;
    return found;
  }
}

function traderAccount(state: CoreState, id: number): Account | undefined {
  const account = state.accounts.accounts.get(id);
  return account === undefined || isSystemAccount(account) ? undefined : account;
}

function unknownAccount(id: number): ApiError {
  return new ApiError('unknown_account', `you have no account ${id}`, 'account');
}

function unknownOrder(id: number): ApiError {
  return new ApiError('unknown_order', `you have no order ${id}`, 'order');
}
