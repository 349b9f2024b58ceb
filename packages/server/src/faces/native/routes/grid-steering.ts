import { type GridCommand, MAX_GRID_NOTE } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import type { GridRow } from '../../../readmodel/index.ts';
import type { NativeParts } from '../parts.ts';
import { belowGridSettings, GridSettingsChanges } from '../wire/grid-settings.ts';
import { GridWithLinesAnswer } from '../wire/grids.ts';
import { Id, strict } from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { noteBody } from './steer.ts';
import { submit } from './submit.ts';

type OfBot = Extract<GridCommand, { readonly bot: number }>;

/** Steering grid bots. */
export function gridSteeringRoutes(
  app: FastifyInstance,
  parts: NativeParts,
  access: Access,
  answer: (row: GridRow) => GridWithLinesAnswer,
): void {
  const common = { right: 'bots:write', tag: 'grid-bots', params: IdParams, answer: GridWithLinesAnswer } as const;
  const change = async (caller: Caller, command: OfBot, reply: FastifyReply): Promise<GridWithLinesAnswer> => {
    await access.grid(caller, command.bot);
    await submit(parts, command, reply).catch(belowGridSettings);
    return answer(await access.grid(caller, command.bot));
  };

  addRoute(app, {
    ...common,
    method: 'PATCH',
    url: '/grid-bots/:id',
    summary: 'Change settings of a grid bot',
    description:
      'What is left out stays; the pair stays for good. With other lines, amounts or currencies a running bot takes its orders back and begins anew with the coins it has.',
    body: strict({ settings: GridSettingsChanges }),
    handle: ({ caller, params: { id }, body, reply }) =>
      change(caller, { type: 'grid.edit', bot: id, changes: body.settings }, reply),
  });

  addRoute(app, {
    ...common,
    method: 'PUT',
    url: '/grid-bots/:id/note',
    summary: 'Write a note on a grid bot',
    body: noteBody(MAX_GRID_NOTE),
    handle: ({ caller, params: { id }, body, reply }) =>
      change(caller, { type: 'grid.note', bot: id, note: body.note }, reply),
  });

  addRoute(app, {
    ...common,
    method: 'POST',
    url: '/grid-bots/:id/enable',
    summary: 'Begin: buy the coins for the lines above the price and put an order on every line',
    handle: ({ caller, params: { id }, reply }) => change(caller, { type: 'grid.enable', bot: id }, reply),
  });

  addRoute(app, {
    ...common,
    method: 'POST',
    url: '/grid-bots/:id/disable',
    summary: 'Take all orders back and end the run',
    body: strict({
      sell: Type.Optional(Type.Boolean({ description: 'its coins are sold at the market; false unless told' })),
    }),
    mayBeEmpty: true,
    handle: ({ caller, params: { id }, body: { sell = false }, reply }) =>
      change(caller, { type: 'grid.disable', bot: id, sell }, reply),
  });

  addRoute(app, {
    ...common,
    method: 'DELETE',
    url: '/grid-bots/:id',
    summary: 'Delete a disabled grid bot',
    description: 'Its orders stay in the histories of the account.',
    answer: Type.Object({ deleted: Id }),
    async handle({ caller, params: { id }, reply }) {
      await access.grid(caller, id);
      await submit(parts, { type: 'grid.delete', bot: id }, reply);
      return { deleted: id };
    },
  });
}
