import { type Account, accountById, type Position, type PositionSettled } from '../accounts/index.ts';
import { type Calendar, type Instrument, type InstrumentDelisted, valueAt } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import type { Money } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import type { DayRolled } from './events.ts';
import type { ExchangeWorld } from './state.ts';

const DAY = 86_400_000;
const OFFSETS: Record<Calendar, number> = { moscow: 10_800_000, utc: 0 };

/** The next moment at which a day ends or an instrument expires; 0 when a calendar has not begun yet. */
export function nextRollover(world: ExchangeWorld): number {
  const { moscow, utc } = world.exchange.dayEnds;
  return Math.min(moscow, utc, nextInstrumentExpiry(world));
}

function nextInstrumentExpiry(world: ExchangeWorld): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const id of world.instruments.expiring) {
    const expiresAt = (world.instruments.instruments[id] as Instrument).expiresAt;
    if (expiresAt < earliest) earliest = expiresAt;
  }
  return earliest;
}

/** Ends the trading days that are over: futures are settled at the last price; expired ones end in cash and are delisted. */
export function rollOver(world: ExchangeWorld, turn: Turn): void {
  for (const id of [...world.instruments.expiring]) {
    const instrument = world.instruments.instruments[id] as Instrument;
    if (instrument.expiresAt > turn.at) continue;
    if (!settleHolders(world, instrument, true, turn)) return;
    turn.emit({ type: 'instruments.delisted', at: turn.at, id } satisfies InstrumentDelisted);
  }
  for (const calendar of ['moscow', 'utc'] as const) {
    const end = world.exchange.dayEnds[calendar];
    if (end > turn.at) continue;
    if (end > 0 && !settleDay(world, calendar, turn)) return;
    const next = (Math.floor((turn.at + OFFSETS[calendar]) / DAY) + 1) * DAY - OFFSETS[calendar];
    turn.emit({ type: 'exchange.dayRolled', at: turn.at, calendar, next } satisfies DayRolled);
  }
}

function settleDay(world: ExchangeWorld, calendar: Calendar, turn: Turn): boolean {
  for (const id of [...world.accounts.futuresHolders.keys()].sort((a, b) => a - b)) {
    const instrument = world.instruments.instruments[id] as Instrument;
    if (instrument.spec.calendar === calendar && !settleHolders(world, instrument, false, turn)) return false;
  }
  return true;
}

/**
 * Settles every position in a future; false when the turn is full and the rest must wait for the next one. Sandbox
 * accounts know no variation margin (`tinvest.md` 16): they are settled at expiry alone.
 */
function settleHolders(world: ExchangeWorld, instrument: Instrument, expired: boolean, turn: Turn): boolean {
  const price = valuationPrice(world.market, instrument.id);
  const holders = [...(world.accounts.futuresHolders.get(instrument.id) ?? [])].sort((a, b) => a - b);
  for (const id of holders) {
    if (turn.full) return false;
    const account: Account = accountById(world.accounts, id);
    const position = account.net.get(instrument.id);
    const daily = account.fillPolicy !== 'sandbox';
    if (position !== undefined && account.venue === 'paper' && (daily || expired))
      settlePosition(account, instrument, position, price, expired, turn);
  }
  return true;
}

/** Without a price of the day the position is settled at its entry value: nothing is booked. */
function settlePosition(
  account: Account,
  instrument: Instrument,
  position: Position,
  price: number | undefined,
  expired: boolean,
  turn: Turn,
): void {
  const worth = price === undefined ? position.cost : valueAt(instrument, price, Math.abs(position.quantity));
  const result = (position.quantity > 0 ? worth - position.cost : position.cost - worth) as Money;
  if (result === 0n && !expired) return;
  turn.emit({
    type: 'accounts.positionSettled',
    at: turn.at,
    account: account.id,
    instrument: instrument.id,
    price: price ?? 0,
    result,
    cost: worth,
    realised: (position.realised + result) as Money,
    expired,
  } satisfies PositionSettled);
}
