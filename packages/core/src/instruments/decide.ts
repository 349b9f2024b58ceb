import type { Rejection } from '../rejections.ts';
import { reject } from '../turn.ts';
import { checkAssetSpec, checkInstrumentSpec } from './check.ts';
import type { InstrumentsCommand } from './commands.ts';
import type { InstrumentsEvent } from './events.ts';
import { exactNamesOf } from './names.ts';
import { resolveInstrument } from './resolve.ts';
import type { AssetSpec, InstrumentSpec } from './spec.ts';
import { InstrumentSpecError } from './spec-error.ts';
import type { InstrumentsState } from './state.ts';

/** How many assets and instruments one core knows at most. */
export const MAX_ASSETS = 10_000;
export const MAX_INSTRUMENTS = 100_000;

/** The events that carry out the command at market time `at` (none when nothing changes), or why it is refused. */
export function decideInstruments(
  state: InstrumentsState,
  command: InstrumentsCommand,
  at: number,
): InstrumentsEvent[] | Rejection {
  switch (command.type) {
    case 'instruments.defineAsset':
      return checked('asset', () => defineAsset(state, command.asset, at));
    case 'instruments.list':
      return checked('instrument', () => listInstrument(state, command.instrument, at));
    case 'instruments.delist':
      return delistInstrument(state, command.symbol, at);
    default:
      return reject('unknown_command', 'type', `no command ${(command as { type: string }).type}`);
  }
}

/** Runs a decision; a bad spec becomes a rejection that names the field as the command spells it. */
function checked(part: string, decision: () => InstrumentsEvent[] | Rejection): InstrumentsEvent[] | Rejection {
  try {
    return decision();
  } catch (error) {
    if (!(error instanceof InstrumentSpecError)) throw error;
    return reject('invalid_value', error.field === 'spec' ? part : `${part}.${error.field}`, error.message);
  }
}

function defineAsset(state: InstrumentsState, asset: AssetSpec, at: number): InstrumentsEvent[] | Rejection {
  checkAssetSpec(asset);
  const known = state.assetByCode.get(asset.code);
  if (known !== undefined) {
    if (known.name === asset.name && known.kind === asset.kind) return [];
    return reject('already_exists', 'asset.code', `asset ${asset.code} is known as ${known.kind} ${known.name}`);
  }
  const id = state.assets.length;
  if (id > MAX_ASSETS) return reject('too_many', 'asset', `${MAX_ASSETS} assets are known already`);
  return [{ type: 'instruments.assetDefined', at, id, asset }];
}

function listInstrument(
  state: InstrumentsState,
  instrument: InstrumentSpec,
  at: number,
): InstrumentsEvent[] | Rejection {
  checkInstrumentSpec(instrument);
  const known = state.bySymbol.get(instrument.symbol);
  if (known !== undefined) {
    if (samePlain(known.spec, instrument)) return [];
    return reject(
      'already_exists',
      'instrument.symbol',
      `${instrument.symbol} is listed with another spec, which never changes`,
    );
  }
  const id = state.instruments.length;
  if (id > MAX_INSTRUMENTS) return reject('too_many', 'instrument', `${MAX_INSTRUMENTS} instruments are known already`);
  resolveInstrument(id, instrument, state);
  const basic = instrument.future?.basicInstrument;
  if (basic !== undefined && !state.bySymbol.has(basic)) {
    return reject('unknown_instrument', 'instrument.future.basicInstrument', `${basic} is not listed; list it first`);
  }
  for (const { name, field } of exactNamesOf(instrument)) {
    const owner = state.exactNames.get(name);
    if (owner !== undefined)
      return reject('already_exists', `instrument.${field}`, `${name} is a name of ${owner.symbol}`);
  }
  return [{ type: 'instruments.listed', at, id, instrument }];
}

function delistInstrument(state: InstrumentsState, symbol: string, at: number): InstrumentsEvent[] | Rejection {
  if (typeof symbol !== 'string') return reject('invalid_value', 'symbol', 'must be text');
  const instrument = state.bySymbol.get(symbol);
  if (instrument === undefined) return reject('unknown_instrument', 'symbol', `no instrument has the symbol ${symbol}`);
  if (state.delistedAt.has(instrument.id)) return [];
  return [{ type: 'instruments.delisted', at, id: instrument.id }];
}

/** Whether two plain JSON values say the same; the order of keys and keys set to undefined do not matter. */
function samePlain(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => samePlain((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
