import type { TSchema } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Caller, Right } from '../../../identity/index.ts';
import type { Page, PageRequest } from '../../../readmodel/index.ts';
import { DEFAULT_LIMIT, PageQuery, pageOf, strict } from '../wire/primitives.ts';
import { IdParams } from './accounts.ts';
import { addRoute, type RouteTag } from './add-route.ts';

/** What a page of a history holds, and how its rows are answered. */
interface History<Owner, Row> {
  readonly answer: TSchema;
  readonly list: (id: number, request: PageRequest) => Promise<Page<Row>>;
  readonly show: (owner: Owner, row: Row) => unknown;
}

/** Whose timeline and orders these are. */
export interface LegOwnerRoutes<Owner, EventRow, OrderRow> {
  /** `/deals`, say. */
  readonly url: string;
  readonly right: Right;
  readonly tag: RouteTag;
  readonly name: string;
  /** Throws ApiError unless it is the caller's. */
  readonly find: (caller: Caller, id: number) => Promise<Owner>;
  readonly timeline: History<Owner, EventRow>;
  readonly orders: History<Owner, OrderRow>;
}

/** What has happened to a deal or a trade, and which orders it has placed. */
export function legHistoryRoutes<Owner, EventRow, OrderRow>(
  app: FastifyInstance,
  { url, right, tag, name, find, timeline, orders }: LegOwnerRoutes<Owner, EventRow, OrderRow>,
): void {
  const route = <Row>(path: string, summary: string, { answer, list, show }: History<Owner, Row>): void =>
    addRoute(app, {
      method: 'GET',
      url: `${url}/:id/${path}`,
      right,
      tag,
      summary,
      params: IdParams,
      query: strict(PageQuery),
      answer: pageOf(answer),
      async handle({ caller, params: { id }, query: { limit = DEFAULT_LIMIT, cursor } }) {
        const owner = await find(caller, id);
        const { rows, next } = await list(id, { limit, cursor });
        return { items: rows.map((row) => show(owner, row)), next };
      },
    });
  route('timeline', `What has happened to a ${name}, oldest first`, timeline);
  route('orders', `Orders of a ${name}, open and finished, newest first`, orders);
}
