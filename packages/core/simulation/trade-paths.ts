import { must } from './failure.ts';
import type { Issued } from './issued.ts';
import { isLongTrade, isOver, naiveLeft, naiveReducing, naiveShare, naiveTarget } from './naive-trade.ts';
import type { AuditedTrade, FiredCondition } from './trade-audit.ts';

/** The table of states (`dca-and-smarttrade-rules.md` C1): where a trade may go from each. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  waiting: ['trailingEntry', 'entering', 'cancelling', 'panicSale'],
  trailingEntry: ['waiting', 'entering', 'cancelling', 'panicSale'],
  entering: ['holding', 'panicSale', 'cancelling', 'failed', 'finished'],
  holding: ['holding', 'stopPlaced', 'panicSale', 'cancelling', 'takeProfitFinished', 'panicSold', 'finished'],
  stopPlaced: ['panicSale', 'cancelling', 'stopLossFinished', 'takeProfitFinished', 'panicSold'],
  panicSale: ['cancelling', 'panicSold', 'takeProfitFinished', 'stopLossFinished', 'cancelled'],
  cancelling: ['cancelled', 'takeProfitFinished', 'stopLossFinished', 'panicSold'],
};

const SOLD = ['takeProfitFinished', 'stopLossFinished', 'panicSold'];

const STEP_PATHS: Readonly<Record<string, readonly string[]>> = {
  idle: ['trailing', 'failed', 'skipped', 'cancelled', 'done', 'panicSold'],
  trailing: ['failed', 'skipped', 'cancelled', 'done', 'panicSold'],
  failed: ['idle', 'cancelled', 'done', 'panicSold'],
};

/** Slots of the entry's and the stop loss' conditions. */
export const [ENTRY, STOP] = [0, 1];

export function checkTradePath({ id, status: from }: AuditedTrade, to: string): void {
  must(PATHS[from]?.includes(to) === true, () => `trade ${id} went from ${from} to ${to}`);
}

export function checkStepPath(trade: AuditedTrade, position: number, to: string): void {
  const step = trade.steps.get(position);
  must(step !== undefined, () => `trade ${trade.id} has no step ${position}`);
  must(
    STEP_PATHS[step.status]?.includes(to) === true,
    () => `step ${position} of trade ${trade.id} went from ${step.status} to ${to}`,
  );
  must(to !== 'cancelled' || step.cancel, () => `step ${position} of trade ${trade.id} was not cancelled`);
  must(step.sold === 0 || !['skipped', 'cancelled'].includes(to), () => `step ${position} sold and is ${to}`);
  if (to === 'trailing') takeFired(trade, position);
}

/** A trade moves on only where somebody or a price has asked for it. */
export function checkTradeAsked(trade: AuditedTrade, status: string, at: number, issued: Issued): void {
  const { id, settings, stopAt, fired } = trade;
  const why = (asked: boolean): void => must(asked, () => `trade ${id} is ${status} and nothing has asked for it`);
  const has = (command: string): boolean => issued.ofTrades.has(`trades.${command} ${id}`);
  const trails = Number(settings.entry?.trailing) > 0;
  switch (status) {
    case 'panicSale':
      return why(has('panicSell'));
    case 'cancelling':
      return why(has('cancel'));
    case 'waiting':
      return why(has('edit'));
    case 'trailingEntry':
      return why(fired.has(ENTRY) && trails);
    case 'entering':
      return why(has('forceStart') || (fired.has(ENTRY) && (!trails || trade.status === 'trailingEntry')));
    case 'stopPlaced': {
      const { stopLoss } = settings;
      why(stopLoss !== null);
      return why((stopLoss?.timeout ?? 0) > 0 ? stopAt > 0 && at >= stopAt : fired.has(STOP));
    }
  }
}

/** The price that a step was to be sold at must have been seen, once for each time it is. */
export function takeFired(trade: AuditedTrade, position: number): void {
  const step = trade.steps.get(position);
  if (step === undefined) return;
  const wanted = ([slot, { kind, trailing, level }]: [number, FiredCondition]): boolean =>
    slot > STOP &&
    kind === step.settings.by &&
    (step.status === 'trailing' ? trailing : !trailing && level === step.level);
  // steps are looked at by position, and so have they their places
  const seen = [...trade.fired].sort(([a], [b]) => a - b).find(wanted);
  must(seen !== undefined, () => `step ${position} of trade ${trade.id} goes on and its price was not seen`);
  trade.fired.delete(seen[0]);
}

/** What the steps are to sell is everything, at the prices that the settings come to. */
export function checkHeld(
  trade: AuditedTrade,
  steps: readonly (readonly [number, number, number])[],
  stop: number,
): void {
  const { id, settings } = trade;
  const open = [...trade.steps.values()].filter((step) => !isOver(step));
  const free = Math.max(0, naiveLeft(trade) - naiveReducing(trade));
  must(![...trade.legs.values()].some(({ role }) => role === 'step'), () => `trade ${id} fixes steps that are out`);
  const more = steps.length === 1 && open.length === 0;
  must(steps.length === open.length || more, () => `trade ${id} fixes ${steps.length} steps of ${open.length}`);
  let sum = 0;
  for (const [place, [position, amount, level]] of steps.entries()) {
    const step = trade.steps.get(position);
    must(step !== undefined && (more || !isOver(step)), () => `trade ${id} fixes step ${position}, which is over`);
    must(amount >= step.sold, () => `step ${position} of trade ${id} has sold ${step.sold}, is to sell ${amount}`);
    sum += amount - step.sold;
    const expected = naiveTarget(trade, step.settings, isLongTrade(trade));
    must(level === expected, () => `step ${position} of trade ${id} is at ${level}, not at ${expected}`);
    const rest = free - sum;
    const fits = place === steps.length - 1 || rest === 0 || amount === Math.max(step.sold, naiveShare(trade, step));
    must(fits, () => `step ${position} of trade ${id} sells ${amount}, which is not its share`);
  }
  must(steps.length === 0 || sum === free, () => `the steps of trade ${id} sell ${sum} of ${free}`);
  const { stopLoss } = settings;
  const expected = stopLoss === null ? 0 : naiveTarget(trade, stopLoss, !isLongTrade(trade));
  must(stop === expected, () => `the stop loss of trade ${id} is at ${stop}, not at ${expected}`);
}

/** What a trade leaves behind when it ends. */
export function checkEnd(trade: AuditedTrade, status: string): void {
  const { id, instrument, entered, exited } = trade;
  const least = Math.max(1, instrument.minQuantity);
  const left = naiveLeft(trade);
  must(trade.legs.size === 0, () => `trade ${id} ends and leaves ${[...trade.legs.keys()].join(', ')} open`);
  must(trade.armed.size === 0, () => `trade ${id} ends and still waits for ${[...trade.armed.keys()].join(', ')}`);
  if (SOLD.includes(status)) {
    must(exited.steps > 0, () => `trade ${id} is ${status} and sold nothing`);
    must(left < least, () => `trade ${id} is ${status} and leaves ${left} steps unsold`);
  }
  const closed = status === 'stopLossFinished' ? 'stop' : 'panic';
  const whole = [...trade.steps.values()].filter(({ sold }) => sold > 0);
  const panicked = status === 'panicSold' && whole.length > 0 && whole.every(({ sale }) => sale);
  if (status === 'stopLossFinished' || (status === 'panicSold' && !panicked))
    must(trade.closedBy.has(closed), () => `trade ${id} is ${status} and no ${closed} order has sold anything`);
  if (status === 'failed') must(entered.steps === 0, () => `trade ${id} failed with coins`);
  if (status === 'finished') must(exited.steps === 0, () => `trade ${id} is finished and has sold`);
}
