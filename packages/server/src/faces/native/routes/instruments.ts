import { type Instrument, listAssets, listInstruments } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { invalid } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import { AssetAnswer, assetAnswer, INSTRUMENT_KINDS, InstrumentAnswer, instrumentAnswer } from '../wire/instruments.ts';
import { DEFAULT_LIMIT, oneOf, PageQuery, pageOf, strict } from '../wire/primitives.ts';
import { instrumentNamed } from './access.ts';
import { addRoute } from './add-route.ts';

export const NameParams = Type.Object({
  name: Type.String({ description: 'any name: symbol, ticker, FIGI, uid, alias' }),
});

export function instrumentRoutes(app: FastifyInstance, parts: NativeParts): void {
  addRoute(app, {
    method: 'GET',
    url: '/instruments',
    right: 'market:read',
    tag: 'instruments',
    summary: 'Instruments in the order of listing',
    query: strict({
      text: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'part of a symbol, name or title' })),
      kind: Type.Optional(oneOf(INSTRUMENT_KINDS)),
      ...PageQuery,
    }),
    answer: pageOf(InstrumentAnswer),
    handle({ query }) {
      const { text, kind, limit = DEFAULT_LIMIT, cursor } = query;
      const state = listed(parts);
      const after = afterFrom(cursor);
      const found = listInstruments(state).filter(
        (each) =>
          each.id > after &&
          (kind === undefined || each.spec.kind === kind) &&
          (text === undefined || contains(each, text)),
      );
      const items = found.slice(0, limit);
      const last = items[items.length - 1];
      return {
        items: items.map((each) => instrumentAnswer(state, each)),
        next: found.length > limit && last !== undefined ? String(last.id) : null,
      };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/instruments/:name',
    right: 'market:read',
    tag: 'instruments',
    summary: 'One instrument by any of its names',
    params: NameParams,
    answer: InstrumentAnswer,
    handle: ({ params }) => instrumentAnswer(listed(parts), instrumentNamed(parts, params.name, 'name')),
  });

  addRoute(app, {
    method: 'GET',
    url: '/assets',
    right: 'market:read',
    tag: 'instruments',
    summary: 'Everything an account can hold',
    answer: Type.Object({ items: Type.Array(AssetAnswer) }),
    handle: () => ({ items: listAssets(listed(parts)).map(assetAnswer) }),
  });
}

/** Lists in the order of ids continue after the last id of the page before. Throws ApiError. */
export function afterFrom(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,15}$/.test(cursor))
    throw invalid('cursor', 'cursor: not a cursor of this list; give `next` of the page before, unchanged');
  return Number(cursor);
}

function contains({ symbol, spec }: Instrument, text: string): boolean {
  const sought = text.toLowerCase();
  const { ids, title, titleRu } = spec;
  const names = [symbol, title, titleRu, ids.ticker, ids.figi, ids.uid, ids.isin, ids.smartcom, ...(ids.aliases ?? [])];
  return names.some((name) => name?.toLowerCase().includes(sought));
}
