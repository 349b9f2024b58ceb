import { type InstrumentsState, moneyToText } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { LEDGER_KINDS, type LedgerRow } from '../../../readmodel/index.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import { DecimalText, Id, nullable, oneOf, TimeText, timeToText } from './primitives.ts';

export const LedgerAnswer = Type.Object({
  seq: Type.Integer({ description: 'the turn; `entry` counts within it' }),
  entry: Type.Integer(),
  at: TimeText,
  asset: Type.String(),
  amount: Type.String({ description: 'signed' }),
  kind: oneOf(LEDGER_KINDS),
  instrument: nullable(Type.String()),
  order: nullable(Id),
  fill: nullable(Id),
  transfer: nullable(Id),
  key: nullable(Type.String()),
});
export type LedgerAnswer = Static<typeof LedgerAnswer>;

export function ledgerAnswer(state: InstrumentsState, row: LedgerRow): LedgerAnswer {
  const asset = assetOf(state, row.asset);
  return {
    seq: row.seq,
    entry: row.entry,
    at: timeToText(row.at),
    asset: asset.code,
    amount: moneyToText(asset, row.amount),
    kind: row.kind,
    instrument: row.instrument === null ? null : instrumentOf(state, row.instrument).symbol,
    order: row.order,
    fill: row.fill,
    transfer: row.transfer,
    key: row.key,
  };
}

/** A deposit or withdrawal that was carried out, now or when its key was first used. */
export const TransferAnswer = Type.Object({
  id: Id,
  account: Id,
  repeated: Type.Boolean({ description: 'the key was known: nothing was moved again' }),
  asset: Type.String(),
  total: DecimalText,
  available: DecimalText,
});
export type TransferAnswer = Static<typeof TransferAnswer>;
