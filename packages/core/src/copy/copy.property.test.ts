import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CopyAudit } from '../../simulation/copy-audit.ts';
import { checkCopy } from '../../simulation/copy-check.ts';
import { HOUR } from '../../test/world.ts';
import {
  accountFigures,
  activeAccounts,
  type Command,
  Core,
  type CoreState,
  feesDue,
  type HeldFigures,
  heldFigures,
  type Price,
  type Quantity,
} from '../index.ts';
import { CopyDesk } from './test-copy.ts';

/** One step of a random history; every number is used modulo what there is. */
type Step = readonly [kind: string, a: number, b: number, c: number];

const KINDS = [
  'signal',
  'signal',
  'signal',
  'soft',
  'hard',
  'price',
  'price',
  'price',
  'thin',
  'fund',
  'withdraw',
  'invest',
  'pause',
  'resume',
  'close',
  'set',
  'swap',
  'week',
  'hours',
  'pauseStrategy',
  'resumeStrategy',
  'venue',
  'venue',
] as const;

const step = fc.tuple(fc.constantFrom(...KINDS), fc.nat(9_999), fc.nat(9_999), fc.nat(9_999));

/** A desk with a strategy, three investments of its own kinds, and an audit that reads its journal. */
class History {
  readonly desk: CopyDesk;
  readonly audit = new CopyAudit();
  readonly strategy: number;
  #read = 0;
  #prices = [110_000, 150_000];

  constructor(venue: 'paper' | 'binance', accounting: 0 | 1) {
    this.desk = new CopyDesk({ liquidityRate: 10, brokerRate: 3 }, {}, venue);
    this.#price(0, 0);
    this.#price(1, 0);
    const { desk } = this;
    const partner = desk.wallet(0);
    const terms = { feeRate: 2_500, commissionRate: 15, partner, partnerShare: 2_000 };
    this.strategy = desk.strategy(desk.wallet(5_000), 1_000, { ...terms, accounting });
    desk.invest(this.strategy, 2_500, { protection: 5_000 });
    desk.invest(this.strategy, 300, { factor: 20_000, target: 2_000, aBook: 5_000 });
    desk.invest(this.strategy, 700, { factor: -10_000, wallet: desk.wallet(800, 4) });
  }

  take([kind, a, b, c]: Step): void {
    const { desk, strategy } = this;
    const accounts = [...desk.state.accounts.keys()];
    const account = accounts[a % accounts.length] ?? 0;
    const row = (n: number) => {
      const lot = ((n % 41) - 20) / 10;
      const ticket = desk.state.strategies.get(strategy)?.accounting === 0 ? `t${n % 3}` : null;
      return desk.row(lot, 9_000 + (n % 7) * 500, n % 2 === 0 ? 'EURUSD' : 'USDJPY', ticket);
    };
    switch (kind) {
      case 'signal':
        return this.run({ type: 'copy.signal', strategy, ...row(a) });
      case 'soft':
      case 'hard':
        return this.run({
          type: 'copy.sync',
          strategy,
          soft: kind === 'soft',
          rows: c % 3 === 0 ? [] : [row(a), row(b)],
        });
      case 'price':
        return this.#price(a % 2, ((b % 2_001) - 1_000) * (c % 5 === 0 ? 25 : 1));
      case 'thin':
        return this.#price(a % 2, 0, 1 + (b % 30));
      case 'fund':
        return this.run({ type: 'copy.fund', account, amount: 1 + b });
      case 'withdraw':
        return this.run({ type: 'copy.withdraw', account, amount: 1 + b });
      case 'invest': {
        const offer = desk.state.strategies.get(strategy)?.publicOffer ?? 0;
        const wallet = desk.wallet(1_000);
        return this.run({ type: 'copy.openAccount', wallet, offer, money: 100 + b * 9, factor: 1_000 + c * 3 });
      }
      case 'pause':
      case 'resume':
      case 'close':
        return this.run({ type: `copy.${kind}`, account });
      case 'set':
        if (b % 3 === 0) return this.run({ type: 'copy.setFactor', account, value: 100 + c });
        if (b % 3 === 1) return this.run({ type: 'copy.setABook', account, value: c });
        return this.run({ type: 'copy.setProtection', account, value: (c % 10) * 1_000 });
      case 'swap': {
        const { id: instrument } = desk.instrument(a % 2 === 0 ? 'EURUSD' : 'USDJPY');
        return this.run({
          type: 'copy.bookSwap',
          stream: desk.stream,
          instrument,
          long: (b % 900) - 700,
          short: (c % 900) - 700,
        });
      }
      case 'week':
        return this.advance(desk.now + 7 * 24 * HOUR);
      case 'hours':
        return this.advance(desk.now + (1 + (a % 30)) * HOUR);
      case 'pauseStrategy':
      case 'resumeStrategy':
        return this.run({ type: `copy.${kind}`, strategy });
      case 'venue':
        return this.#report(a, b, c);
    }
  }

  /** A price moves by so many steps; `size` lots are displayed on each side. */
  #price(which: number, by: number, size = 1_000): void {
    const symbol = which === 0 ? 'EURUSD' : 'USDJPY';
    const { id: instrument } = this.desk.instrument(symbol);
    const price = Math.max(1_000, (this.#prices[which] as number) + by);
    this.#prices[which] = price;
    const steps = size * 1_000;
    const quote = {
      bid: (price - 1) as Price,
      bidSize: steps as Quantity,
      ask: (price + 1) as Price,
      askSize: steps as Quantity,
    };
    this.desk.tick({ kind: 'quote', instrument, ...quote });
    this.desk.tick({ kind: 'trade', instrument, price: price as Price, size: 1 as Quantity });
    this.advance();
  }

  /** The venue answers an open order: it fills a part, all, or nothing of it. */
  #report(a: number, b: number, c: number): void {
    const orders = [...this.desk.core.state.orders.open.values()];
    const order = orders[a % Math.max(1, orders.length)];
    if (order === undefined || this.desk.account(order.account).venue === 'paper') return;
    const { id, instrument, quantity, filled } = order;
    const price = (this.#prices[this.desk.instrument('EURUSD').id === instrument ? 0 : 1] as number) + (b % 5);
    const part = 1 + (c % (quantity - filled));
    if (b % 4 !== 0) {
      const fill = {
        kind: 'filled',
        fill: `${id}.${filled}`,
        price: price as Price,
        quantity: part as Quantity,
        maker: false,
      } as const;
      this.run({ type: 'orders.report', order: id, report: fill });
    }
    if (b % 3 !== 0 || !this.desk.core.state.orders.open.has(id)) return;
    const total = (this.desk.core.state.orders.open.get(id)?.filled ?? 0) as Quantity;
    this.run({ type: 'orders.report', order: id, report: { kind: 'cancelled', filledTotal: total } });
  }

  run(command: Command): void {
    this.desk.run(command);
    this.advance();
  }

  advance(to = this.desk.now): void {
    this.desk.advance(to);
    for (; this.#read < this.desk.events.length; this.#read++) this.audit.take(this.desk.events[this.#read] as never);
    checkCopy(this.desk.core);
    checkSums(this.desk.core.state);
  }

  /** Replay and snapshot come to the same. */
  restart(): void {
    const digest = this.desk.core.digest();
    const replayed = new Core();
    for (const { at, body } of this.desk.journal) replayed.applyTurn(at, body);
    expect(replayed.digest()).toBe(digest);
    expect(Core.restore(JSON.parse(JSON.stringify(replayed.snapshot()))).digest()).toBe(digest);
  }
}

/** Sums over accounts are those of their figures, one by one. */
function checkSums(state: CoreState): void {
  const { copy } = state;
  const figuresOf = (ids: Iterable<number>) =>
    [...ids].flatMap((id) => {
      const account = copy.accounts.get(id);
      return account === undefined ? [] : { account, figures: accountFigures(state, account) };
    });
  type Each = ReturnType<typeof figuresOf>[number];
  const sum = (all: readonly Each[], read: (each: Each) => number): number =>
    all.reduce((total, each) => total + read(each), 0);
  const naive = (all: readonly Each[]): HeldFigures => ({
    accounts: all.length,
    positions: sum(all, ({ figures }) => figures.positions),
    balance: sum(all, ({ account }) => account.balance),
    equity: sum(all, ({ figures }) => figures.equity),
    gross: sum(all, ({ figures }) => figures.gross),
    profitPositions: sum(all, ({ figures }) => figures.profitPositions),
    feeToPay: sum(all, ({ figures }) => figures.feeToPay),
    feePaid: sum(all, ({ account }) => account.feePaid),
    pastProfit: sum(all, ({ account }) => account.pastProfit),
    commissionPaid: sum(all, ({ account }) => account.commissionPaid),
  });
  for (const wallet of copy.wallets.values()) {
    const own = figuresOf(wallet.accounts).filter(({ account }) => account.kind !== 1);
    const investments = own.filter(({ account }) => account.kind !== 0);
    expect(heldFigures(state, wallet)).toEqual({ own: naive(own), investments: naive(investments) });
  }
  for (const strategy of copy.strategies.values()) {
    const members = figuresOf(strategy.members);
    const investments = members.filter(({ account }) => account.kind !== 0);
    expect(feesDue(state, strategy)).toBe(sum(investments, ({ figures }) => figures.feeToPay));
    const active = members.filter(({ account }) => account.status >= 1 && account.status <= 4);
    expect(activeAccounts(state, strategy)).toBe(active.length);
  }
}

describe('over random histories the books balance after every turn (ramm-rules.md 9)', () => {
  it.each([
    ['paper', 1],
    ['paper', 0],
    ['binance', 1],
    ['binance', 0],
  ] as const)(
    'at %s, accounting system %s',
    (venue, accounting) => {
      fc.assert(
        fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
          const history = new History(venue, accounting);
          history.advance();
          for (const one of steps) history.take(one as Step);
          history.audit.agree(history.desk.core);
          history.restart();
        }),
        { numRuns: 40 },
      );
    },
    120_000,
  );
});
