import { instrumentById } from '../instruments/index.ts';
import { decimalOf } from '../legs/index.ts';
import { idFrom } from '../orders/index.ts';
import { type Decision, done, type Rejection, reject, type Turn } from '../turn.ts';
import { tradeAllows, waits } from './allows.ts';
import { checkForm } from './check-settings.ts';
import type { EditTrade } from './commands.ts';
import { entryDirection } from './entry.ts';
import type { TradeEdited } from './events.ts';
import { moveEntry } from './move-entry.ts';
import { instrumentOf, lossDirection, targetLevel } from './prices.ts';
import { isSame, type TakeProfitSettings, type TradeChanges, type TradeSettings } from './settings.ts';
import { openSteps, type Step, type Trade, type TradesWorld } from './state.ts';
import { isStepOver } from './status.ts';
import { awaitInSlot, moveTrade } from './steps.ts';

/** What an edit may name; everything else of a trade stays (C4). */
const CHANGEABLE: readonly string[] = ['entry', 'quantity', 'averagePrice', 'takeProfits', 'stopLoss', 'stored'];

/** Changes a trade that has not ended: what is not named stays (C4). */
export function editTrade(world: TradesWorld, trade: Trade, { changes }: EditTrade, turn: Turn): Decision {
  if (!tradeAllows(trade).edit) return notAllowed(trade, 'edit');
  if (typeof changes !== 'object' || changes === null) return reject('invalid_value', 'changes', 'must be settings');
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  const unknown = named.find(([name]) => !CHANGEABLE.includes(name));
  if (unknown !== undefined) return reject('invalid_value', unknown[0], 'cannot be changed');
  const settings: TradeSettings = { ...trade.settings, ...Object.fromEntries(named) };
  const wrong =
    checkAllowed(trade, changes) ??
    checkForm(settings, instrumentOf(world, trade)) ??
    checkOver(trade, settings.takeProfits) ??
    checkExits(trade, settings);
  if (wrong !== null) return wrong;
  const direction = changes.entry === undefined ? trade.direction : directionOf(world, settings);
  if (direction === null) return noPrice(settings);
  return moveEntry(world, trade, settings, turn) ?? change(world, trade, settings, direction, turn);
}

function change(
  world: TradesWorld,
  trade: Trade,
  settings: TradeSettings,
  direction: Trade['direction'],
  turn: Turn,
): Decision {
  const follows = trade.status === 'trailingEntry' && !isFollowed(trade.settings, settings);
  const fresh = newStepIds(world, settings.takeProfits.length);
  const steps = settings.takeProfits.map((own) => goesOn(trade, own)?.id ?? (fresh.shift() as number));
  for (const step of openSteps(trade)) {
    if (!steps.includes(step.id)) awaitInSlot(world, trade, step.slot, null, turn);
  }
  const { stopLoss } = settings;
  const known = trade.status === 'holding' && stopLoss !== null;
  const stop = known ? targetLevel(world, { ...trade, settings }, stopLoss, lossDirection(trade)) : 0;
  const { id } = trade;
  turn.emit({ type: 'trades.edited', at: turn.at, id, settings, direction, steps, stop } satisfies TradeEdited);
  if (follows) moveTrade(trade, 'waiting', turn);
  return done(id);
}

export function notAllowed(trade: Trade, what: string): Rejection {
  return reject('not_allowed_now', 'trade', `${what} is not allowed while the trade is ${trade.status}`);
}

function checkAllowed(trade: Trade, { entry, quantity, averagePrice }: TradeChanges): Rejection | null {
  const { settings } = trade;
  const { moveEntry: may } = tradeAllows(trade);
  if (entry !== undefined && !may)
    return reject('not_allowed_now', 'entry', 'only an entry that waits or rests can be changed');
  if (entry !== undefined && entry?.type !== settings.entry?.type)
    return reject('invalid_value', 'entry.type', 'an entry keeps its type');
  if (quantity !== undefined && quantity !== settings.quantity && !may)
    return reject('not_allowed_now', 'quantity', 'only that of an entry that waits or rests can be changed');
  if (averagePrice !== undefined && settings.entry !== null)
    return reject('not_allowed_now', 'averagePrice', 'the trade knows what it paid');
  return null;
}

/** The step that goes on with these settings; a cancelled one only when it is sent back as it was. */
function goesOn(trade: Trade, own: TakeProfitSettings): Step | undefined {
  const step = trade.steps.get(own.position);
  return step?.status === 'cancelled' && !isSame(step.settings, own) ? undefined : step;
}

/** Steps that are over, and what others have sold of theirs, stay as they are (C4). */
function checkOver(trade: Trade, wanted: readonly TakeProfitSettings[]): Rejection | null {
  for (const [position, { status, settings, sold }] of trade.steps) {
    if (status === 'cancelled') continue;
    const own = wanted.find((step) => step.position === position);
    if (isStepOver(status) && (own === undefined || !isSame(own, settings)))
      return reject('invalid_value', 'takeProfits', `step ${position} is over and must stay as it is`);
    if (own === undefined && sold > 0)
      return reject('invalid_value', 'takeProfits', `step ${position} has sold a part and must stay`);
  }
  return null;
}

/** What is held keeps an exit; a trade that has bought nothing yet may become one without. */
function checkExits(trade: Trade, { takeProfits, stopLoss }: TradeSettings): Rejection | null {
  const { settings } = trade;
  const bare = settings.takeProfits.length === 0 && settings.stopLoss === null;
  if (stopLoss !== null || waits(trade) || (bare && takeProfits.length === 0)) return null;
  const open = takeProfits.some((own) => {
    const step = goesOn(trade, own);
    return step === undefined || (!isStepOver(step.status) && !step.cancelling);
  });
  return open ? null : reject('invalid_value', 'takeProfits', 'coins that are held need a take profit or a stop loss');
}

/** Whether an entry that trails goes on with the new settings from where it is. */
function isFollowed({ entry: before }: TradeSettings, { entry }: TradeSettings): boolean {
  if (before === null || entry === null) return true;
  return before.price === entry.price && before.by === entry.by && decimalOf(entry.trailing).coefficient > 0n;
}

/** Where the price of a conditional entry lies; empty without one, null when there is no market. */
export function directionOf(world: TradesWorld, { entry, instrument: id }: TradeSettings): Trade['direction'] | null {
  const instrument = instrumentById(world.instruments, id);
  if (entry?.type !== 'conditional' || instrument === undefined) return '';
  return entryDirection(world, instrument, entry);
}

export function noPrice({ entry }: TradeSettings): Rejection {
  return reject('no_market_price', 'entry.price', `there is no ${entry?.by} that this price could lie above or below`);
}

/** Ids for so many steps. */
export function newStepIds(world: TradesWorld, count: number): number[] {
  return Array.from({ length: count }, (_, i) => idFrom(world.trades.nextStep + i));
}
