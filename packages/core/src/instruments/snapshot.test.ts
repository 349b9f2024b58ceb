import { expect, it } from 'vitest';
import { EventCodec } from '../events/index.ts';
import { applyInstruments } from './apply.ts';
import { ASSETS, catalogue } from './catalogue/index.ts';
import { INSTRUMENTS_EVENTS, type InstrumentsEvent } from './events.ts';
import { restoreInstruments, snapshotInstruments } from './snapshot.ts';
import { emptyInstruments } from './state.ts';
import { AT, catalogueState, execute } from './test-catalogue.ts';

function worn() {
  const state = catalogueState();
  execute(state, { type: 'instruments.delist', symbol: 'SRZ6' }, AT + 1000);
  for (const instrument of catalogue(AT + 90 * 86_400_000))
    execute(state, { type: 'instruments.list', instrument }, AT + 2000);
  return state;
}

it('a restored state is the state, through JSON text', () => {
  const state = worn();
  expect(restoreInstruments(JSON.parse(JSON.stringify(snapshotInstruments(state))))).toEqual(state);
  expect(restoreInstruments(snapshotInstruments(emptyInstruments()))).toEqual(emptyInstruments());
});

it('replaying the journaled events gives the same state', () => {
  const codec = new EventCodec(INSTRUMENTS_EVENTS);
  const live = emptyInstruments();
  const replayed = emptyInstruments();
  const rows: string[] = [];
  for (const asset of ASSETS) rows.push(codec.encode(execute(live, { type: 'instruments.defineAsset', asset })));
  for (const instrument of catalogue(AT))
    rows.push(codec.encode(execute(live, { type: 'instruments.list', instrument })));
  rows.push(codec.encode(execute(live, { type: 'instruments.delist', symbol: 'SiZ6' })));
  for (const row of rows)
    for (const event of codec.decode(row, AT)) applyInstruments(replayed, event as InstrumentsEvent);
  expect(replayed).toEqual(live);
});

it.each([
  [null, 'assets and instruments must be lists'],
  [{}, 'assets and instruments must be lists'],
  [{ assets: [{ code: 'rub' }], instruments: [] }, 'rub: name is missing'],
  [{ assets: [], instruments: [{}] }, 'instruments[0].listedAt is not a time'],
  [{ assets: [], instruments: [null] }, 'instruments[0].listedAt is not a time'],
  [{ assets: [], instruments: [{ listedAt: 1, spec: { symbol: 'X' } }] }, 'X: kind is missing'],
])('a damaged snapshot %# is refused with its place', (json, message) => {
  expect(() => restoreInstruments(json)).toThrow(message);
});
