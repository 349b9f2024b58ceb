import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import {
  type HistoryRequest,
  LEDGER_KINDS,
  type ListFilter,
  listFills,
  listLedger,
  listOrders,
  ORDER_STATUSES,
  type OrderStatusFilter,
  type Page,
} from '../../../readmodel/index.ts';
import { ApiError } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import { LedgerAnswer, ledgerAnswer } from '../wire/ledger.ts';
import { FillAnswer, fillAnswer, OrderAnswer, orderAnswer } from '../wire/orders.ts';
import { DEFAULT_LIMIT, Id, oneOf, optionalTime, PageQuery, pageOf, strict, TimeRange } from '../wire/primitives.ts';
import { type Access, instrumentNamed } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';

const InstrumentFilter = Type.Optional(
  Type.String({ minLength: 1, maxLength: 64, description: 'any name of an instrument' }),
);

/** Which part of a list is wanted, and in which direction. */
export const HistoryPart = {
  ...TimeRange,
  direction: Type.Optional(oneOf(['asc', 'desc'], '`desc` unless told')),
  ...PageQuery,
};

/** Lists of what has happened: newest first unless told, page by page. */
export function historyRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  const instrumentId = (name: string | undefined): number | undefined =>
    name === undefined ? undefined : instrumentNamed(parts, name).id;

  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id/orders',
    right: 'orders:read',
    tag: 'histories',
    summary: 'Orders of an account, open and finished, newest first unless told',
    params: IdParams,
    query: strict({
      status: Type.Optional(oneOf(ORDER_STATUSES as readonly OrderStatusFilter[], '`open`, `finished` or one status')),
      instrument: InstrumentFilter,
      ...HistoryPart,
    }),
    answer: pageOf(OrderAnswer),
    async handle({ caller, params, query }) {
      await access.checkAccount(caller, params.id);
      const filter = {
        ...filterOf(params.id, query),
        status: query.status,
        instrument: instrumentId(query.instrument),
      };
      const page = await listOrders(parts.engine, parts.readModel, filter, requestOf(query));
      return answerPage(page, (row) => orderAnswer(listed(parts), row));
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id/fills',
    right: 'orders:read',
    tag: 'histories',
    summary: 'Fills of an account, newest first unless told',
    params: IdParams,
    query: strict({ instrument: InstrumentFilter, order: Type.Optional(Id), ...HistoryPart }),
    answer: pageOf(FillAnswer),
    async handle({ caller, params, query }) {
      await access.checkAccount(caller, params.id);
      const filter = { ...filterOf(params.id, query), order: query.order, instrument: instrumentId(query.instrument) };
      const page = await listFills(parts.readModel, filter, requestOf(query));
      return answerPage(page, (row) => fillAnswer(listed(parts), row));
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id/ledger',
    right: 'accounts:read',
    tag: 'histories',
    summary: 'Every change of an account’s balances, newest first unless told',
    params: IdParams,
    query: strict({
      asset: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
      kind: Type.Optional(oneOf(LEDGER_KINDS)),
      instrument: InstrumentFilter,
      ...HistoryPart,
    }),
    answer: pageOf(LedgerAnswer),
    async handle({ caller, params, query }) {
      await access.checkAccount(caller, params.id);
      const { kind } = query;
      const filter = {
        ...filterOf(params.id, query),
        asset: assetId(parts, query.asset),
        instrument: instrumentId(query.instrument),
        kinds: kind === undefined ? undefined : [kind],
      };
      const page = await listLedger(parts.readModel, filter, requestOf(query));
      return answerPage(page, (row) => ledgerAnswer(listed(parts), row));
    },
  });
}

interface HistoryQuery {
  readonly from?: string;
  readonly to?: string;
  readonly direction?: 'asc' | 'desc';
  readonly limit?: number;
  readonly cursor?: string;
}

function filterOf(account: number, { from, to }: HistoryQuery): ListFilter {
  return { accounts: [account], from: optionalTime('from', from), to: optionalTime('to', to) };
}

function requestOf({ limit = DEFAULT_LIMIT, direction, cursor }: HistoryQuery): HistoryRequest {
  return { limit, direction, cursor };
}

function answerPage<Row, Answer>(
  page: Page<Row>,
  answer: (row: Row) => Answer,
): { items: Answer[]; next: string | null } {
  return { items: page.rows.map(answer), next: page.next };
}

/** The asset with this code. Throws ApiError naming the field. */
export function assetId(parts: NativeParts, code: string | undefined, field = 'asset'): number | undefined {
  if (code === undefined) return undefined;
  const asset = listed(parts).assetByCode.get(code);
  if (asset === undefined) throw new ApiError('unknown_asset', `there is no asset ${code}`, field);
  return asset.id;
}
