import {
  type AccountBalanced,
  type AccountCorrected,
  type CoreState,
  type GroupSettled,
  type Instrument,
  type IntervalEnded,
  NETTED_STRIDE,
  SETTLED_STRIDE,
} from '@outcry/core';
import type { SqlValue } from '../../journal/index.ts';
import { type Owners, ownersOf, testOf } from './owners.ts';
import { COPY_COLUMNS } from './schema.ts';
import { finePrice, lots } from './units.ts';
import type { RowOf, WrittenRows } from './written-rows.ts';

type Deal = Pick<RowOf<'copy_deals'>, 'id' | 'at' | 'type'> & Partial<RowOf<'copy_deals'>>;

/** Deal types of this page (`ramm.md` 3). */
const BALANCE = 2;
const CORRECTION = 5;
const FEE = 7;
const REJECTED_BUY = 10;
const NO_ROOM = 13;

/** Money that came to an account or left it. */
export function projectBalanceDeal(event: AccountBalanced, world: CoreState, rows: WrittenRows): void {
  const { deal: id, at, amount, command } = event;
  add(ownersOf(world, event.account), rows, { id, at, type: BALANCE, profit: amount, command });
}

/** The fee of an interval. */
export function projectFeeDeal(event: IntervalEnded, world: CoreState, rows: WrittenRows): void {
  const { deal: id, at, fee } = event;
  if (id === 0) return;
  const owners = ownersOf(world, event.account);
  add(owners, rows, { id, at, type: FEE, profit: -fee });
  rows.add('walletDeals', owners.wallet.id, 0, 0, 0, 0, 0, 0, 0, 0, -fee);
}

/** What the operator paid for an account that owed. */
export function projectCorrection(event: AccountCorrected, world: CoreState, rows: WrittenRows): void {
  const { deal: id, at, amount } = event;
  add(ownersOf(world, event.account), rows, { id, at, type: CORRECTION, profit: amount });
}

/** The deals of settled orders: what was traded, what liquidity refused, and that no lot fitted the margin. */
export function projectSettled(event: GroupSettled, world: CoreState, rows: WrittenRows): void {
  const instruments = new Map(event.requests.map(([request, , instrument]) => [request, instrument]));
  let id = event.firstDeal;
  for (let i = 0; i < event.rows.length; i += SETTLED_STRIDE) {
    const order = readOrder(event.rows, i);
    const owners = ownersOf(world, order.account);
    const known = instruments.get(order.request) ?? heldInstrument(owners, order.position);
    const instrument = known === undefined ? undefined : world.instruments.instruments[known];
    id = addOrder(event, order, owners, instrument, { world, rows, id });
  }
  projectNetted(event, instruments, { world, rows, id });
}

/** Orders to close that an executed deal took over: no money, and the deal that did (`ramm-rules.md` 5.5). */
function projectNetted(event: GroupSettled, instruments: ReadonlyMap<number, number>, written: Written): void {
  const { world, rows } = written;
  let { id } = written;
  for (let i = 0; i < event.netted.length; i += NETTED_STRIDE) {
    const [account, position, request, cause, volume, deal] = event.netted.slice(i, i + NETTED_STRIDE) as NettedRow;
    const instrument = world.instruments.instruments[instruments.get(request) ?? 0];
    const owners = ownersOf(world, account);
    add(owners, rows, {
      id: id++,
      at: event.at,
      type: volume > 0 ? 0 : 1,
      ...causeOf('close', cause),
      stream: owners.account.stream,
      request,
      position,
      instrument: instrument?.id ?? 0,
      symbol: instrument?.symbol ?? null,
      precision_price: instrument?.priceStep.scale ?? 0,
      volume: lots(world, instrument?.id ?? 0, volume),
      deal_to: deal,
      netting: 1,
    });
  }
}

type NettedRow = [account: number, position: number, request: number, cause: number, volume: number, deal: number];

interface Written {
  readonly world: CoreState;
  readonly rows: WrittenRows;
  readonly id: number;
}

/** Returns the id of the next deal. */
function addOrder(
  event: GroupSettled,
  order: SettledOrder,
  owners: Owners,
  instrument: Instrument | undefined,
  { world, rows, id }: Written,
): number {
  const { delta, volume } = order;
  const { request, position, cause } = order;
  const about = {
    at: event.at,
    ...causeOf(event.kind, cause),
    stream: request === 0 ? 0 : owners.account.stream,
    request,
    position,
    instrument: instrument?.id ?? 0,
    symbol: instrument?.symbol ?? null,
    precision_price: instrument?.priceStep.scale ?? 0,
  };
  if (delta === 0) {
    add(owners, rows, { id, type: NO_ROOM, ...about });
    return id + 1;
  }
  const lotsOf = (steps: number): number => lots(world, instrument?.id ?? 0, steps);
  if (volume !== 0) {
    const { liquidity, broker, trader, partner, profit, swap, turnover } = order;
    add(owners, rows, {
      id,
      type: volume > 0 ? 0 : 1,
      ...about,
      entry: order.entry,
      volume: lotsOf(volume),
      volume_a: lotsOf(order.volumeA),
      price: dealPrice(event, order, instrument),
      liquidity,
      broker,
      trader,
      partner,
      profit,
      swap,
      turnover,
    });
    const size = Math.abs(lotsOf(volume));
    rows.add('walletDeals', owners.wallet.id, 1, profit, swap, liquidity, broker, trader, partner, size, 0);
  }
  if (volume !== delta) {
    const type = REJECTED_BUY + (delta > 0 ? 0 : 1);
    add(owners, rows, { id: volume === 0 ? id : id + 1, type, ...about, volume: lotsOf(delta - volume) });
  }
  return id + (volume === delta || volume === 0 ? 1 : 2);
}

function dealPrice(event: GroupSettled, { request, volume }: SettledOrder, instrument: Instrument | undefined): number {
  const prices = event.requests.find(([id]) => id === request);
  if (prices === undefined || instrument === undefined) return 0;
  return finePrice(instrument, volume > 0 ? prices[3] : prices[4]);
}

/** The signal, or in groups that close: the command (> 0) or the stop (< 0) behind it. */
function causeOf(kind: string, cause: number) {
  if (kind !== 'close' && kind !== 'flatten') return { signal: cause };
  return cause >= 0 ? { command: cause } : { stop: -cause };
}

function heldInstrument({ account }: Owners, position: number): number | undefined {
  return account.positions.find(({ id }) => id === position)?.instrument;
}

/** The numbers of one settled order, by name. */
interface SettledOrder {
  readonly account: number;
  readonly position: number;
  readonly request: number;
  readonly cause: number;
  readonly delta: number;
  readonly volume: number;
  readonly volumeA: number;
  readonly entry: number;
  readonly profit: number;
  readonly swap: number;
  readonly liquidity: number;
  readonly broker: number;
  readonly trader: number;
  readonly partner: number;
  readonly turnover: number;
}

function readOrder(rows: readonly number[], i: number): SettledOrder {
  const at = (field: number): number => rows[i + field] as number;
  return {
    account: at(0),
    position: at(1),
    request: at(2),
    cause: at(3),
    delta: at(4),
    volume: at(5),
    volumeA: at(6),
    entry: at(7),
    profit: at(9),
    swap: at(10),
    liquidity: at(11),
    broker: at(12),
    trader: at(13),
    partner: at(14),
    turnover: at(15),
  };
}

const COLUMNS = COPY_COLUMNS.copy_deals;

/** Where columns stand in a row. */
const PLACES = Object.fromEntries(COLUMNS.map((column, place) => [column, place])) as Record<keyof Deal, number>;

/** What is not said of a deal. */
const NOTHING: readonly SqlValue[] = COLUMNS.map((column) => (column === 'entry' || column === 'symbol' ? null : 0));

/** A thousand of them come with a turn: written by place, without an object of all columns. */
function add({ account, strategy, wallet }: Owners, rows: WrittenRows, deal: Deal): void {
  const values = NOTHING.slice();
  for (const column in deal) values[PLACES[column as keyof Deal]] = deal[column as keyof Deal] as SqlValue;
  const { liquidity = 0, broker = 0, trader = 0, partner = 0, profit = 0, swap = 0 } = deal as Record<string, number>;
  const commission = liquidity + broker + trader + partner;
  values[PLACES.company] = strategy.company;
  values[PLACES.strategy] = strategy.id;
  values[PLACES.accounting] = strategy.accounting;
  values[PLACES.account] = account.id;
  values[PLACES.account_type] = account.kind;
  values[PLACES.wallet] = wallet.id;
  values[PLACES.client] = wallet.client;
  values[PLACES.test] = testOf(wallet);
  values[PLACES.precision_volume] = account.precisionVolume;
  values[PLACES.commission] = commission;
  values[PLACES.total] = profit + swap - commission;
  rows.write('deal', values);
  rows.count('deals.company', strategy.company);
  rows.count('deals.strategy', strategy.id);
  rows.count('deals.account', account.id);
  rows.count('deals.wallet', wallet.id);
}
