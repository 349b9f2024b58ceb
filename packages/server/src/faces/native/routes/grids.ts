import { isRejection, MAX_GRID_NOTE, planGrid } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import {
  GRID_ORDERS,
  type GridRow,
  listGridEvents,
  listGridOrders,
  listGridProfits,
  listGrids,
} from '../../../readmodel/index.ts';
import { refusal } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import { GridEventAnswer, GridOrderAnswer, gridEventAnswer, gridOrderAnswer } from '../wire/grid-events.ts';
import { belowGridSettings, NewGridSettings, newGridSettings } from '../wire/grid-settings.ts';
import {
  GridAnswer,
  GridPlanAnswer,
  GridProfitAnswer,
  GridWithLinesAnswer,
  gridAnswer,
  gridPlanAnswer,
  gridProfitAnswer,
  gridWithLinesAnswer,
} from '../wire/grids.ts';
import {
  DEFAULT_LIMIT,
  Id,
  nullable,
  oneOf,
  optionalTime,
  PageQuery,
  pageOf,
  strict,
  TimeRange,
} from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { gridSteeringRoutes } from './grid-steering.ts';
import { legHistoryRoutes } from './leg-histories.ts';
import { submit } from './submit.ts';

/** Grid bots: planning and making them, looking at them, steering them. */
export function gridRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  const answer = (row: GridRow): GridWithLinesAnswer => gridWithLinesAnswer(listed(parts), row);
  const reading = { right: 'bots:read', tag: 'grid-bots' } as const;

  addRoute(app, {
    ...reading,
    method: 'GET',
    url: '/grid-bots',
    summary: 'Own grid bots without their lines, newest first unless told',
    query: strict({
      account: Type.Optional(Id),
      enabled: Type.Optional(oneOf(['true', 'false'])),
      order: Type.Optional(oneOf(GRID_ORDERS, '`profit`: in the profit currency of each')),
      direction: Type.Optional(oneOf(['asc', 'desc'], '`desc` unless told')),
      ...PageQuery,
    }),
    answer: pageOf(GridAnswer),
    async handle({ caller, query }) {
      const accounts = await access.listedAccounts(caller, query.account);
      const { enabled, account: _, limit = DEFAULT_LIMIT, ...request } = query;
      const filter = { accounts, enabled: enabled === undefined ? undefined : enabled === 'true' };
      const { rows, next } = await listGrids(parts.engine, filter, { ...request, limit });
      return { items: rows.map((row) => gridAnswer(listed(parts), row)), next };
    },
  });

  addRoute(app, {
    ...reading,
    method: 'POST',
    url: '/grid-bots/plan',
    summary: 'What a grid bot with these settings would do now',
    description:
      'Changes nothing: lines with amounts, the money that is needed, and what a cycle of each line brings after fees.',
    body: strict({ account: Id, settings: NewGridSettings }),
    answer: GridPlanAnswer,
    async handle({ caller, body }) {
      const settings = newGridSettings(listed(parts), body.settings);
      return access
        .readAccount(caller, body.account, (state, { id }) => {
          const plan = planGrid(state, id, settings);
          if (isRejection(plan)) throw refusal(plan);
          return gridPlanAnswer(state.instruments, plan);
        })
        .catch(belowGridSettings);
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/grid-bots',
    right: 'bots:write',
    tag: 'grid-bots',
    summary: 'Make a grid bot',
    description: 'It is disabled at first. Prices and amounts are decimal text.',
    body: strict({
      account: Id,
      settings: NewGridSettings,
      note: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: MAX_GRID_NOTE }))),
    }),
    answer: GridWithLinesAnswer,
    creates: true,
    async handle({ caller, body, reply }) {
      const { account, note = null } = body;
      await access.checkAccount(caller, account);
      const settings = newGridSettings(listed(parts), body.settings);
      const command = { type: 'grid.create', account, settings, note } as const;
      const { id } = await submit(parts, command, reply).catch(belowGridSettings);
      reply.code(201);
      return answer(await access.grid(caller, id));
    },
  });

  addRoute(app, {
    ...reading,
    method: 'GET',
    url: '/grid-bots/:id',
    summary: 'A grid bot with its lines and what it has brought',
    params: IdParams,
    answer: GridWithLinesAnswer,
    handle: async ({ caller, params }) => answer(await access.grid(caller, params.id)),
  });

  addRoute(app, {
    ...reading,
    method: 'GET',
    url: '/grid-bots/:id/profits',
    summary: 'Profits of the cycles of a grid bot, newest first',
    params: IdParams,
    query: strict({ ...TimeRange, ...PageQuery }),
    answer: pageOf(GridProfitAnswer),
    async handle({ caller, params, query: { limit = DEFAULT_LIMIT, cursor, from, to } }) {
      const { record } = await access.grid(caller, params.id);
      const range = { from: optionalTime('from', from), to: optionalTime('to', to) };
      const { rows, next } = await listGridProfits(parts.readModel, params.id, range, { limit, cursor });
      return { items: rows.map((row) => gridProfitAnswer(listed(parts), record.settings.instrument, row)), next };
    },
  });

  legHistoryRoutes(app, {
    url: '/grid-bots',
    right: 'bots:read',
    tag: 'grid-bots',
    name: 'grid bot',
    find: (caller, id) => access.grid(caller, id),
    timeline: {
      answer: GridEventAnswer,
      list: (id, request) => listGridEvents(parts.readModel, id, request),
      show: ({ record }, row) => gridEventAnswer(listed(parts), record.settings.instrument, row),
    },
    orders: {
      answer: GridOrderAnswer,
      list: (id, request) => listGridOrders(parts.engine, parts.readModel, id, request),
      show: (_, row) => gridOrderAnswer(listed(parts), row),
    },
  });

  gridSteeringRoutes(app, parts, access, answer);
}
