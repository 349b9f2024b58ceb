import type { Amount } from '../legs/index.ts';
import { type Decimal, decimals, formatDecimal, formatFixed, formatScaled, type Money } from '../numbers/index.ts';
import { instrumentOf, scalesOf } from './basis.ts';
import { resultOf } from './closing.ts';
import { averageOf, moneyDecimal, type Scales } from './prices.ts';
import type { BotSettings } from './settings.ts';
import { type Bot, type BotsState, type BotsWorld, botById, type Deal, type FinishedDeal } from './state.ts';
import type { DealStatus, FinalDealStatus } from './status.ts';

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };
const ZERO_TEXT = '0';

/** What is kept of a deal, running or ended, as plain JSON. Amounts are decimal text, times ms UTC. */
export interface DealRecord {
  readonly id: number;
  readonly bot: number;
  readonly botName: string;
  readonly account: number;
  readonly instrument: number;
  readonly status: DealStatus | FinalDealStatus;
  readonly startedBy: Deal['startedBy'];
  readonly settings: BotSettings;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** 0 while it runs. */
  readonly closedAt: number;
  /** What buys brought (fees in coins taken off) and cost (fees in money included); what sales gave and brought. */
  readonly bought: { readonly amount: string; readonly volume: string; readonly average: string };
  readonly sold: { readonly amount: string; readonly volume: string; readonly average: string };
  /** Average of the base order, 36 digits; `0` before it is filled. */
  readonly baseAverage: string;
  readonly safetyDone: number;
  readonly addedDone: number;
  readonly stepsDone: readonly number[];
  /** Sold less bought, 8 decimals of the quote asset; of a running deal what it has booked so far. */
  readonly profit: string;
  /** Of what entering it cost or, of a short deal, brought; 2 decimals. */
  readonly profitPercent: string;
  readonly profitUsd: string | null;
  readonly error: string | null;
  readonly note: string | null;
}

export interface BotView {
  readonly id: number;
  readonly account: number;
  readonly settings: BotSettings;
  readonly secret: string;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly activeDeals: readonly number[];
  readonly started: number;
  readonly finished: number;
  /** By quote asset id: what finished deals brought. */
  readonly profits: ReadonlyMap<number, Money>;
  readonly profitUsd: string;
}

/** A running deal. */
export function dealRecord(world: BotsWorld, deal: Deal): DealRecord {
  const botName = botById(world.bots, deal.bot).terms.settings.name;
  return record(world, deal, botName, deal.status, 0, resultOf(deal), null);
}

/** A deal that has ended, for the read model. */
export function finishedRecord(world: Pick<BotsWorld, 'instruments'>, finished: FinishedDeal): DealRecord {
  const { deal, status, at, profit, profitUsd, botName } = finished;
  return record(world, deal, botName, status, at, profit, profitUsd);
}

function record(
  world: Pick<BotsWorld, 'instruments'>,
  deal: Deal,
  botName: string,
  status: DealStatus | FinalDealStatus,
  closedAt: number,
  profit: Money,
  profitUsd: string | null,
): DealRecord {
  const scales = scalesOf(world, instrumentOf(world, deal));
  const [bought, sold] = deal.terms.long ? [deal.entered, deal.exited] : [deal.exited, deal.entered];
  const { id, bot, account, instrument, startedBy, createdAt, updatedAt, error, note } = deal;
  return {
    id,
    bot,
    botName,
    account,
    instrument,
    status,
    startedBy,
    settings: deal.terms.settings,
    createdAt,
    updatedAt,
    closedAt,
    bought: amountText(bought, scales),
    sold: amountText(sold, scales),
    baseAverage: formatDecimal(deal.baseAverage),
    safetyDone: deal.safetyDone.size,
    addedDone: deal.addedDone,
    stepsDone: [...deal.stepsDone],
    profit: formatScaled(profit, scales.quote),
    profitPercent: percentText(moneyDecimal(profit, scales), moneyDecimal(deal.entered.money, scales)),
    profitUsd,
    error,
    note,
  };
}

function amountText(amount: Amount, scales: Scales): DealRecord['bought'] {
  return {
    amount: formatScaled(amount.units, scales.base),
    volume: formatScaled(amount.money, scales.quote),
    average: formatDecimal(averageOf(amount, scales)),
  };
}

/** A share of a whole in percent, 2 decimals half up (A1); 0 of nothing. */
function percentText(part: Decimal, whole: Decimal): string {
  if (whole.coefficient === 0n) return ZERO_TEXT;
  const share = decimals.divide(decimals.multiply(part, HUNDRED), whole);
  return formatFixed(share, 2, 'halfUp');
}

export function botView(bot: Bot): BotView {
  const { id, account, secret, enabled, createdAt, updatedAt, started, finished, profits } = bot;
  return {
    id,
    account,
    settings: bot.terms.settings,
    secret,
    enabled,
    createdAt,
    updatedAt,
    activeDeals: [...bot.deals],
    started,
    finished,
    profits,
    profitUsd: formatDecimal(bot.profitUsd),
  };
}

/** Running deals of a bot, oldest first. */
export function activeDeals(state: BotsState, bot: Bot): Deal[] {
  return Array.from(bot.deals, (id) => state.deals.get(id)).filter((deal) => deal !== undefined);
}

export function hasActiveDeals(state: BotsState, account: number): boolean {
  for (const id of state.byAccount.get(account) ?? []) if ((state.bots.get(id)?.deals.size ?? 0) > 0) return true;
  return false;
}

/** Hands over the deals that have ended since the last call. */
export function takeFinishedDeals(state: BotsState): readonly FinishedDeal[] {
  return state.finished.length === 0 ? NONE_FINISHED : state.finished.splice(0);
}

const NONE_FINISHED: readonly FinishedDeal[] = [];

export { type PlannedDeal, planDeal } from './plan.ts';
