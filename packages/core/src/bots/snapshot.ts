import type { Amount } from '../legs/index.ts';
import { decimals, formatDecimal, type Money } from '../numbers/index.ts';
import { addBot, newBot } from './apply.ts';
import { mapOf, setOf } from './few.ts';
import { lookAtAll } from './schedule.ts';
import type { BotSettings } from './settings.ts';
import { type Bot, type BotsState, type Deal, emptyBots, type Lost, type Volume } from './state.ts';
import { Terms } from './terms.ts';

type Pairs = readonly (readonly [number, number])[];
type AmountRow = readonly [units: string, money: string];

export interface BotRow {
  readonly id: number;
  readonly account: number;
  readonly secret: string;
  /** Place of its settings in the list. */
  readonly terms: number;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly counted: number;
  readonly started: number;
  readonly finished: number;
  readonly profits: readonly (readonly [number, string])[];
  readonly profitUsd: string;
  readonly closedAt: Pairs;
  readonly consumed: Pairs;
  /** `[instrument, what has started it, when it begins]`; absent: none waits. */
  readonly waits?: readonly (readonly [number, Deal['startedBy'], number])[];
}

export interface DealRow
  extends Omit<
    Deal,
    | 'terms'
    | 'baseVolume'
    | 'safetyVolume'
    | 'entered'
    | 'exited'
    | 'base'
    | 'baseAverage'
    | 'safetyDone'
    | 'safetyPart'
    | 'stepsDone'
    | 'stepPart'
    | 'stepsToSell'
    | 'exitBasis'
    | 'lost'
    | 'version'
  > {
  readonly terms: number;
  readonly baseVolume: readonly [string, string, string];
  readonly safetyVolume: readonly [string, string, string];
  readonly entered: AmountRow;
  readonly exited: AmountRow;
  readonly base: AmountRow;
  readonly baseAverage: string;
  readonly safetyDone: readonly number[];
  readonly safetyPart: Pairs;
  readonly stepsDone: readonly number[];
  readonly stepPart: Pairs;
  readonly stepsToSell: readonly number[];
  readonly exitBasis: string;
  readonly lost: Lost | null;
}

export interface BotsSnapshot {
  readonly nextBot: number;
  readonly nextDeal: number;
  readonly blackLists: readonly (readonly [number, readonly number[]])[];
  /** Settings that bots and deals share, each once. */
  readonly settings: readonly BotSettings[];
  readonly bots: readonly BotRow[];
  readonly deals: readonly DealRow[];
}

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotBots(state: BotsState): BotsSnapshot {
  const places = new Map<Terms, number>();
  const place = (terms: Terms): number => {
    const known = places.get(terms);
    if (known !== undefined) return known;
    places.set(terms, places.size);
    return places.size - 1;
  };
  const bots = Array.from(state.bots.values(), (bot) => botRow(bot, place(bot.terms)));
  const deals = Array.from(state.deals.values(), (deal) => dealRow(deal, place(deal.terms)));
  return {
    nextBot: state.nextBot,
    nextDeal: state.nextDeal,
    blackLists: [...state.blackLists].sort(([a], [b]) => a - b),
    settings: Array.from(places.keys(), ({ settings }) => settings),
    bots,
    deals,
  };
}

function botRow(bot: Bot, terms: number): BotRow {
  const { id, account, secret, enabled, createdAt, updatedAt, counted, started, finished } = bot;
  return {
    id,
    account,
    secret,
    terms,
    enabled,
    createdAt,
    updatedAt,
    counted,
    started,
    finished,
    profits: Array.from(bot.profits, ([asset, profit]) => [asset, `${profit}`] as const),
    profitUsd: formatDecimal(bot.profitUsd),
    closedAt: [...bot.closedAt],
    consumed: [...bot.consumed],
    ...(bot.waits.size === 0
      ? {}
      : { waits: Array.from(bot.waits, ([id, { by, startAt }]) => [id, by, startAt] as const) }),
  };
}

function dealRow({ version: _, ...deal }: Deal, terms: number): DealRow {
  return {
    ...deal,
    terms,
    baseVolume: volumeRow(deal.baseVolume),
    safetyVolume: volumeRow(deal.safetyVolume),
    entered: amountRow(deal.entered),
    exited: amountRow(deal.exited),
    base: amountRow(deal.base),
    baseAverage: formatDecimal(deal.baseAverage),
    safetyDone: [...deal.safetyDone],
    safetyPart: [...deal.safetyPart],
    stepsDone: [...deal.stepsDone],
    stepPart: [...deal.stepPart],
    stepsToSell: [...deal.stepsToSell],
    exitBasis: `${deal.exitBasis}`,
  };
}

/** Bots and deals whose signals have to be watched join them when the world around is there (`joinAgain`). */
export function restoreBots(snapshot: BotsSnapshot): BotsState {
  const state = emptyBots();
  const terms = snapshot.settings.map((settings) => new Terms(settings));
  for (const [owner, instruments] of snapshot.blackLists) state.blackLists.set(owner, instruments);
  for (const row of snapshot.bots) addBot(state, botOf(row, terms[row.terms] as Terms));
  for (const row of snapshot.deals) {
    state.deals.set(row.id, dealOf(row, terms[row.terms] as Terms));
    state.bots.get(row.bot)?.deals.add(row.id);
  }
  state.nextBot = snapshot.nextBot;
  state.nextDeal = snapshot.nextDeal;
  lookAtAll(state);
  return state;
}

function botOf(row: BotRow, terms: Terms): Bot {
  const bot = newBot(row.id, row.account, row.secret, terms, row.createdAt);
  const { enabled, updatedAt, counted, started, finished } = row;
  Object.assign(bot, { enabled, updatedAt, counted, started, finished, profitUsd: decimalIn(row.profitUsd) });
  bot.profits = mapOf(row.profits.map(([asset, profit]) => [asset, BigInt(profit) as Money]));
  bot.closedAt = mapOf(row.closedAt);
  bot.consumed = mapOf(row.consumed);
  bot.waits = mapOf((row.waits ?? []).map(([instrument, by, startAt]) => [instrument, { by, startAt }]));
  return bot;
}

function dealOf(row: DealRow, terms: Terms): Deal {
  return {
    ...row,
    terms,
    baseVolume: volumeOf(row.baseVolume),
    safetyVolume: volumeOf(row.safetyVolume),
    entered: amountOf(row.entered),
    exited: amountOf(row.exited),
    base: amountOf(row.base),
    baseAverage: decimalIn(row.baseAverage),
    safetyDone: setOf(row.safetyDone),
    safetyPart: mapOf(row.safetyPart),
    stepsDone: setOf(row.stepsDone),
    stepPart: mapOf(row.stepPart),
    stepsToSell: setOf(row.stepsToSell),
    exitBasis: BigInt(row.exitBasis),
    version: 0,
  };
}

function amountRow({ units, money }: Amount): AmountRow {
  return [`${units}`, `${money}`];
}

function amountOf([units, money]: AmountRow): Amount {
  return { units: BigInt(units) as Money, money: BigInt(money) as Money };
}

function volumeRow({ amount, unit, rounding }: Volume): readonly [string, string, string] {
  return [formatDecimal(amount), unit, rounding];
}

export function volumeOf([amount, unit, rounding]: readonly [string, string, string]): Volume {
  return { amount: decimalIn(amount), unit: unit as Volume['unit'], rounding: rounding as Volume['rounding'] };
}

function decimalIn(text: string): Deal['baseAverage'] {
  return decimals.parseDecimal(text) ?? decimals.ZERO;
}
