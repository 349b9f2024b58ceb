import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { NativeParts } from '../parts.ts';
import { MarginAnswer, MaxOrderAnswer, marginAnswer, maxOrderAnswer } from '../wire/margin.ts';
import { ACTIONS } from '../wire/orders.ts';
import { DecimalText, oneOf, strict } from '../wire/primitives.ts';
import { type Access, instrumentNamed } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { priceOf } from './orders.ts';

const MaxOrderQuery = strict({
  instrument: Type.String({ minLength: 1, maxLength: 64, description: 'any of its names' }),
  action: oneOf(ACTIONS),
  price: Type.Optional({ ...DecimalText, description: 'limit price; without it: at the market' }),
});

/** What the margin of an account is, and what it could open. */
export function marginRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id/margin',
    right: 'accounts:read',
    tag: 'accounts',
    summary: 'Liquid portfolio and margins of an account, holding by holding',
    params: IdParams,
    answer: MarginAnswer,
    handle: ({ caller, params }) => access.readAccount(caller, params.id, marginAnswer),
  });

  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id/max-order',
    right: 'accounts:read',
    tag: 'accounts',
    summary: 'The largest order that the account could afford now',
    description: 'Limits of the owner, the state of the market and smallest quantities are not looked at.',
    params: IdParams,
    query: MaxOrderQuery,
    answer: MaxOrderAnswer,
    handle: ({ caller, params, query }) => {
      const instrument = instrumentNamed(parts, query.instrument);
      const limit = query.price === undefined ? 0 : priceOf(instrument, 'price', query.price);
      const side = query.action === 'buy' || query.action === 'cover' ? 0 : 1;
      return access.readAccount(caller, params.id, (state, account) =>
        maxOrderAnswer(state, account, instrument, side, limit),
      );
    },
  });
}
