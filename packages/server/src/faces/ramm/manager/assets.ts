import type { Asset, Instrument } from '@outcry/core';
import { Fault } from '../errors.ts';
import { flag, id, integer, optional, text } from '../fields.ts';
import { type Method, managerMethod, managerSearch } from '../method.ts';
import { is, someHold } from '../search/conditions.ts';
import { type Columns, pageOf, rowOf } from '../search/live.ts';
import { look, type SeenWorld } from '../views/world.ts';

/** ISO 4217 numbers of currencies; other assets are counted from 10 000 on, beyond all of these. */
const ISO_NUMBERS: Readonly<Record<string, number>> = {
  usd: 840,
  eur: 978,
  gbp: 826,
  jpy: 392,
  chf: 756,
  aud: 36,
  cad: 124,
  rub: 643,
};
const BEYOND_ISO = 10_000;

/** 0 currency, 1 metal, 2 share, 3 cryptocurrency. */
const TYPES = { fiat: 0, security: 2, crypto: 3 } as const;

/** Digits with which amounts are shown. */
const PRECISION = { fiat: 2, security: 0, crypto: 8 } as const;

const ASSET_COLUMNS: Columns<Asset> = {
  ID: assetId,
  Type: ({ kind }) => TYPES[kind],
  Name: ({ code }) => code.toUpperCase(),
  Precision: ({ kind }) => PRECISION[kind],
};

/** A pair that can be copied, and what it is made of. */
interface SymbolView {
  readonly instrument: Instrument;
  readonly base: Asset | undefined;
  readonly quote: Asset | undefined;
}

const SYMBOL_COLUMNS: Columns<SymbolView> = {
  ID: ({ instrument }) => instrument.id,
  IDAssetBase: ({ base }) => base && assetId(base),
  AssetBaseName: ({ base }) => base?.code.toUpperCase(),
  IDAssetQuote: ({ quote }) => quote && assetId(quote),
  AssetQuoteName: ({ quote }) => quote?.code.toUpperCase(),
  Name: ({ instrument }) => instrument.symbol,
  FullName: ({ instrument }) => instrument.spec.title,
  Enabled: ({ instrument }) => instrument.tradable,
};

/** What is traded, and where it is executed (`ramm.md` 4.15). */
export const ASSETS_METHODS: readonly Method[] = [
  managerSearch({
    name: 'assets.search',
    entities: 'Assets',
    filter: { Type: optional(integer({ most: 3 })), Name: optional(text()) },
    sort: Object.keys(ASSET_COLUMNS),
    find: ({ parts, search }) =>
      look(parts, (world) => {
        const { Type, Name } = search.filter;
        const fitting = assetsIn(world).filter(
          (asset) => is<number>(TYPES[asset.kind], Type) && someHold([asset.code], Name),
        );
        const { rows, total } = pageOf(fitting, search, ASSET_COLUMNS, assetId);
        return { rows: rows.map((asset) => rowOf(ASSET_COLUMNS, asset)), total };
      }),
  }),
  managerMethod({
    name: 'assets.get',
    right: 'own',
    fields: { ID: id() },
    handle: ({ parts, given }) =>
      look(parts, (world) => {
        const found = assetsIn(world).find((asset) => assetId(asset) === given.ID);
        if (found === undefined) throw Fault.unknown('ID', 'asset');
        return rowOf(ASSET_COLUMNS, found);
      }),
  }),
  managerSearch({
    name: 'symbols.search',
    aliases: ['symbol.search'],
    entities: 'Symbols',
    filter: { Name: optional(text()), Enabled: optional(flag()) },
    sort: Object.keys(SYMBOL_COLUMNS),
    find: ({ parts, search }) =>
      look(parts, (world) => {
        const { Name, Enabled } = search.filter;
        const fitting = symbolsIn(world).filter(
          ({ instrument }) => someHold([instrument.symbol], Name) && is(instrument.tradable, Enabled),
        );
        const { rows, total } = pageOf(fitting, search, SYMBOL_COLUMNS, ({ instrument }) => instrument.id);
        return { rows: rows.map((view) => rowOf(SYMBOL_COLUMNS, view)), total };
      }),
  }),
  managerMethod({
    name: 'symbols.get',
    aliases: ['symbol.get'],
    right: 'own',
    fields: { ID: id() },
    handle: ({ parts, given }) =>
      look(parts, (world) => {
        const found = symbolsIn(world).find(({ instrument }) => instrument.id === given.ID);
        if (found === undefined) throw Fault.unknown('ID', 'symbol');
        return rowOf(SYMBOL_COLUMNS, found);
      }),
  }),
  managerMethod({
    name: 'streams.get',
    right: 'own',
    fields: {},
    handle: ({ parts, company }) =>
      look(parts, (world) => world.streamsOf(company.id).map(({ id, name }) => ({ IDStream: id, Name: name }))),
  }),
];

function assetId({ code, id: own }: Asset): number {
  return ISO_NUMBERS[code] ?? BEYOND_ISO + own;
}

function assetsIn({ state }: SeenWorld): Asset[] {
  return state.instruments.assets.filter((asset): asset is Asset => asset !== undefined);
}

/** Contracts for difference that are counted in lots. */
function symbolsIn({ state }: SeenWorld): SymbolView[] {
  const { instruments, assets } = state.instruments;
  return instruments.flatMap((instrument) =>
    instrument === undefined || instrument.settlement !== 'cfd' || instrument.spec.contractSize === undefined
      ? []
      : [{ instrument, base: assets[instrument.pairBase], quote: assets[instrument.quote] }],
  );
}
