import type { InstrumentsEvent } from './events.ts';
import type { Instrument } from './instrument.ts';
import { exactNamesOf, sharedNamesOf } from './names.ts';
import { resolveAsset, resolveInstrument } from './resolve.ts';
import { type InstrumentsState, pairKey } from './state.ts';

/** Folds one event into the state. Live and replay take the same way. */
export function applyInstruments(state: InstrumentsState, event: InstrumentsEvent): void {
  switch (event.type) {
    case 'instruments.assetDefined': {
      const asset = resolveAsset(event.id, event.asset);
      state.assets[event.id] = asset;
      state.assetByCode.set(asset.code, asset);
      return;
    }
    case 'instruments.listed': {
      const instrument = resolveInstrument(event.id, event.instrument, state);
      state.instruments[event.id] = instrument;
      state.bySymbol.set(instrument.symbol, instrument);
      state.listedAt[event.id] = event.at;
      if (instrument.expiresAt > 0) state.expiring.add(event.id);
      for (const { name } of exactNamesOf(event.instrument)) state.exactNames.set(name, instrument);
      for (const name of sharedNamesOf(event.instrument)) append(state.sharedNames, name, instrument);
      if (instrument.pairBase !== 0) append(state.pairs, pairKey(instrument.pairBase, instrument.quote), instrument);
      return;
    }
    case 'instruments.delisted':
      state.delistedAt.set(event.id, event.at);
      state.expiring.delete(event.id);
      return;
  }
}

function append(index: Map<string, Instrument[]>, key: string, instrument: Instrument): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [instrument]);
  else known.push(instrument);
}
