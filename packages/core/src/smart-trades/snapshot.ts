import type { Amount } from '../legs/index.ts';
import type { Money } from '../numbers/index.ts';
import { addTrade } from './apply.ts';
import { emptyTrades, type Step, type Trade, type TradesState } from './state.ts';

type AmountRow = readonly [units: string, money: string];

export interface StepRow extends Omit<Step, 'proceeds'> {
  readonly proceeds: AmountRow;
}

export interface TradeRow
  extends Omit<Trade, 'entered' | 'exited' | 'enteredValue' | 'steps' | 'reached' | 'addedEarly'> {
  readonly entered: AmountRow;
  readonly exited: AmountRow;
  readonly enteredValue: string;
  readonly steps: readonly StepRow[];
  readonly reached: readonly (readonly [number, number])[];
  /** Absent: nothing. */
  readonly addedEarly?: number;
}

export interface TradesSnapshot {
  readonly nextTrade: number;
  readonly nextStep: number;
  readonly trades: readonly TradeRow[];
}

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotTrades({ nextTrade, nextStep, trades }: TradesState): TradesSnapshot {
  return { nextTrade, nextStep, trades: Array.from(trades.values(), tradeRow) };
}

function tradeRow({ addedEarly, ...trade }: Trade): TradeRow {
  return {
    ...trade,
    ...(addedEarly === 0 ? {} : { addedEarly }),
    entered: amountRow(trade.entered),
    exited: amountRow(trade.exited),
    enteredValue: `${trade.enteredValue}`,
    steps: Array.from(trade.steps.values(), (step) => ({ ...step, proceeds: amountRow(step.proceeds) })),
    reached: [...trade.reached],
  };
}

/** After a restart every trade is looked at once. */
export function restoreTrades(snapshot: TradesSnapshot): TradesState {
  const state = emptyTrades();
  state.nextTrade = snapshot.nextTrade;
  state.nextStep = snapshot.nextStep;
  for (const row of snapshot.trades) {
    addTrade(state, {
      ...row,
      entered: amountOf(row.entered),
      exited: amountOf(row.exited),
      enteredValue: BigInt(row.enteredValue) as Money,
      steps: new Map(row.steps.map((step) => [step.settings.position, { ...step, proceeds: amountOf(step.proceeds) }])),
      reached: new Map(row.reached),
      addedEarly: row.addedEarly ?? 0,
    });
    state.work.trades.add(row.id);
  }
  return state;
}

function amountRow({ units, money }: Amount): AmountRow {
  return [`${units}`, `${money}`];
}

function amountOf([units, money]: AmountRow): Amount {
  return { units: BigInt(units) as Money, money: BigInt(money) as Money };
}
