import { World } from '../../test/world.ts';
import {
  type AddStrategy,
  type CompanySpec,
  type CopyAccount,
  type CopyWorld,
  copyAccount,
  type OpenCopyAccount,
  type Price,
  priceToText,
  type Quantity,
  type SignalRow,
} from '../index.ts';
import type { CopyPosition } from './account.ts';
import { LOT } from './units.ts';

/** More than anybody takes. */
const DEEP = '100000000';

/** A core with a company, its stream in dollars and wallets; amounts are dollars, shares and lots plain numbers. */
export class CopyDesk extends World {
  readonly company = 1;
  readonly streamAccount: number;
  readonly stream: number;
  #client = 0;

  constructor(
    rates: { readonly liquidityRate?: number; readonly brokerRate?: number } = {},
    spec: Partial<CompanySpec> = {},
    venue: 'paper' | 'binance' = 'paper',
  ) {
    super();
    this.streamAccount = this.open({ currency: 'usd', margin: true, closeOut: false, venue, name: 'stream' });
    if (venue === 'paper') this.deposit(this.streamAccount, 'usd', '100000000');
    else {
      const total = this.money('usd', '100000000');
      this.must({ type: 'accounts.reportBalance', account: this.streamAccount, asset: 'usd', total });
    }
    this.must({
      type: 'copy.setCompany',
      company: this.company,
      spec: { accountMinBalance: 0, securityMinBalance: 0, ...spec },
    });
    this.stream = this.must({
      type: 'copy.addStream',
      company: this.company,
      name: 'A-book',
      account: this.streamAccount,
      ...rates,
    });
  }

  get state(): CopyWorld['copy'] {
    return this.core.state.copy;
  }

  /** A wallet with this much money. */
  wallet(money: number, precisionVolume = 2): number {
    const wallet = this.must({
      type: 'copy.openWallet',
      company: this.company,
      client: ++this.#client,
      precisionVolume,
    });
    if (money > 0) this.must({ type: 'copy.transfer', wallet, kind: 0, amount: cents(money) });
    return wallet;
  }

  /** A strategy with a public offer. */
  strategy(wallet: number, money: number, more: Partial<AddStrategy> = {}): number {
    const id = this.must({
      type: 'copy.addStrategy',
      wallet,
      name: `strategy ${this.state.next.strategy}`,
      accounting: 1,
      money: cents(money),
      feeRate: 0,
      commissionRate: 0,
      ...more,
    });
    this.advance();
    return id;
  }

  /** An investment under the public offer. */
  invest(strategy: number, money: number, more: Partial<OpenCopyAccount> = {}): number {
    const offer = this.state.strategies.get(strategy)?.publicOffer ?? 0;
    const wallet = more.wallet ?? this.wallet(money);
    const id = this.must({ type: 'copy.openAccount', offer, money: cents(money), ...more, wallet });
    this.advance();
    return id;
  }

  security(strategy: number): number {
    return this.state.strategies.get(strategy)?.security ?? 0;
  }

  /** The trader's net lot and equity. */
  signal(
    strategy: number,
    lot: number,
    equity: number | null,
    symbol = 'EURUSD',
    ticket: string | null = null,
  ): number {
    const id = this.must({ type: 'copy.signal', strategy, ...this.row(lot, equity, symbol, ticket) });
    this.advance();
    return id;
  }

  sync(strategy: number, soft: boolean, rows: readonly SignalRow[]): number {
    const id = this.must({ type: 'copy.sync', strategy, soft, rows });
    this.advance();
    return id;
  }

  row(lot: number, equity: number | null, symbol = 'EURUSD', ticket: string | null = null): SignalRow {
    const instrument = this.instrument(symbol).id;
    return { instrument, lot: Math.round(lot * LOT), equity: equity === null ? null : cents(equity), ticket };
  }

  /** The last price, with the ask at it and the bid a tick below; `sell`: the bid at it and the ask a tick above. */
  at(price: string, side: 'buy' | 'sell' = 'buy', symbol = 'EURUSD'): void {
    const instrument = this.instrument(symbol);
    const steps = this.price(symbol, price);
    const [bid, ask] = side === 'buy' ? [steps - 1, steps] : [steps, steps + 1];
    const text = (value: number): string => priceToText(instrument, value as Price);
    this.quote(symbol, text(bid), DEEP, text(ask), DEEP);
    this.trade(symbol, price, '10');
    this.advance();
  }

  /** Reports of a scripted venue: fills `[price, lots]` of the newest order, then its end. */
  answer(fills: readonly (readonly [price: string, lots: string])[]): void {
    const order = [...this.core.state.orders.open.values()].at(-1);
    if (order === undefined) throw new Error('no order is out');
    const { id } = order;
    this.must({ type: 'orders.report', order: id, report: { kind: 'accepted' } });
    let filled = 0;
    for (const [n, [price, lots]] of fills.entries()) {
      const quantity = this.quantity('EURUSD', String(Number(lots) * 100_000));
      filled += quantity;
      const report = { kind: 'filled', fill: `${id}.${n}`, price: this.price('EURUSD', price), quantity, maker: false };
      this.must({ type: 'orders.report', order: id, report: report as never });
    }
    if (this.core.state.orders.open.has(id)) {
      this.must({ type: 'orders.report', order: id, report: { kind: 'cancelled', filledTotal: filled as Quantity } });
    }
    this.advance();
  }

  copied(id: number): CopyAccount {
    return copyAccount(this.state, id);
  }

  /** The account's position in a symbol. */
  held(account: number, symbol = 'EURUSD'): CopyPosition | undefined {
    return this.copied(account).positions.find(({ instrument }) => instrument === this.instrument(symbol).id);
  }

  /** Open lots of an account in a symbol. */
  lots(account: number, symbol = 'EURUSD'): number {
    return (this.held(account, symbol)?.volume ?? 0) / 10_000;
  }

  balanceOf(account: number): number {
    return this.copied(account).balance / 100;
  }
}

export function cents(dollars: number): number {
  return Math.round(dollars * 100);
}
