import { type CoreEvent, defineEvent } from '../events/index.ts';
import type { AssetSpec, InstrumentSpec } from './spec.ts';

/** Something accounts can hold became known. */
export interface AssetDefined extends CoreEvent {
  readonly type: 'instruments.assetDefined';
  readonly id: number;
  readonly asset: AssetSpec;
}

/** An instrument became known and, unless its spec says otherwise, tradable. Its spec never changes afterwards. */
export interface InstrumentListed extends CoreEvent {
  readonly type: 'instruments.listed';
  readonly id: number;
  readonly instrument: InstrumentSpec;
}

/** Trading of the instrument has ended for good (an expired future). It stays known. */
export interface InstrumentDelisted extends CoreEvent {
  readonly type: 'instruments.delisted';
  readonly id: number;
}

export type InstrumentsEvent = AssetDefined | InstrumentListed | InstrumentDelisted;

export const INSTRUMENTS_EVENTS = [
  defineEvent<AssetDefined>('instruments.assetDefined', 1, 1, [
    ['id', 'integer'],
    ['asset', 'json'],
  ]),
  defineEvent<InstrumentListed>('instruments.listed', 2, 1, [
    ['id', 'integer'],
    ['instrument', 'json'],
  ]),
  defineEvent<InstrumentDelisted>('instruments.delisted', 3, 1, [['id', 'integer']]),
];
