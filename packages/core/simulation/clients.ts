import {
  type Account,
  type BotsCommand,
  type Command,
  FIRST_ACCOUNT_ID,
  type GridCommand,
  type Money,
  type Order,
  type TradesCommand,
} from '../src/index.ts';
import type { Audit } from './audit.ts';
import { botWish, createWish } from './bots-of-clients.ts';
import { must } from './failure.ts';
import { createGridWish, gridWish } from './grids-of-clients.ts';
import type { Issued } from './issued.ts';
import { FEE_PLANS } from './listing.ts';
import {
  badWish,
  configureWish,
  faultsWish,
  killWish,
  limitsWish,
  moveWish,
  placeWish,
  replaceWish,
  type View,
  type Wish,
} from './orders-of-clients.ts';
import type { Answer, Platform } from './platform.ts';
import type { Random } from './random.ts';
import { tradeWish } from './trades-of-clients.ts';

/** A command on its way, as its client remembers it. */
interface Request {
  readonly token: string;
  readonly command: Command;
  answered: boolean;
}

/** Answered requests that a client may send once more. */
const REMEMBERED = 30;

/** The clients: they send commands, send them again when no answer comes, and check every answer against the journal. */
export class Clients {
  readonly #platform: Platform;
  readonly #audit: Audit;
  readonly #issued: Issued;
  readonly #random: Random;
  readonly #waiting = new Map<string, Request>();
  readonly #done: Request[] = [];
  #lost: Request[] = [];
  #count = 0;

  constructor(platform: Platform, audit: Audit, issued: Issued, random: Random) {
    this.#platform = platform;
    this.#audit = audit;
    this.#issued = issued;
    this.#random = random;
  }

  /** One client does something. Returns what, for the trace. */
  act(view: View, clock: number): string {
    if (this.#lost.length > 0 && this.#random.chance(0.5)) return this.#again(this.#lost.shift() as Request, clock);
    if (this.#done.length > 0 && this.#random.chance(0.05)) return this.#again(this.#random.pick(this.#done), clock);
    if (this.#waiting.size > 0 && this.#random.chance(0.03)) {
      const request = this.#random.pick([...this.#waiting.values()]);
      if (isRepeatable(request.command)) return this.#again(request, clock);
    }
    const wish = this.#wish(view);
    return wish === null ? 'has no wish' : this.send(wish, clock);
  }

  /** A bot of the beginning, on an account that has something to trade for it. */
  makeBot(view: View, clock: number): void {
    this.#make(view, clock, createWish, 'bots');
  }

  /** A grid bot of the beginning. */
  makeGrid(view: View, clock: number): void {
    this.#make(view, clock, createGridWish, 'grid');
  }

  #make(
    view: View,
    clock: number,
    wishOf: (view: View, account: Account) => Wish | null,
    module: 'bots' | 'grid',
  ): void {
    for (let tries = 0; tries < 10; tries++) {
      const wish = wishOf(view, this.#random.pick(ownAccounts(view)));
      if (wish === null) continue;
      this.send(wish, clock);
      const bot = [...view.core.state[module].bots.keys()].at(-1);
      if (bot !== undefined) this.send(() => ({ type: `${module}.enable`, bot }), clock);
      return;
    }
  }

  send(wish: Wish, clock: number): string {
    const token = `t${++this.#count}`;
    const command = wish(token);
    this.#issue(token, command);
    const request: Request = { token, command, answered: false };
    this.#waiting.set(token, request);
    this.#platform.submit(token, command, clock);
    return `${token} ${describe(command)}`;
  }

  /** An answer arrives: its command must be in the journal exactly as the answer says. */
  hear({ token, seq, outcome, rejection }: Answer): string {
    const request = this.#waiting.get(token) ?? this.#done.find((each) => each.token === token);
    const effect = this.#audit.effects.get(token);
    if (outcome !== null && request !== undefined) this.#mustBeThere(request, outcome.id);
    if (rejection !== null) {
      must(
        effect === undefined || effect.seq > seq,
        () => `${token} was refused (${rejection.reason}), but it had been carried out as ${effect?.id}`,
      );
    }
    if (request !== undefined && !request.answered) {
      request.answered = true;
      this.#waiting.delete(token);
      if (isRepeatable(request.command)) this.#done.push(request);
      if (this.#done.length > REMEMBERED) this.#done.shift();
    }
    return `${token} ${outcome === null ? `refused: ${rejection?.reason}` : `done: ${outcome.id}${outcome.repeated ? ', repeated' : ''}`}`;
  }

  /** The platform is gone: answers that have not come will not come. */
  crash(): void {
    for (const request of this.#waiting.values()) {
      const { command } = request;
      if (isRepeatable(command) || (makesNamed(command) && !this.#audit.effects.has(request.token))) {
        this.#lost.push(request);
      }
    }
    this.#waiting.clear();
  }

  /** Sends everything again that was never answered. */
  sendLost(clock: number): void {
    for (const request of this.#lost.splice(0)) this.#again(request, clock);
  }

  #again(request: Request, clock: number): string {
    if (makesNamed(request.command) && this.#audit.effects.has(request.token)) return 'finds what it has made';
    request.answered = false;
    this.#waiting.set(request.token, request);
    this.#platform.submit(request.token, request.command, clock);
    return `${request.token} again: ${describe(request.command)}`;
  }

  #wish(view: View): Wish | null {
    const { orders } = view.core.state;
    const own = ownAccounts(view);
    if (own.length === 0) return null;
    const account: Account = this.#random.pick(own);
    const order: Order | null = orders.open.size === 0 ? null : this.#random.pick([...orders.open.values()]);
    const kind = this.#random.weighted({
      place: 65,
      cancel: 9,
      move: 8,
      replace: 5,
      cancelAll: 1,
      transfer: 6,
      open: 1,
      configure: 3,
      close: 1,
      limits: 2.5,
      kill: 0.7,
      resume: 2,
      faults: 2,
      bad: 5,
      delist: 0.05,
      bot: 55,
      trade: 45,
      grid: 55,
    });
    switch (kind) {
      case 'place':
        return placeWish(view, account);
      case 'cancel':
        return order === null ? null : () => ({ type: 'orders.cancel', order: order.id });
      case 'move':
        return order === null ? null : moveWish(view, order);
      case 'replace':
        return order === null ? null : replaceWish(view, order);
      case 'cancelAll':
        return () => ({ type: 'orders.cancelAll', account: account.id, instrument: this.#random.between(0, 3) });
      case 'transfer':
        return this.#transfer(view, account);
      case 'open':
        return this.#open();
      case 'configure':
        return configureWish(view, account);
      case 'close':
        return () => ({ type: 'accounts.close', account: account.id });
      case 'limits':
        return limitsWish(view, account);
      case 'kill':
        return killWish(view, account);
      case 'resume':
        return () => ({ type: 'risk.resume', account: account.id });
      case 'faults': {
        const sandbox = own.filter(({ fillPolicy, closed }) => fillPolicy === 'sandbox' && !closed);
        return sandbox.length === 0 ? null : faultsWish(view, this.#random.pick(sandbox));
      }
      case 'bad':
        return badWish(view, account);
      case 'delist': {
        const symbol = this.#random.pick(['USDT_ETH', 'EURUSD']);
        return () => ({ type: 'instruments.delist', symbol });
      }
      case 'bot':
        return botWish(view, account);
      case 'trade':
        return tradeWish(view, account);
      case 'grid':
        return gridWish(view, account);
    }
  }

  #transfer(view: View, account: Account): Wish {
    const code = view.core.state.instruments.assets[account.currency]?.code ?? 'rub';
    const unit = code === 'USDT' ? 10n ** 18n : 10n ** 10n;
    const amount = (BigInt(this.#random.between(1, 60_000)) * unit) as Money;
    if (account.venue !== 'paper' && this.#random.chance(0.5)) {
      const total = ((account.balances.get(account.currency)?.total ?? 0n) + amount / 10n) as Money;
      return () => ({ type: 'accounts.reportBalance', account: account.id, asset: code, total });
    }
    const type = this.#random.pick(['accounts.deposit', 'accounts.withdraw'] as const);
    const to = ownAccounts(view).find(({ id, owner }) => owner === account.owner && id !== account.id)?.id ?? 0;
    // every third withdrawal stays with its owner
    if (type === 'accounts.withdraw' && (amount / unit) % 3n === 0n)
      return (token) => ({ type: 'accounts.transfer', account: account.id, to, asset: code, amount, key: token });
    return (token) => ({ type, account: account.id, asset: code, amount, key: token });
  }

  #open(): Wish {
    const margin = this.#random.chance(0.5);
    const currency = this.#random.pick(['rub', 'usd', 'USDT']);
    const fees = this.#random.pick(FEE_PLANS);
    const fillPolicy = this.#random.chance(0.2) ? 'sandbox' : 'book';
    return (name) => ({
      type: 'accounts.open',
      owner: 6,
      name,
      currency,
      venue: 'paper',
      fillPolicy,
      margin,
      hedging: margin,
      fees,
    });
  }

  #issue(token: string, command: Command): void {
    this.#issued.tokens.add(token);
    if (command.type.startsWith('bots.')) this.#issued.toBots(command as BotsCommand);
    if (command.type.startsWith('trades.')) this.#issued.toTrades(command as TradesCommand);
    if (command.type.startsWith('grid.')) this.#issued.toGrids(command as GridCommand);
    if (command.type === 'orders.cancel') this.#issued.cancelled.add(command.order);
    if (command.type === 'orders.cancelAll') this.#issued.emptied.add(command.account);
    if (command.type === 'orders.replace') this.#issued.replaced.add(command.order);
    if (command.type === 'risk.kill' && command.account !== undefined) {
      this.#issued.killed.add(command.account);
      if (command.flatten) this.#issued.flattened.add(command.account);
    }
  }

  #mustBeThere({ token, command }: Request, id: number): void {
    const there = (): boolean => {
      switch (command.type) {
        case 'orders.place':
        case 'orders.replace':
        case 'accounts.deposit':
        case 'accounts.withdraw':
        case 'accounts.transfer':
        case 'accounts.open':
        case 'bots.create':
        case 'trades.open':
        case 'grid.create':
          return this.#audit.effects.get(token)?.id === id;
        case 'bots.startDeal':
          return this.#audit.deals.deals.get(id)?.bot === command.bot;
        case 'trades.fromDeal':
          return this.#audit.trades.trades.get(id)?.deal === command.deal;
        case 'trades.cancel':
          return this.#audit.trades.isLeaving(command.trade);
        case 'orders.cancel': {
          const order = this.#audit.orders.get(command.order);
          return order !== undefined && (order.cancelAsked || order.cancelled >= 0);
        }
        case 'orders.move':
          return this.#audit.orders.get(command.order)?.moves.some((move) => isMovedTo(move, command)) === true;
        case 'accounts.close':
          return this.#audit.closedAccounts.has(command.account);
        default:
          return true;
      }
    };
    must(there(), () => `${token} ${describe(command)} was acknowledged with ${id} and is not in the journal`);
  }
}

/** Accounts that clients trade with by hand: those of streams are the platform's. */
function ownAccounts({ core }: View): Account[] {
  const { accounts, copy } = core.state;
  return [...accounts.accounts.values()].filter(({ id }) => id >= FIRST_ACCOUNT_ID && !copy.streamOf.has(id));
}

function isMovedTo(move: string, command: Extract<Command, { type: 'orders.move' }>): boolean {
  const [price, quantity, stopPrice] = move.split('/');
  return (
    (command.price === undefined || `${command.price}` === price) &&
    (command.stopPrice === undefined || `${command.stopPrice}` === stopPrice) &&
    (command.quantity === undefined || `${command.quantity}` === quantity)
  );
}

/** Whether sending it twice is the same as sending it once. */
function isRepeatable(command: Command): boolean {
  return 'key' in command ? command.key !== null : !ONCE.has(command.type);
}

/** Commands without a key that come to something new each time. */
const ONCE: ReadonlySet<string> = new Set([
  'accounts.open',
  'bots.create',
  'bots.startDeal',
  'bots.addFunds',
  'bots.signal',
  'trades.open',
  'grid.create',
  'trades.fromDeal',
  'trades.add',
  'trades.reduce',
  'trades.forceStart',
]);

/** Whether its client can find out by name if it was carried out. */
function makesNamed({ type }: Command): boolean {
  return type === 'accounts.open' || type === 'bots.create' || type === 'trades.open' || type === 'grid.create';
}

export function describe(command: Command): string {
  const { type, ...rest } = command;
  return `${type} ${JSON.stringify(rest, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))}`;
}
