import { decimalOf } from '../legs/index.ts';
import { openSteps, type Step, type Trade } from './state.ts';
import { isStepOver, type TradeStatus } from './status.ts';

/** Which commands a running trade takes as it stands (`dca-and-smarttrade-rules.md` C1, C4). */
export interface TradeAllows {
  readonly edit: boolean;
  /** Changing how, and with how much, it enters. */
  readonly moveEntry: boolean;
  readonly cancel: boolean;
  /** Selling everything that is held at the market. */
  readonly panicSell: boolean;
  /** Sending the entry without waiting for its price any longer. */
  readonly forceStart: boolean;
  /** Adding: also while it waits for its entry or a limit order that enters rests, unless that trails or there are no exits. */
  readonly addFunds: boolean;
  /** Selling single steps. */
  readonly changeFunds: boolean;
  /** Taking a part out. */
  readonly reduce: boolean;
}

/** Which commands one step of a running trade takes. */
export interface StepAllows {
  readonly sell: boolean;
  /** Ending it without selling: its coins go to the others. */
  readonly cancel: boolean;
}

const EDITABLE: ReadonlySet<TradeStatus> = new Set(['waiting', 'trailingEntry', 'entering', 'holding']);

export function tradeAllows(trade: Trade): TradeAllows {
  const { status } = trade;
  const holds = trade.enteredSteps > trade.exitedSteps;
  return {
    edit: EDITABLE.has(status),
    moveEntry: waits(trade) || rests(trade),
    cancel: status !== 'cancelling',
    panicSell: holds && status !== 'cancelling' && status !== 'panicSale',
    forceStart: waits(trade),
    addFunds: status === 'holding' || addsEarly(trade),
    changeFunds: status === 'holding',
    reduce: status === 'holding' && trade.toReduce === null,
  };
}

export function stepAllows(trade: Trade, step: Step): StepAllows {
  const open = !isStepOver(step.status) && !step.cancelling;
  return {
    sell: open && !step.panic && trade.status === 'holding',
    cancel: open && !isLastExit(trade, step),
  };
}

function addsEarly(trade: Trade): boolean {
  const { entry, takeProfits, stopLoss } = trade.settings;
  const trails = entry !== null && decimalOf(entry.trailing).coefficient > 0n;
  return (trade.status === 'waiting' || rests(trade)) && !trails && (takeProfits.length > 0 || stopLoss !== null);
}

/** Whether a conditional entry has not gone out yet. */
export function waits({ status }: Pick<Trade, 'status'>): boolean {
  return status === 'waiting' || status === 'trailingEntry';
}

/** Whether a limit order that enters is out, or about to be. */
export function rests({ status, settings }: Pick<Trade, 'status' | 'settings'>): boolean {
  return status === 'entering' && settings.entry?.type === 'limit';
}

/** Whether coins would have no exit without this step. */
export function isLastExit(trade: Trade, step: Step): boolean {
  if (trade.settings.stopLoss !== null) return false;
  return openSteps(trade).every((other) => other === step || other.cancelling);
}
