import {
  type Asset,
  formatScaled,
  type Instrument,
  type InstrumentsState,
  isTradable,
  moneyToText,
  priceToText,
  quantityToText,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { DecimalText, Id, momentToText, nullable, oneOf, TimeText, timeToText } from './primitives.ts';

export const INSTRUMENT_KINDS = ['share', 'etf', 'bond', 'future', 'crypto', 'currency'] as const;

export const AssetAnswer = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  kind: oneOf(['fiat', 'crypto', 'security']),
  decimals: Type.Integer({ description: 'decimals of the smallest amount' }),
});
export type AssetAnswer = Static<typeof AssetAnswer>;

export function assetAnswer({ id, code, name, kind, scale }: Asset): AssetAnswer {
  return { id, code, name, kind, decimals: scale };
}

export const InstrumentAnswer = Type.Object({
  id: Id,
  symbol: Type.String({ description: 'the name by which Outcry calls it' }),
  kind: oneOf(INSTRUMENT_KINDS),
  settlement: oneOf(['spot', 'futures', 'cfd']),
  title: Type.String(),
  titleRu: nullable(Type.String()),
  base: nullable(Type.String({ description: 'asset that a fill delivers' })),
  quote: Type.String({ description: 'asset in which prices are meant' }),
  priceStep: DecimalText,
  quantityStep: Type.String({ description: 'smallest quantity in pieces; for exchange lots: the lot' }),
  minQuantity: DecimalText,
  maxQuantity: DecimalText,
  minNotional: DecimalText,
  multiplier: Type.String({ description: 'money of one piece at a price of 1' }),
  contractSize: nullable(DecimalText),
  calendar: oneOf(['moscow', 'utc']),
  marginLong: Type.String({ description: 'share of the value, "0.25"' }),
  marginShort: DecimalText,
  initialMargin: nullable(DecimalText),
  shortable: Type.Boolean(),
  tradable: Type.Boolean(),
  listedAt: TimeText,
  expiresAt: nullable(TimeText),
  delistedAt: nullable(TimeText),
  ids: Type.Object({
    ticker: Type.String(),
    classCode: Type.String(),
    figi: nullable(Type.String()),
    uid: nullable(Type.String()),
    isin: nullable(Type.String()),
    aliases: Type.Array(Type.String()),
  }),
  future: nullable(
    Type.Object({
      basicAsset: Type.String(),
      basicInstrument: nullable(Type.String()),
      delivery: oneOf(['physical', 'cash']),
      lastTradeDate: Type.String(),
      expirationDate: Type.String(),
    }),
  ),
  bond: nullable(
    Type.Object({
      nominal: DecimalText,
      couponPercent: nullable(DecimalText),
      maturityDate: nullable(Type.String()),
    }),
  ),
});
export type InstrumentAnswer = Static<typeof InstrumentAnswer>;

const RATE_DECIMALS = 6;

export function instrumentAnswer(state: InstrumentsState, instrument: Instrument): InstrumentAnswer {
  const { spec } = instrument;
  const quote = assetOf(state, instrument.quote);
  return {
    id: instrument.id,
    symbol: instrument.symbol,
    kind: spec.kind,
    settlement: instrument.settlement,
    title: spec.title,
    titleRu: spec.titleRu ?? null,
    base: instrument.base === 0 ? null : assetOf(state, instrument.base).code,
    quote: quote.code,
    priceStep: priceToText(instrument, 1 as never),
    quantityStep: quantityToText(instrument, 1 as never),
    minQuantity: quantityToText(instrument, instrument.minQuantity),
    maxQuantity: quantityToText(instrument, instrument.maxQuantity),
    minNotional: moneyToText(quote, instrument.minNotional),
    multiplier: spec.multiplier ?? '1',
    contractSize: spec.contractSize ?? null,
    calendar: spec.calendar,
    marginLong: rateToText(instrument.marginLong),
    marginShort: rateToText(instrument.marginShort),
    initialMargin: instrument.settlement === 'futures' ? moneyToText(quote, instrument.initialMargin) : null,
    shortable: instrument.shortable,
    tradable: isTradable(state, instrument),
    listedAt: timeToText(state.listedAt[instrument.id] ?? 0),
    expiresAt: momentToText(instrument.expiresAt),
    delistedAt: momentToText(state.delistedAt.get(instrument.id) ?? 0),
    ids: idsAnswer(instrument),
    future: futureAnswer(instrument),
    bond: bondAnswer(instrument),
  };
}

function idsAnswer({ spec: { ids } }: Instrument): InstrumentAnswer['ids'] {
  return {
    ticker: ids.ticker,
    classCode: ids.classCode,
    figi: ids.figi ?? null,
    uid: ids.uid ?? null,
    isin: ids.isin ?? null,
    aliases: [...(ids.aliases ?? [])],
  };
}

function futureAnswer({ spec: { future } }: Instrument): InstrumentAnswer['future'] {
  if (future === undefined) return null;
  const { basicAsset, basicInstrument, delivery, lastTradeDate, expirationDate } = future;
  return { basicAsset, basicInstrument: basicInstrument ?? null, delivery, lastTradeDate, expirationDate };
}

function bondAnswer({ spec: { bond } }: Instrument): InstrumentAnswer['bond'] {
  if (bond === undefined) return null;
  return { nominal: bond.nominal, couponPercent: bond.couponPercent ?? null, maturityDate: bond.maturityDate ?? null };
}

/** A rate in millionths as a share: 250 000 is "0.25". */
export function rateToText(millionths: number): string {
  return formatScaled(BigInt(millionths), RATE_DECIMALS);
}

/** The asset with this id; throws when a record names one that does not exist. */
export function assetOf(state: InstrumentsState, id: number): Asset {
  const asset = state.assets[id];
  if (asset === undefined) throw new Error(`no asset ${id}`);
  return asset;
}

/** The instrument with this id; throws when a record names one that does not exist. */
export function instrumentOf(state: InstrumentsState, id: number): Instrument {
  const instrument = state.instruments[id];
  if (instrument === undefined) throw new Error(`no instrument ${id}`);
  return instrument;
}
