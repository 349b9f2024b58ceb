import { describe, expect, it } from 'vitest';
import { findByName, isTradable, listInstruments } from '../queries.ts';
import { AT, catalogueState, instrument } from '../test-catalogue.ts';
import { ASSETS, catalogue } from './index.ts';

const specs = catalogue(AT);
const state = catalogueState();

function duplicates(values: (string | undefined)[]): (string | undefined)[] {
  const given = values.filter((value) => value !== undefined);
  return given.filter((value, index) => given.indexOf(value) !== index);
}

describe('the catalogue', () => {
  it('holds what the demo world needs, and every spec resolves', () => {
    const count = (kind: string) => specs.filter((spec) => spec.kind === kind).length;
    expect(specs.length).toBeGreaterThanOrEqual(45);
    expect(listInstruments(state)).toHaveLength(specs.length);
    expect(count('share')).toBeGreaterThanOrEqual(20);
    expect(count('crypto')).toBeGreaterThanOrEqual(12);
    expect(specs.filter((spec) => spec.kind === 'currency' && spec.contractSize === '100000')).toHaveLength(6);
    for (const kind of ['etf', 'bond', 'future']) expect(count(kind)).toBeGreaterThanOrEqual(1);
  });

  it('uses every identifier once; only the trading modes of one paper share position and ISIN', () => {
    expect(duplicates(specs.map(({ symbol }) => symbol))).toEqual([]);
    expect(duplicates(specs.map(({ ids }) => ids.figi))).toEqual([]);
    expect(duplicates(specs.map(({ ids }) => ids.uid))).toEqual([]);
    expect(duplicates(specs.map(({ ids }) => `${ids.ticker}_${ids.classCode}`))).toEqual([]);
    expect(duplicates(specs.map(({ ids }) => ids.positionUid))).toEqual(['41eb2102-5333-4713-bf15-72b204c4bf7b']);
    expect(duplicates(specs.map(({ ids }) => ids.isin))).toEqual(['RU000A101X76', 'RU0009029540']);
    expect(duplicates(ASSETS.map(({ code }) => code))).toEqual([]);
  });

  it('has ISINs with a right check digit', () => {
    for (const { ids } of specs) if (ids.isin !== undefined) expect(isinSum(ids.isin) % 10, ids.isin).toBe(0);
  });

  it('has no asset that no instrument uses', () => {
    const used = new Set(specs.flatMap(({ base, pairBase, quote }) => [base, pairBase, quote]));
    expect(ASSETS.filter(({ code }) => !used.has(code))).toEqual([]);
  });

  it('lets every name find its instrument', () => {
    for (const { symbol, ids } of specs) {
      const names = [symbol, `${ids.ticker}_${ids.classCode}`, ids.uid, ids.figi, ids.smartcom, ...(ids.aliases ?? [])];
      for (const name of names) if (name !== undefined) expect(findByName(state, name)?.symbol, name).toBe(symbol);
    }
  });

  it('names every MOEX share and every crypto pair as 3Commas does, quote first', () => {
    for (const spec of specs) {
      if (spec.settlement !== 'spot' || spec.kind === 'bond' || spec.tradable === false) continue;
      expect(findByName(state, `${spec.quote.toUpperCase()}_${spec.base}`)?.symbol, spec.symbol).toBe(spec.symbol);
    }
  });
});

describe('the fixtures of T-Invest clients', () => {
  it('SBER as the scenarios expect it', () => {
    const sber = findByName(state, 'e6123145-9665-43e0-8413-cd61b8aa9b13');
    expect(sber?.spec).toMatchObject({
      quantityStep: '10',
      priceStep: '0.01',
      ids: { figi: 'BBG004730N88', classCode: 'TQBR' },
    });
  });

  it('its twin shares the position and takes no orders', () => {
    const twin = instrument(state, 'SBER.SPEQ');
    expect(twin.spec.ids.positionUid).toBe(instrument(state, 'SBER').spec.ids.positionUid);
    expect([isTradable(state, twin), twin.base]).toEqual([false, instrument(state, 'SBER').base]);
  });

  it('the fund of the sandbox suite is tradable at 10 roubles', () => {
    const fund = findByName(state, 'f509af83-6e71-462f-901f-bcb073f6773b');
    expect(fund?.spec.typicalPrice).toBe('10');
    expect(fund !== undefined && isTradable(state, fund)).toBe(true);
    expect(findByName(state, 'BBG333333333')?.spec.ids.uid).toBe('9654c2dd-6993-427e-80fa-04e80a1cf4da');
  });
});

/** Luhn sum over the digits of an ISIN, letters written as 10 … 35. */
function isinSum(isin: string): number {
  const digits = [...isin].map((character) => Number.parseInt(character, 36)).join('');
  return [...digits].reverse().reduce((sum, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return sum + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
}
