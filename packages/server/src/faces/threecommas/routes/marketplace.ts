import { Fault } from '../errors.ts';
import { ITEM_ORDERS, itemEntity, itemsBy } from '../marketplace/items.ts';
import { PRESETS, presetsPage } from '../marketplace/presets.ts';
import { SIGNAL_ORDERS, signalEntity, signalsBy } from '../marketplace/signal-list.ts';
import { integer, oneOf, optional, text, withDefault } from '../parameters.ts';
import { type Route, route } from '../route.ts';

const PAGE = {
  limit: withDefault(integer({ least: 1, most: 1_000, clamp: true }), 50),
  offset: withDefault(integer({ most: 1_000_000 }), 0),
  locale: optional(text({ max: 16 })),
};

const OPEN = { method: 'GET', weight: 1 } as const;

/** Sources of signals and what they have told, for everybody; and own bots as presets. */
export const MARKETPLACE_ROUTES: readonly Route[] = [
  route({
    ...OPEN,
    security: 'none',
    path: '/ver1/marketplace/items',
    parameters: {
      ...PAGE,
      scope: withDefault(oneOf(['all', 'paid', 'free']), 'all'),
      order: withDefault(oneOf(ITEM_ORDERS), 'newest'),
    },
    summary: 'Sources of signals that bots can follow; all are free',
    async handle({ desk, given: { scope, order, offset, limit } }) {
      if (scope === 'paid') return [];
      const items = await desk.parts.engine.read((state) => itemsBy(order, state));
      return items.slice(offset, offset + limit).map(itemEntity);
    },
  }),
  route({
    ...OPEN,
    security: 'none',
    path: '/ver1/marketplace/:item_id/signals',
    parameters: {
      item_id: integer({ least: 1 }),
      ...PAGE,
      order: withDefault(oneOf(SIGNAL_ORDERS), 'date'),
      order_direction: withDefault(oneOf(['asc', 'desc']), 'desc'),
    },
    summary: 'What a source has told of coins, newest first',
    async handle({ desk, given: { item_id: id, order, order_direction: direction, offset, limit } }) {
      const signals = await desk.marketplace.of(id);
      if (signals === undefined) throw new Fault('notFound');
      return signalsBy(signals, order, direction)
        .slice(offset, offset + limit)
        .map(signalEntity);
    },
  }),
  route({
    ...OPEN,
    security: 'signed',
    permission: 'BOTS_READ',
    path: '/ver1/marketplace/presets',
    parameters: PRESETS,
    summary: 'Own bots as presets: copy_and_create takes their secret',
    handle: presetsPage,
  }),
];
