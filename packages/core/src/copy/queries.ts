import { instrumentById } from '../instruments/index.ts';
import { formatScaled } from '../numbers/index.ts';
import { accountState, type CopyAccount, type CopyPosition, isSecurity } from './account.ts';
import { mulMulDiv } from './arithmetic.ts';
import { type Priced, PriceTable } from './price-table.ts';
import { type CopyWorld, copyAccount, strategyById, type Wallet } from './state.ts';
import type { Strategy } from './strategy.ts';
import { stepsOfLot } from './target.ts';
import { termsOf } from './terms.ts';
import { unitPriceAt } from './unit-price.ts';
import { type Cents, FIRST_UNIT_PRICE, type FinePrice, ONE, type Parts, type Rate } from './units.ts';
import { availableToWithdraw, feeToPay, floating, marginOf, specOf, turnoverOf, Valuer, worthOf } from './valuation.ts';

/** Figures of an account at the prices of this moment (`ramm-rules.md` 3). */
export interface AccountFigures {
  readonly state: number;
  readonly equity: Cents;
  readonly margin: Cents;
  readonly freeMargin: Cents;
  /** Percent with two decimals, as hundredths; null without margin. */
  readonly marginLevel: number | null;
  /** Floating result of open positions with their swap. */
  readonly profitPositions: Cents;
  readonly gross: Cents;
  readonly feeToPay: Cents;
  readonly net: Cents;
  readonly totalProfit: Cents;
  readonly availableToWithdraw: Cents;
  readonly accountMinBalance: Cents;
  readonly positions: number;
  readonly feeRate: Parts;
  readonly commissionRate: Rate;
  readonly leverage: number;
  readonly mcLevel: number;
}

export function accountFigures(world: CopyWorld, account: CopyAccount, prices = new PriceTable(world)): AccountFigures {
  const { equity, margin } = worthOf(world, account, prices);
  const spec = specOf(world, account);
  const { feeRate, commissionRate } = termsOf(world.copy, account);
  const gross = account.closedAt > 0 ? 0 : equity - account.profitBase;
  const fee = account.closedAt > 0 ? 0 : feeToPay(world, account, equity);
  return {
    state: accountState(account),
    equity,
    margin,
    freeMargin: equity - margin,
    marginLevel: margin === 0 ? null : mulMulDiv(equity, 100, 100, margin, 'halfUp'),
    profitPositions: equity - account.balance,
    gross,
    feeToPay: fee,
    net: gross - fee,
    totalProfit: equity + account.withdrawn - account.deposited,
    availableToWithdraw: availableToWithdraw(world, account, equity),
    accountMinBalance: account.kind === 0 ? spec.securityMinBalance : spec.accountMinBalance,
    positions: account.positions.filter(({ volume }) => volume !== 0).length,
    feeRate,
    commissionRate,
    leverage: spec.leverage,
    mcLevel: spec.mcLevel,
  };
}

/** Figures of a position; null where there is no price. Volumes stand in quantity steps (`lotsText`). */
export interface PositionFigures {
  readonly quote: FinePrice | null;
  readonly profit: Cents;
  readonly totalProfit: Cents;
  readonly marginOpen: Cents;
  readonly marginRequestLong: Cents;
  readonly marginRequestShort: Cents;
  readonly marginLongTotal: Cents;
  readonly marginShortTotal: Cents;
  readonly marginTotal: Cents;
}

export function positionFigures(
  world: CopyWorld,
  account: CopyAccount,
  position: CopyPosition,
  prices = new PriceTable(world),
): PositionFigures {
  const at = prices.of(position.instrument);
  const { leverage } = specOf(world, account);
  const profit = at === undefined ? 0 : floating(position, at);
  const open = boundAt(position.volume, at, leverage);
  const [long, short] = [boundAt(position.requestLong, at, leverage), boundAt(position.requestShort, at, leverage)];
  const longTotal = long + (position.volume > 0 ? open : 0);
  const shortTotal = short + (position.volume < 0 ? open : 0);
  return {
    quote: at?.fine ?? null,
    profit,
    totalProfit: profit + position.swap,
    marginOpen: open,
    marginRequestLong: long,
    marginRequestShort: short,
    marginLongTotal: longTotal,
    marginShortTotal: shortTotal,
    marginTotal: Math.max(longTotal, shortTotal),
  };
}

function boundAt(volume: number, at: Priced | undefined, leverage: number): Cents {
  return at === undefined || volume === 0 ? 0 : marginOf(volume, at, leverage);
}

/** Sums over the open accounts of a wallet. */
export interface WalletFigures {
  readonly invested: Cents;
  readonly margin: Cents;
  readonly intervalPnL: Cents;
  readonly free: Cents;
}

export function walletFigures(
  world: CopyWorld,
  wallet: Wallet,
  valuer = new Valuer(world, new PriceTable(world)),
): WalletFigures {
  let invested = 0;
  let margin = 0;
  let intervalPnL = 0;
  for (const id of wallet.accounts) {
    const account = copyAccount(world.copy, id);
    const worth = valuer.of(account);
    invested += worth.equity;
    margin += worth.margin;
    intervalPnL += worth.equity - account.profitBase;
  }
  const { balance, bonus } = wallet;
  return { invested, margin, intervalPnL, free: Math.max(0, Math.min(balance, balance + invested - bonus)) };
}

/** Sums over some open accounts. */
export interface HeldFigures {
  accounts: number;
  /** Positions that are open. */
  positions: number;
  balance: Cents;
  equity: Cents;
  gross: Cents;
  profitPositions: Cents;
  feeToPay: Cents;
  feePaid: Cents;
  pastProfit: Cents;
  commissionPaid: Cents;
}

/** What the owner of a wallet holds: all open accounts but virtual masters, and of these his investments in strategies. */
export function heldFigures(
  world: CopyWorld,
  wallet: Wallet,
  valuer = new Valuer(world, new PriceTable(world)),
): { readonly own: HeldFigures; readonly investments: HeldFigures } {
  const [own, investments] = [nothingHeld(), nothingHeld()];
  for (const id of wallet.accounts) {
    const account = copyAccount(world.copy, id);
    if (account.kind === 1) continue;
    const { equity } = valuer.of(account);
    const fee = feeToPay(world, account, equity);
    hold(own, account, equity, fee);
    if (!isSecurity(account)) hold(investments, account, equity, fee);
  }
  return { own, investments };
}

/** The figures of no account. */
export function nothingHeld(): HeldFigures {
  return {
    accounts: 0,
    positions: 0,
    balance: 0,
    equity: 0,
    gross: 0,
    profitPositions: 0,
    feeToPay: 0,
    feePaid: 0,
    pastProfit: 0,
    commissionPaid: 0,
  };
}

function hold(held: HeldFigures, account: CopyAccount, equity: Cents, fee: Cents): void {
  held.accounts++;
  held.balance += account.balance;
  held.equity += equity;
  held.gross += equity - account.profitBase;
  held.profitPositions += equity - account.balance;
  held.feeToPay += fee;
  held.feePaid += account.feePaid;
  held.pastProfit += account.pastProfit;
  held.commissionPaid += account.commissionPaid;
  for (const { volume } of account.positions) if (volume !== 0) held.positions++;
}

/** What a wallet lets go: bonus money is tradable, not withdrawable. */
export function freeToWithdraw(world: CopyWorld, wallet: Wallet): Cents {
  return walletFigures(world, wallet).free;
}

/** Figures of a strategy at the prices of this moment (`ramm-rules.md` 8). */
export interface StrategyFigures {
  /** With eight decimals. */
  readonly unitPrice: number;
  /** Fractions with eight decimals. */
  readonly yield: number;
  readonly monthlyYield: number;
  readonly yields: Readonly<Record<'current' | 'day' | 'week' | 'month' | 'quarter', number>>;
  readonly ageByDays: number;
  /** Exposure of the security account for its equity, in ten-thousandths. */
  readonly leverage: number;
  /** Instruments with their turnover, the largest first. */
  readonly symbols: readonly (readonly [instrument: number, turnover: Cents])[];
  /** Of the security account. */
  readonly securityEquity: Cents;
  /** Accrued and not yet paid: commissions of the trader. */
  readonly commissionToPay: Cents;
}

const DAY = 86_400_000;

export function strategyFigures(
  world: CopyWorld,
  strategy: Strategy,
  now: number,
  prices = new PriceTable(world),
): StrategyFigures {
  const { copy } = world;
  const security = copy.accounts.get(strategy.security);
  const equity = security === undefined ? 0 : worthOf(world, security, prices).equity;
  const unitPrice = security === undefined ? strategy.unitPrice : unitPriceAt(strategy, equity);
  const { day, week, month, quarter, interval } = strategy.marks;
  const total = unitPrice - FIRST_UNIT_PRICE;
  const gain = Math.trunc(total / 100);
  const ends = strategy.closedAt > 0 ? strategy.closedAt : now;
  const ageByDays = strategy.statAt === 0 ? 0 : Math.floor((ends - strategy.statAt) / DAY);
  let exposure = 0;
  for (const { instrument, volume } of security?.positions ?? []) {
    const at = volume === 0 ? undefined : prices.of(instrument);
    if (at !== undefined) exposure += turnoverOf(volume, at);
  }
  return {
    unitPrice,
    yield: gain,
    monthlyYield: mulMulDiv(gain, 30, 1, Math.max(30, ageByDays), 'halfUp'),
    yields: {
      current: change(unitPrice, interval),
      day: change(unitPrice, day),
      week: change(unitPrice, week),
      month: change(unitPrice, month),
      quarter: change(unitPrice, quarter),
    },
    ageByDays,
    leverage: equity <= 0 ? 0 : mulMulDiv(exposure, ONE, 1, equity, 'halfUp'),
    symbols: [...strategy.turnover].sort(([a, left], [b, right]) => right - left || a - b),
    securityEquity: equity,
    commissionToPay: strategy.rewards,
  };
}

/** `now ÷ before − 1` with eight decimals. */
function change(now: number, before: number): number {
  return before <= 0 ? 0 : mulMulDiv(now - before, 100_000_000, 1, before, 'halfUp');
}

/** Accounts of a strategy in status 1 to 4. It looks at all of them. */
export function activeAccounts({ copy }: CopyWorld, { members }: Strategy): number {
  let count = 0;
  for (const id of members) {
    const status = copy.accounts.get(id)?.status ?? 0;
    if (status >= 1 && status <= 4) count++;
  }
  return count;
}

/** Fees that have accrued on the investments of a strategy and are not taken yet. It looks at all of them. */
export function feesDue(
  world: CopyWorld,
  { members }: Strategy,
  valuer = new Valuer(world, new PriceTable(world)),
): Cents {
  let sum = 0;
  for (const id of members) {
    const account = world.copy.accounts.get(id);
    if (account === undefined || isSecurity(account)) continue;
    sum += feeToPay(world, account, valuer.of(account).equity);
  }
  return sum;
}

/** Σ equity of all open accounts of a strategy. */
export function strategyEquity(world: CopyWorld, strategy: number, prices = new PriceTable(world)): Cents {
  const valuer = new Valuer(world, prices);
  let sum = 0;
  for (const id of strategyById(world.copy, strategy).members) {
    sum += valuer.of(copyAccount(world.copy, id)).equity;
  }
  return sum;
}

/** A volume in quantity steps as lots, in decimal text; `0` of an instrument that is not counted in lots. */
export function lotsText(world: CopyWorld, instrument: number, steps: number): string {
  const found = instrumentById(world.instruments, instrument);
  const perLot = found === undefined ? 0 : stepsOfLot(found);
  if (perLot === 0) return '0';
  return formatScaled((BigInt(steps) * 10n ** 10n) / BigInt(perLot), 10);
}

/** A fine price as decimal text in the instrument's quotation. */
export function finePriceText(world: CopyWorld, instrument: number, price: FinePrice): string {
  const found = instrumentById(world.instruments, instrument);
  if (found === undefined) return '0';
  return formatScaled(BigInt(price) * found.priceStep.coefficient, found.priceStep.scale + 5);
}
