import { type Account, type CoreState, type FeePlan, valuationPrice } from '@outcry/core';
import { OrderIdType } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { type FillRow, findOrder, listFills, MAX_PAGE, type OrderRow } from '../../../readmodel/index.ts';
import { readAccount } from '../accounts.ts';
import type { TInvestCall } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { type CatalogueCode, TInvestError } from '../errors.ts';
import { isUuid } from '../wire/name-uuid.ts';
import type { ShownOrder } from '../wire/orders.ts';

/** What orders need of their account. */
export interface OrderAccount {
  readonly id: number;
  readonly fees: FeePlan;
  readonly margin: boolean;
  readonly sandbox: boolean;
  readonly closed: boolean;
}

/** A copy of what orders need of the account that a request names. Throws TInvestError. */
export function orderAccount(
  { parts }: ServiceDesk,
  call: TInvestCall,
  id: string,
  unknown?: CatalogueCode,
): Promise<OrderAccount> {
  return readAccount(parts, call, id, accountFacts, unknown);
}

/** A copy of what orders need of an account. */
export function accountFacts(_state: CoreState, { id, fees, margin, fillPolicy, closed }: Account): OrderAccount {
  return { id, fees, margin, sandbox: fillPolicy === 'sandbox', closed };
}

/** The order with what its figures are told by; undefined for one that this face does not show. */
export function shownOrder(
  { parts, listing }: ServiceDesk,
  { fees }: OrderAccount,
  row: OrderRow,
): ShownOrder | undefined {
  const listed = listing.byId(row.instrument);
  // what waits for its price is a stop order, not an order
  if (listed === undefined || row.status === 'armed') return undefined;
  const { scale, last } = parts.engine.market(({ instruments, market }) => ({
    scale: instruments.assets[listed.instrument.quote]?.scale ?? 0,
    last: valuationPrice(market, row.instrument) ?? 0,
  }));
  return { row, listed, fees, scale, last };
}

/** How a request names an order. */
export interface OrderName {
  readonly orderId: string;
  readonly orderIdType?: OrderIdType | undefined;
}

/** The order of the account that a request names. Throws TInvestError 30027, 30221, 50005. */
export async function orderNamed(
  desk: ServiceDesk,
  account: OrderAccount,
  { orderId, orderIdType }: OrderName,
): Promise<ShownOrder> {
  if (orderId === '') throw new TInvestError('30027');
  const byKey = orderIdType === OrderIdType.ORDER_ID_TYPE_REQUEST;
  if (byKey && !isUuid(orderId)) throw new TInvestError('30221');
  const id = byKey ? await orderOfKey(desk, account.id, orderId) : exchangeId(orderId);
  const row = id === undefined ? undefined : await findOrder(desk.parts.engine, desk.parts.readModel, id);
  const order = row?.account === account.id ? shownOrder(desk, account, row) : undefined;
  if (order === undefined) throw new TInvestError('50005');
  return order;
}

/** undefined for what cannot be the id of an order. */
function exchangeId(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The order that an account's idempotency key was first used for. */
export function orderOfKey(desk: ServiceDesk, account: number, key: string): Promise<number | undefined> {
  return desk.parts.engine.read((state) => orderOfKeyIn(desk, state, account, key));
}

/** The same in a moment in which the state may be read. */
export function orderOfKeyIn(
  { parts }: ServiceDesk,
  state: CoreState,
  account: number,
  key: string,
): number | undefined {
  const known = state.accounts.keys.find(account, key) ?? parts.readModel.findKey(account, key);
  return known?.kind === 'order' ? known.id : undefined;
}

/** Pages of fills that are told of one order. */
const MAX_FILL_PAGES = 20;

/** Fills of an order, oldest first. The sandbox tells none (`tinvest.md` 12.6). */
export async function fillsOf({ parts }: ServiceDesk, account: OrderAccount, row: OrderRow): Promise<FillRow[]> {
  if (row.filled === 0 || account.sandbox) return [];
  const fills: FillRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_FILL_PAGES; page++) {
    const { rows, next } = await listFills(
      parts.readModel,
      { accounts: [account.id], order: row.id },
      { limit: MAX_PAGE, ...(cursor === undefined ? {} : { cursor }) },
    );
    fills.push(...rows);
    if (next === null) break;
    cursor = next;
  }
  return fills.reverse();
}
