import { type Command, type CoreState, isLastExit, isStepOver, type Trade } from '@outcry/core';
import { Fault } from '../../errors.ts';
import type { Given } from '../../parameters.ts';
import type { Acting } from '../commands.ts';
import { notAllowed } from '../refusals.ts';
import { tradeOf } from '../seen.ts';
import { commandV2, type Entity, ordersOf } from './answers.ts';
import type { SUB_TRADE } from './parameters.ts';
import { type Part, partNamed } from './sub-trade-ids.ts';

type GivenPart = Given<typeof SUB_TRADE>;

const CANCEL = 'Cancel';
const CLOSE = 'Close by market';

/** Sells the coins of a take profit at the market; nothing else of a trade can be closed alone. Throws Fault. */
export async function closePart(call: Acting, given: GivenPart): Promise<Entity> {
  const { smart_trade_id: trade } = given;
  const part = await partOf(call, given);
  if (part.kind !== 'step') throw notAllowed(CLOSE);
  const { position } = part;
  return commandV2(call, trade, CLOSE, () => ({ type: 'trades.panicSellStep', trade, position }));
}

/** Ends one part of a trade without trading. Without its last exit, or its entry, the trade itself is cancelled. Throws Fault. */
export async function cancelPart(call: Acting, given: GivenPart): Promise<Entity> {
  const { smart_trade_id: trade } = given;
  const part = await partOf(call, given);
  if (part.kind === 'marketClose') throw notAllowed(CANCEL);
  const compose = (state: CoreState): Command => cancelling(trade, state.trades.trades.get(trade), part);
  return commandV2(call, trade, CANCEL, compose);
}

type Cancellable = Exclude<Part, { kind: 'marketClose' }>;

/** The command that cancels a part of a trade; what has ended is left to the core to refuse. Throws Fault. */
function cancelling(trade: number, running: Trade | undefined, part: Cancellable): Command {
  const whole = { type: 'trades.cancel', trade } as const;
  switch (part.kind) {
    case 'position':
      if (running === undefined || running.entryFilled || running.status === 'holding') throw notAllowed(CANCEL);
      return whole;
    case 'stopLoss': {
      const exits = [...(running?.steps.values() ?? [])].filter(({ status }) => !isStepOver(status));
      return exits.length === 0 ? whole : { type: 'trades.edit', trade, changes: { stopLoss: null } };
    }
    case 'step': {
      const step = running?.steps.get(part.position);
      const last = running !== undefined && step !== undefined && !isStepOver(step.status) && isLastExit(running, step);
      return last ? whole : { type: 'trades.cancelStep', trade, position: part.position };
    }
    case 'order':
      return { type: 'trades.cancelOrder', trade, order: part.order };
  }
}

/** The part of the caller's trade that an id names. Throws Fault. */
async function partOf(call: Acting, { smart_trade_id: trade, trade_id: id }: GivenPart): Promise<Part> {
  const { record } = await tradeOf(call, trade);
  const part = partNamed(record, id);
  if (part === undefined) throw new Fault('stepNotFound');
  if (part.kind !== 'order') return part;
  const orders = await ordersOf(call.desk.parts, trade);
  const own = orders.some(
    ({ part: { role }, row }) => row.id === part.order && (role === 'added' || role === 'reduce'),
  );
  if (!own) throw new Fault('stepNotFound');
  return part;
}
