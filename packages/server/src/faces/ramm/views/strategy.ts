import {
  type Offer,
  type Strategy,
  type StrategyFigures,
  strategyEquity,
  strategyFigures,
  UNIT,
  type Wallet,
  walletById,
} from '@outcry/core';
import type { Client } from '../../../identity/index.ts';
import { Fault } from '../errors.ts';
import type { Columns } from '../search/live.ts';
import type { ExactNumber, Json } from '../wire/json.ts';
import { scaled } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { eighths, fractionOfRate, money, parts } from '../wire/units.ts';
import { AccountView } from './account.ts';
import type { SeenWorld } from './world.ts';

/** Symbols named in a strategy's row. */
const NAMED_SYMBOLS = 3;

/** A strategy and what it comes to at the prices of this moment. */
export class StrategyView {
  readonly strategy: Strategy;
  readonly world: SeenWorld;
  readonly wallet: Wallet;
  #figures: StrategyFigures | undefined;

  constructor(world: SeenWorld, strategy: Strategy) {
    this.world = world;
    this.strategy = strategy;
    this.wallet = walletById(world.copy, strategy.wallet);
  }

  get figures(): StrategyFigures {
    this.#figures ??= strategyFigures(this.world.state, this.strategy, this.world.now, this.world.prices);
    return this.#figures;
  }

  get trader(): Client | undefined {
    return this.world.client(this.wallet.client);
  }

  /** The public offer, else the oldest for investors. */
  get offer(): Offer | undefined {
    const { offers } = this.world.copy;
    const all = this.strategy.offers.flatMap((id) => offers.get(id) ?? []);
    return offers.get(this.strategy.publicOffer) ?? all.find(({ kind }) => kind !== 0);
  }

  /** Symbols by turnover, the largest first. */
  get symbols(): readonly string[] {
    const { instruments } = this.world.state.instruments;
    return this.figures.symbols.map(([id]) => instruments[id]?.symbol ?? '');
  }

  /** The trader's own account, while it is open. */
  get security(): AccountView | undefined {
    const account = this.world.copy.accounts.get(this.strategy.security);
    return account === undefined ? undefined : new AccountView(this.world, account);
  }

  /** Fees that have accrued on its investments and are not taken yet, cents. */
  get feesDue(): number {
    return this.world.kept.feesDue(this.strategy);
  }

  /** Accounts of status 1 to 4. */
  get accounts(): number {
    return this.world.kept.activeAccounts(this.strategy);
  }

  get equity(): ExactNumber {
    return money(strategyEquity(this.world.state, this.strategy.id, this.world.prices));
  }
}

/** Fields of a strategy in searches (`ramm.md` 4.9); the chart is added to them. */
export const STRATEGY_COLUMNS: Columns<StrategyView> = {
  ID: ({ strategy }) => strategy.id,
  AccountingSystem: ({ strategy }) => strategy.accounting,
  ClientID: ({ wallet }) => wallet.client,
  WalletID: ({ wallet }) => wallet.id,
  TradingCoreID: () => 1,
  Name: ({ strategy }) => strategy.name,
  DTCreated: ({ strategy }) => momentText(strategy.createdAt),
  DTClosed: ({ strategy }) => momentOf(strategy.closedAt),
  DTStat: ({ strategy }) => momentOf(strategy.statAt),
  DTStamp: ({ world }) => momentText(world.now),
  Commission: ({ offer }) => fractionOfRate(offer?.commissionRate ?? 0),
  Fee: ({ offer }) => parts(offer?.feeRate ?? 0),
  PartnerShare: ({ offer }) => parts(offer?.partnerShare ?? 0),
  Yield: ({ figures }) => eighths(figures.yield),
  Yields: ({ figures }) => yields(figures),
  Accounts: ({ accounts }) => accounts,
  Status: ({ strategy }) => strategy.status,
  Symbols: ({ symbols }) => symbols.slice(0, NAMED_SYMBOLS).join(', '),
  UnitPrice: ({ figures }) => eighths(figures.unitPrice),
  Leverage: ({ figures }) => parts(figures.leverage),
  MonthlyYield: ({ figures }) => eighths(figures.monthlyYield),
  TraderLogin: ({ trader }) => trader?.login,
  ExternalServer: ({ strategy }) => strategy.external?.server,
  ExternalAccount: ({ strategy }) => strategy.external?.account,
};

export function yields({ yields: all }: StrategyFigures): Json {
  return {
    current: eighths(all.current),
    day: eighths(all.day),
    week: eighths(all.week),
    month: eighths(all.month),
    quarter: eighths(all.quarter),
  };
}

/** A strategy of the company. Throws Fault. */
export function strategyIn(world: SeenWorld, company: number, field: string, id: number): Strategy {
  const strategy = world.copy.strategies.get(id);
  if (strategy === undefined) throw Fault.unknown(field, 'strategy');
  if (strategy.company !== company) throw Fault.forbidden('strategy');
  return strategy;
}

/** What a unit price means for those who were there from the beginning, in percent. */
export function yieldPercent(unitPrice: number): ExactNumber {
  // unit prices begin at 100, so what is beyond is the percentage
  return scaled(unitPrice - 100 * UNIT, 8);
}
