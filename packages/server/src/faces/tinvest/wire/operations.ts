import {
  type Asset,
  averagePrice,
  type Decimal,
  decimals,
  type EndReason,
  type Instrument,
  type Money,
  type Quantity,
} from '@outcry/core';
import { InstrumentType, type MoneyValue } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  type Operation,
  type OperationItem,
  type OperationItemTrade,
  OperationState,
  OperationType,
} from 'tinkoff-sdk-grpc-js/dist/generated/operations.js';
import type { AccountEntry, FillRow, OperationPosition, OperationRow, OrderRow } from '../../../readmodel/index.ts';
import { CURRENCY, type Listed } from '../listing.ts';
import { KINDS } from './instruments.ts';
import { idsOf } from './market.ts';
import { moneyOf, moneyValueOf, noMoney, ZERO_QUOTATION } from './numbers.ts';
import { quotedPrice, toCurrency } from './prices.ts';

/** An operation, and where it stands: that of its parent, with its number among the parent and its children. */
export interface PlacedOperation {
  readonly position: OperationPosition;
  readonly child: number;
  readonly item: Omit<OperationItem, 'cursor'>;
}

/** What an operation is told with. */
export interface OperationWorld {
  readonly accountId: string;
  readonly asset: (id: number) => Asset;
  /** The instrument with this id, and the one that units of this asset are shown under; undefined: none is. */
  readonly listed: (instrument: number) => Listed | undefined;
  readonly home: (asset: number) => Listed | undefined;
}

/** What types of operations are called (the contract's own words for them). */
const NAMES: Readonly<Partial<Record<OperationType, string>>> = {
  [OperationType.OPERATION_TYPE_INPUT]: 'Пополнение брокерского счета',
  [OperationType.OPERATION_TYPE_OUTPUT]: 'Вывод денежных средств',
  [OperationType.OPERATION_TYPE_INPUT_SECURITIES]: 'Перевод ценных бумаг из другого депозитария',
  [OperationType.OPERATION_TYPE_OUTPUT_SECURITIES]: 'Вывод ЦБ',
  [OperationType.OPERATION_TYPE_BUY]: 'Покупка ЦБ',
  [OperationType.OPERATION_TYPE_SELL]: 'Продажа ЦБ',
  [OperationType.OPERATION_TYPE_BUY_MARGIN]: 'Покупка в результате Margin-call',
  [OperationType.OPERATION_TYPE_SELL_MARGIN]: 'Продажа в результате Margin-call',
  [OperationType.OPERATION_TYPE_BROKER_FEE]: 'Удержание комиссии за операцию',
  [OperationType.OPERATION_TYPE_ACCRUING_VARMARGIN]: 'Зачисление вариационной маржи',
  [OperationType.OPERATION_TYPE_WRITING_OFF_VARMARGIN]: 'Списание вариационной маржи',
};

/** Types of an order's operation by its side, and those of an order that the broker placed for want of margin. */
export const ORDER_TYPES = [OperationType.OPERATION_TYPE_BUY, OperationType.OPERATION_TYPE_SELL] as const;
export const MARGIN_CALL_TYPES = [
  OperationType.OPERATION_TYPE_BUY_MARGIN,
  OperationType.OPERATION_TYPE_SELL_MARGIN,
] as const;

/** What the core says of where orders come from that close positions for want of margin. */
const MARGIN_CALL = 'risk:close-out';

/** The operations of a row, oldest first: an order's own, its commission and what a future brought when it was closed. */
export function operationsOf(row: OperationRow, world: OperationWorld): PlacedOperation[] {
  const items = row.kind === 'entry' ? entryItems(row.entry, row.position, world) : orderItems(row, world);
  return items.map((item) => ({ position: row.position, child: childNumber(item), item }));
}

/** Fixed, since the commission may be the last to come: small fills are rounded to nothing. */
function childNumber({ parentOperationId, type }: Item): number {
  if (parentOperationId === '') return 0;
  return type === OperationType.OPERATION_TYPE_BROKER_FEE ? 1 : 2;
}

type Item = Omit<OperationItem, 'cursor'>;

function blank(world: OperationWorld, at: number, type: OperationType, listed: Listed | undefined): Item {
  return {
    brokerAccountId: world.accountId,
    id: '',
    parentOperationId: '',
    name: listed === undefined ? '' : (listed.instrument.spec.titleRu ?? listed.instrument.spec.title),
    date: new Date(at),
    type,
    description: NAMES[type] ?? '',
    state: OperationState.OPERATION_STATE_EXECUTED,
    ...(listed === undefined ? NO_INSTRUMENT : instrumentFields(listed)),
    payment: noMoney(CURRENCY),
    price: noMoney(CURRENCY),
    commission: noMoney(CURRENCY),
    yield: noMoney(CURRENCY),
    yieldRelative: ZERO_QUOTATION,
    accruedInt: noMoney(CURRENCY),
    quantity: 0,
    quantityRest: 0,
    quantityDone: 0,
    cancelDateTime: undefined,
    cancelReason: '',
    tradesInfo: undefined,
    childOperations: [],
  };
}

const NO_INSTRUMENT = {
  figi: '',
  instrumentUid: '',
  ticker: '',
  classCode: '',
  instrumentType: '',
  instrumentKind: InstrumentType.INSTRUMENT_TYPE_UNSPECIFIED,
  positionUid: '',
  assetUid: '',
};

function instrumentFields(listed: Listed) {
  const { type, kind } = KINDS[listed.instrument.spec.kind];
  const { positionUid, assetUid } = listed;
  return { ...idsOf(listed), instrumentType: type, instrumentKind: kind, positionUid, assetUid };
}

function entryItems(entry: AccountEntry, [at, seq, , number]: OperationPosition, world: OperationWorld): Item[] {
  const { amount, kind } = entry;
  const asset = world.asset(entry.asset);
  const came = amount > 0n;
  if (kind === 'settlement') {
    const listed = entry.instrument === null ? undefined : world.listed(entry.instrument);
    const item = blank(world, at, marginType(amount), listed);
    return [{ ...item, id: `settlement-${seq}-${number}`, payment: moneyOf(asset, amount) }];
  }
  const id = `transfer-${entry.transfer}`;
  if (asset.kind === 'fiat') {
    const type = came ? OperationType.OPERATION_TYPE_INPUT : OperationType.OPERATION_TYPE_OUTPUT;
    return [{ ...blank(world, at, type, undefined), id, payment: moneyOf(asset, amount) }];
  }
  const type = came ? OperationType.OPERATION_TYPE_INPUT_SECURITIES : OperationType.OPERATION_TYPE_OUTPUT_SECURITIES;
  const moved: Decimal = { coefficient: came ? amount : -amount, scale: asset.scale };
  const quantity = Number(decimals.rescale(moved, 0, 'down').coefficient);
  return [{ ...blank(world, at, type, world.home(entry.asset)), id, quantity, quantityDone: quantity }];
}

function marginType(amount: bigint): OperationType {
  return amount > 0n
    ? OperationType.OPERATION_TYPE_ACCRUING_VARMARGIN
    : OperationType.OPERATION_TYPE_WRITING_OFF_VARMARGIN;
}

/** None for an order in what this face does not show. */
function orderItems(row: Exclude<OperationRow, { kind: 'entry' }>, world: OperationWorld): Item[] {
  const { order, position } = row;
  const listed = world.listed(order.instrument);
  if (listed === undefined) return [];
  const types = order.origin === MARGIN_CALL ? MARGIN_CALL_TYPES : ORDER_TYPES;
  const fills = row.kind === 'traded' ? row.fills : [];
  const done = fills.reduce((sum, { quantity }) => sum + quantity, 0);
  const own: Item = {
    ...blank(world, position[0], types[order.side], listed),
    id: String(order.id),
    quantity: order.quantity * listed.lot,
    quantityDone: done * listed.lot,
    quantityRest: (order.quantity - done) * listed.lot,
    ...(done < order.quantity ? endFields(order) : {}),
  };
  if (fills.length === 0) return [{ ...own, state: OperationState.OPERATION_STATE_CANCELED }];
  return tradedItems(own, listed, fills, world);
}

function endFields({ endedAt, reason }: OrderRow): Partial<Item> {
  if (endedAt === null) return {};
  return { cancelDateTime: new Date(endedAt), cancelReason: reason === null ? '' : REASONS[reason] };
}

const REASONS: Readonly<Record<EndReason, string>> = {
  client: 'Отменена клиентом',
  replaced: 'Заменена другой заявкой',
  withdrawn: 'Снята роботом, который ее выставил',
  expired: 'Истек срок действия',
  not_filled_at_once: 'Не исполнена сразу',
  self_trade: 'Встречная заявка того же счета',
  ticket_closed: 'Позиция закрыта',
  insufficient_funds: 'Недостаточно средств',
  no_liquidity: 'Нет встречных заявок',
  market_closed: 'Торги закрыты',
  instrument_expired: 'Торги инструментом окончены',
  position_too_large: 'Слишком большая позиция',
  killed: 'Торговля остановлена владельцем',
  margin_call: 'Недостаточно средств для обеспечения',
  venue: 'Отклонена площадкой',
  absent: 'Неизвестна площадке',
};

function tradedItems(own: Item, listed: Listed, fills: readonly FillRow[], world: OperationWorld): Item[] {
  const { instrument } = listed;
  const [first] = fills as [FillRow];
  const sum = (part: (fill: FillRow) => bigint): Money => fills.reduce((all, fill) => all + part(fill), 0n) as Money;
  const cash = sum((fill) => fill.cash);
  const fee = sum((fill) => fill.fee);
  const result = sum((fill) => fill.result);
  const value = sum((fill) => fill.value);
  const money = world.asset(first.cashAsset);
  const quantity = fills.reduce((all, fill) => all + fill.quantity, 0);
  const isSpot = instrument.settlement === 'spot';
  const base = { ...blank(world, own.date?.getTime() ?? 0, own.type, listed), parentOperationId: own.id };
  const children: Item[] = [];
  if (fee !== 0n) {
    const type = OperationType.OPERATION_TYPE_BROKER_FEE;
    const payment = moneyOf(world.asset(first.feeAsset), -fee as Money);
    children.push({ ...base, id: `${own.id}-fee`, type, description: NAMES[type] ?? '', payment });
  }
  if (!isSpot && cash !== 0n) {
    const type = marginType(cash);
    const payment = moneyOf(money, cash);
    children.push({ ...base, id: `${own.id}-margin`, type, description: NAMES[type] ?? '', payment });
  }
  return [
    {
      ...own,
      payment: isSpot ? moneyOf(money, cash) : noMoney(CURRENCY),
      price: shownPrice(instrument, averagePrice(instrument, value, quantity as Quantity)),
      commission: moneyOf(world.asset(first.feeAsset), -fee as Money),
      yield: moneyOf(money, result),
      tradesInfo: { trades: fills.map((fill) => tradeItem(listed, money, fill)) },
      childOperations: children.map(({ payment }) => ({ instrumentUid: listed.uid, payment })),
    },
    ...children,
  ];
}

function tradeItem({ instrument, lot }: Listed, money: Asset, fill: FillRow): OperationItemTrade {
  return {
    num: String(fill.id),
    date: new Date(fill.at),
    quantity: fill.quantity * lot,
    price: shownPrice(instrument, quotedPrice(instrument, fill.price)),
    yield: moneyOf(money, fill.result),
    yieldRelative: ZERO_QUOTATION,
  };
}

/** Prices of operations are money of one piece, those of futures points (`tinvest.md` 6.3). */
function shownPrice(instrument: Instrument, quoted: Decimal): MoneyValue {
  return moneyValueOf(CURRENCY, instrument.spec.kind === 'future' ? quoted : toCurrency(instrument, quoted));
}

/** The same operation as the older method tells it. */
export function olderOperation(item: Item): Operation {
  const { id, parentOperationId, payment, price, state, quantity, quantityRest, figi, instrumentType, date } = item;
  return {
    id,
    parentOperationId,
    currency: payment?.currency ?? CURRENCY,
    payment,
    price,
    state,
    quantity,
    quantityRest,
    figi,
    instrumentType,
    date,
    type: item.description,
    operationType: item.type,
    trades: (item.tradesInfo?.trades ?? []).map(({ num, date: dateTime, quantity: traded, price: at }) => ({
      tradeId: num,
      dateTime,
      quantity: traded,
      price: at,
    })),
    assetUid: item.assetUid,
    positionUid: item.positionUid,
    instrumentUid: item.instrumentUid,
    childOperations: item.childOperations,
  };
}
