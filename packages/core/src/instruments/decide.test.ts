import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rejection } from '../rejections.ts';
import { catalogue } from './catalogue/index.ts';
import { decideInstruments } from './decide.ts';
import type { AssetSpec, InstrumentSpec } from './spec.ts';
import { AT, catalogueState, execute } from './test-catalogue.ts';

const state = catalogueState();
const sber = catalogue(AT).find((spec) => spec.symbol === 'SBER') as InstrumentSpec;
const future = catalogue(AT).find((spec) => spec.symbol === 'SRZ6') as InstrumentSpec;

/** SBER's spec under names of its own, so that only the given change can be wrong. */
function other(change: Record<string, unknown>): InstrumentSpec {
  const { aliases, figi, uid, ...ids } = sber.ids;
  return { ...sber, symbol: 'OTHER', ids: { ...ids, ticker: 'OTHER' }, ...change } as unknown as InstrumentSpec;
}

function refusal(instrument: unknown): Rejection {
  return decideInstruments(
    state,
    { type: 'instruments.list', instrument: instrument as InstrumentSpec },
    AT,
  ) as Rejection;
}

describe('assets', () => {
  it('get dense ids from 1 in the order in which they are defined', () => {
    expect(state.assets[0]).toBeUndefined();
    expect(state.assets[1]?.code).toBe('rub');
    expect(state.assets.slice(1).every((asset, index) => asset?.id === index + 1)).toBe(true);
  });

  it('may be defined again in the same words, not in others', () => {
    const rub: AssetSpec = { code: 'rub', name: 'Russian rouble', kind: 'fiat' };
    expect(decideInstruments(state, { type: 'instruments.defineAsset', asset: rub }, AT)).toEqual([]);
    expect(decideInstruments(state, { type: 'instruments.defineAsset', asset: { ...rub, name: 'Ruble' } }, AT)).toEqual(
      {
        reason: 'already_exists',
        field: 'asset.code',
        detail: 'asset rub is known as fiat Russian rouble',
      },
    );
  });

  it.each([
    [{ code: 'RUB', name: 'x', kind: 'fiat' }, 'asset.code'],
    [{ code: 'btc', name: 'x', kind: 'crypto' }, 'asset.code'],
    [{ code: 'NEW', name: '', kind: 'crypto' }, 'asset.name'],
    [{ code: 'NEW', name: 'x', kind: 'metal' }, 'asset.kind'],
    [{ code: 'NEW', name: 'x', kind: 'crypto', scale: 8 }, 'asset.scale'],
    [{ name: 'x', kind: 'crypto' }, 'asset.code'],
    [null, 'asset'],
  ])('%o is refused at %s', (asset, field) => {
    const command = { type: 'instruments.defineAsset', asset: asset as unknown as AssetSpec } as const;
    expect(decideInstruments(state, command, AT)).toMatchObject({ reason: 'invalid_value', field });
  });
});

describe('listing', () => {
  it('the same spec again, keys in any order, changes nothing', () => {
    const shuffled = Object.fromEntries(Object.entries(sber).reverse()) as unknown as InstrumentSpec;
    expect(refusal(shuffled)).toEqual([]);
    expect(refusal(JSON.parse(JSON.stringify(sber)))).toEqual([]);
  });

  it('another spec under a known symbol is refused', () => {
    expect(refusal({ ...sber, quantityStep: '1' })).toEqual({
      reason: 'already_exists',
      field: 'instrument.symbol',
      detail: 'SBER is listed with another spec, which never changes',
    });
  });

  it('a name that belongs to another instrument is refused', () => {
    const taken = (ids: object, field: string, name: string) =>
      expect(refusal(other({ ids: { ticker: 'OTHER', classCode: 'TQBR', ...ids } }))).toEqual({
        reason: 'already_exists',
        field: `instrument.${field}`,
        detail: `${name} is a name of SBER`,
      });
    taken({ figi: 'BBG004730N88' }, 'ids.figi', 'BBG004730N88');
    taken({ uid: sber.ids.uid }, 'ids.uid', sber.ids.uid as string);
    taken({ ticker: 'SBER' }, 'ids.ticker', 'SBER_TQBR');
    taken({ aliases: ['mine', 'RUB_SBER'] }, 'ids.aliases[1]', 'RUB_SBER');
    taken({ smartcom: 'SBER' }, 'ids.smartcom', 'SBER');
  });

  it('a future needs its basic instrument listed first', () => {
    const unknown = {
      ...future,
      symbol: 'XXZ6',
      ids: { ticker: 'XXZ6', classCode: 'SPBFUT' },
      future: { ...future.future, basicInstrument: 'XX' },
    };
    expect(refusal(unknown)).toEqual({
      reason: 'unknown_instrument',
      field: 'instrument.future.basicInstrument',
      detail: 'XX is not listed; list it first',
    });
  });

  it.each([
    ['text', 'instrument'],
    [null, 'instrument'],
    [[], 'instrument'],
    [other({ symbol: 'has space' }), 'instrument.symbol'],
    [other({ symbol: 'X'.repeat(33) }), 'instrument.symbol'],
    [other({ symbol: undefined }), 'instrument.symbol'],
    [other({ kind: 'warrant' }), 'instrument.kind'],
    [other({ title: 'x'.repeat(201) }), 'instrument.title'],
    [other({ title: 7 }), 'instrument.title'],
    [other({ priceStep: 0.01 }), 'instrument.priceStep'],
    [other({ priceStep: '0,01' }), 'instrument.priceStep'],
    [other({ priceStep: '0.00001', quantityStep: '1' }), 'instrument.priceStep'],
    [other({ calendar: 'mars' }), 'instrument.calendar'],
    [other({ tradable: 'yes' }), 'instrument.tradable'],
    [other({ lot: '10' }), 'instrument.lot'],
    [other({ __proto__x: 1 }), 'instrument.__proto__x'],
    [other({ marginRates: { long: '0.2' } }), 'instrument.marginRates.short'],
    [other({ ids: null }), 'instrument.ids'],
    [other({ ids: { ticker: 'OTHER', classCode: 'TQBR', figi: 'short' } }), 'instrument.ids.figi'],
    [other({ ids: { ticker: 'OTHER', classCode: 'TQBR', uid: 'E6123145' } }), 'instrument.ids.uid'],
    [other({ ids: { ticker: 'OTHER', classCode: 'TQBR', isin: 'RU00' } }), 'instrument.ids.isin'],
    [other({ ids: { ticker: 'OTHER', classCode: 'TQBR', aliases: 'A' } }), 'instrument.ids.aliases'],
    [other({ ids: { ticker: 'OTHER', classCode: 'TQBR', aliases: ['A', 1] } }), 'instrument.ids.aliases[1]'],
    [
      { ...future, symbol: 'F', future: { ...future.future, lastTradeDate: '2026-02-30' } },
      'instrument.future.lastTradeDate',
    ],
    [
      { ...sber, symbol: 'B', kind: 'bond', bond: { nominal: '1000', couponsPerYear: 0.5 } },
      'instrument.bond.couponsPerYear',
    ],
  ])('case %#: %o is refused at %s', (instrument, field) => {
    const decision = refusal(instrument);
    expect(decision).toMatchObject({ reason: 'invalid_value', field });
    expect(decision.detail).not.toBe('');
  });
});

describe('specs from outside', () => {
  const number = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789.-+eE'), maxLength: 84 }),
    fc.integer({ min: -110, max: 110 }).map((exponent) => `1e${exponent}`),
  );
  const fields = Object.keys(sber).concat(
    'future',
    'bond',
    'minNotional',
    'maxQuantity',
    'multiplier',
    'initialMargin',
  );

  it('are accepted or refused with a reason, whatever one field holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.oneof(number, fc.anything()), (field, value) => {
        const decision = refusal(other({ [field]: value }));
        return Array.isArray(decision) || (decision.reason !== undefined && decision.detail !== '');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('delisting', () => {
  it('ends trading once and for all; the instrument stays known', () => {
    const fresh = catalogueState();
    const events = execute(fresh, { type: 'instruments.delist', symbol: 'SRZ6' }, AT + 5);
    const id = fresh.bySymbol.get('SRZ6')?.id as number;
    expect(events).toEqual([{ type: 'instruments.delisted', at: AT + 5, id }]);
    expect(fresh.delistedAt.get(id)).toBe(AT + 5);
    expect(fresh.expiring.has(id)).toBe(false);
    expect(execute(fresh, { type: 'instruments.delist', symbol: 'SRZ6' }, AT + 9)).toEqual([]);
    expect(fresh.delistedAt.get(id)).toBe(AT + 5);
  });

  it('an unknown symbol is refused', () => {
    expect(decideInstruments(state, { type: 'instruments.delist', symbol: 'NOPE' }, AT)).toEqual({
      reason: 'unknown_instrument',
      field: 'symbol',
      detail: 'no instrument has the symbol NOPE',
    });
  });
});
