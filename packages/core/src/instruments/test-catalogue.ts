import { applyInstruments } from './apply.ts';
import { ASSETS, catalogue } from './catalogue/index.ts';
import type { InstrumentsCommand } from './commands.ts';
import { decideInstruments } from './decide.ts';
import type { InstrumentsEvent } from './events.ts';
import type { Asset, Instrument } from './instrument.ts';
import { emptyInstruments, type InstrumentsState } from './state.ts';

/** 2026-11-20, noon in Moscow. */
export const AT = Date.UTC(2026, 10, 20, 9);

/** Decides and applies; throws when the command is refused. Returns the events. */
export function execute(state: InstrumentsState, command: InstrumentsCommand, at = AT): InstrumentsEvent[] {
  const decision = decideInstruments(state, command, at);
  if (!Array.isArray(decision)) throw new Error(`refused: ${JSON.stringify(decision)}`);
  for (const event of decision) applyInstruments(state, event);
  return decision;
}

/** A state that knows the whole catalogue of a moment. */
export function catalogueState(at = AT): InstrumentsState {
  const state = emptyInstruments();
  for (const asset of ASSETS) execute(state, { type: 'instruments.defineAsset', asset }, at);
  for (const instrument of catalogue(at)) execute(state, { type: 'instruments.list', instrument }, at);
  return state;
}

export function instrument(state: InstrumentsState, symbol: string): Instrument {
  const found = state.bySymbol.get(symbol);
  if (found === undefined) throw new Error(`no instrument ${symbol}`);
  return found;
}

export function asset(state: InstrumentsState, code: string): Asset {
  const found = state.assetByCode.get(code);
  if (found === undefined) throw new Error(`no asset ${code}`);
  return found;
}
