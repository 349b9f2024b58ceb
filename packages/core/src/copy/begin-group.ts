import { valuationPrice } from '../market/index.ts';
import type { Turn } from '../turn.ts';
import type { CopyAccount } from './account.ts';
import { groupById } from './apply-trade.ts';
import type { SignalRow } from './commands.ts';
import type { Group, GroupItem, GroupKind } from './group.ts';
import { Planner } from './plan.ts';
import { PriceTable, ratePairsOf } from './price-table.ts';
import { type CopyWorld, copyAccount } from './state.ts';
import type { Strategy } from './strategy.ts';
import type { GroupBegun, GroupPlanned } from './trade-events.ts';
import { type Cents, FINE } from './units.ts';
import { worthOf } from './valuation.ts';

/** Begins what a signal or sync of the trader asks for. False: his equity is not known. */
export function beginSignalGroup(
  world: CopyWorld,
  strategy: Strategy,
  kind: 'signal' | 'soft' | 'hard',
  signal: number,
  rows: readonly SignalRow[],
  turn: Turn,
): boolean {
  const items: GroupItem[] = [];
  for (const [place, row] of rows.entries()) {
    const equity = equityOf(world, strategy, row);
    if (equity <= 0) return false;
    const { instrument, lot } = row;
    const ticket = row.ticket ?? '';
    const known = strategy.legs.get(`${instrument}:${ticket}`);
    const same = lot !== 0 && known?.lot === lot && known.equity === equity;
    const item: GroupItem = {
      instrument,
      ticket,
      lot,
      lotBefore: known?.lot ?? 0,
      equity,
      signal: signal + place,
      same,
    };
    const again = items.findIndex((other) => other.instrument === instrument && other.ticket === ticket);
    // of two rows for one symbol the later one counts
    if (again >= 0) items[again] = item;
    else items.push(item);
  }
  emitGroup(world, strategy.id, kind, 0, items, instrumentsOf(strategy, items), turn);
  return true;
}

/** Begins closing every position of every account of a strategy. */
export function beginFlattening(world: CopyWorld, strategy: Strategy, command: number, turn: Turn): void {
  emitGroup(world, strategy.id, 'flatten', command, [], strategy.instruments, turn);
}

/** Begins closing the positions of single accounts, and plans it at once. */
export function beginClosing(world: CopyWorld, accounts: readonly CopyAccount[], turn: Turn): void {
  const instruments = new Set<number>();
  for (const { positions } of accounts) for (const { instrument } of positions) instruments.add(instrument);
  const id = emitGroup(world, 0, 'close', 0, [], [...instruments], turn);
  const planner = new Planner(world, groupById(world.copy, id), accounts.length);
  for (const account of accounts) planner.plan(account);
  turn.emit({
    type: 'copy.groupPlanned',
    at: turn.at,
    id,
    cursor: 0,
    done: true,
    rows: planner.takeRows(),
    requests: planner.requests,
    synced: [],
    netted: [],
  } satisfies GroupPlanned);
}

function emitGroup(
  world: CopyWorld,
  strategy: number,
  kind: GroupKind,
  command: number,
  items: Group['items'],
  instruments: readonly number[],
  turn: Turn,
): number {
  const { copy, market, instruments: known } = world;
  const id = copy.next.group;
  const prices: [number, number][] = [];
  const priced = new Set(instruments);
  for (const instrument of instruments) for (const pair of ratePairsOf(world, instrument)) priced.add(pair.id);
  for (const instrument of priced) {
    const price = valuationPrice(market, instrument);
    if (price !== undefined && known.instruments[instrument] !== undefined) prices.push([instrument, price * FINE]);
  }
  turn.emit({
    type: 'copy.groupBegun',
    at: turn.at,
    id,
    strategy,
    kind,
    command,
    items,
    prices,
    upTo: copy.next.account,
  } satisfies GroupBegun);
  return id;
}

function instrumentsOf({ instruments }: Strategy, items: readonly GroupItem[]): number[] {
  return [...new Set([...instruments, ...items.map(({ instrument }) => instrument)])];
}

/** The equity that the row names, else the last one known, else that of the security account (`ramm-rules.md` 5.1). */
function equityOf(world: CopyWorld, strategy: Strategy, { equity }: SignalRow): Cents {
  if (equity !== null && equity !== undefined) return equity;
  if (strategy.traderEquity > 0) return strategy.traderEquity;
  return worthOf(world, copyAccount(world.copy, strategy.security), new PriceTable(world)).equity;
}
