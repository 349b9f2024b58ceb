import { isRejection, previewOwnOrder } from '@outcry/core';
import type { FastifyInstance } from 'fastify';
import { refusal } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { OrderBody } from '../wire/orders.ts';
import { PreviewAnswer, previewAnswer } from '../wire/preview.ts';
import { type Access, instrumentNamed } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { placeCommand } from './orders.ts';

/** What an order would cost, before it is sent. */
export function previewRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  addRoute(app, {
    method: 'POST',
    url: '/accounts/:id/orders/preview',
    right: 'orders:read',
    tag: 'orders',
    summary: 'What an order would cost now',
    description:
      'Takes the same body as placing and changes nothing: value, fee, margin and what would be set aside at the prices of this moment, or the refusal that placing would meet. `key` and `comment` have no effect.',
    params: IdParams,
    body: OrderBody,
    answer: PreviewAnswer,
    async handle({ caller, params, body }) {
      const command = placeCommand(params.id, instrumentNamed(parts, body.instrument), body);
      return access.readAccount(caller, params.id, (state) => {
        const preview = previewOwnOrder(state, command, parts.engine.now);
        if (isRejection(preview)) throw refusal(preview);
        return previewAnswer(state, preview);
      });
    },
  });
}
