import { applyInstruments } from './apply.ts';
import { checkAssetSpec, checkInstrumentSpec } from './check.ts';
import { listAssets, listInstruments } from './queries.ts';
import type { AssetSpec, InstrumentSpec } from './spec.ts';
import { emptyInstruments, type InstrumentsState } from './state.ts';

/** The state as plain JSON; assets and instruments stand in the order of their ids, which start at 1. */
export interface InstrumentsSnapshot {
  readonly assets: readonly AssetSpec[];
  readonly instruments: readonly {
    readonly spec: InstrumentSpec;
    readonly listedAt: number;
    readonly delistedAt: number | null;
  }[];
}

export function snapshotInstruments(state: InstrumentsState): InstrumentsSnapshot {
  return {
    assets: listAssets(state).map(({ code, name, kind }) => ({ code, name, kind })),
    instruments: listInstruments(state).map(({ id, spec }) => ({
      spec,
      listedAt: state.listedAt[id] ?? 0,
      delistedAt: state.delistedAt.get(id) ?? null,
    })),
  };
}

/** Rebuilds the state. Throws an error that names the damaged place when the value is not such a snapshot. */
export function restoreInstruments(json: unknown): InstrumentsState {
  const { assets, instruments } = (json ?? {}) as Partial<InstrumentsSnapshot>;
  if (!Array.isArray(assets) || !Array.isArray(instruments)) {
    throw new Error('instruments snapshot: assets and instruments must be lists');
  }
  const state = emptyInstruments();
  (assets as readonly AssetSpec[]).forEach((asset, index) => {
    checkAssetSpec(asset);
    applyInstruments(state, { type: 'instruments.assetDefined', at: 0, id: index + 1, asset });
  });
  (instruments as InstrumentsSnapshot['instruments']).forEach((row, index) => {
    const id = index + 1;
    if (!Number.isSafeInteger(row?.listedAt))
      throw new Error(`instruments snapshot: instruments[${index}].listedAt is not a time`);
    checkInstrumentSpec(row.spec);
    applyInstruments(state, { type: 'instruments.listed', at: row.listedAt, id, instrument: row.spec });
    if (row.delistedAt === null) return;
    if (!Number.isSafeInteger(row.delistedAt))
      throw new Error(`instruments snapshot: instruments[${index}].delistedAt is not a time`);
    applyInstruments(state, { type: 'instruments.delisted', at: row.delistedAt, id });
  });
  return state;
}
