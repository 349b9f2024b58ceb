import { describe, expect, it } from 'vitest';
import { findAllByName, findByName, instrumentById, isTradable, listAssets, listInstruments } from './queries.ts';
import { AT, catalogueState, execute, instrument } from './test-catalogue.ts';

const state = catalogueState();

describe('one instrument has many names', () => {
  it.each([
    ['SBER', 'SBER'],
    ['SBER_TQBR', 'SBER'],
    ['BBG004730N88', 'SBER'],
    ['e6123145-9665-43e0-8413-cd61b8aa9b13', 'SBER'],
    ['RUB_SBER', 'SBER'],
    ['RU0009029540', 'SBER'],
    ['41eb2102-5333-4713-bf15-72b204c4bf7b', 'SBER'],
    ['SBER_SPEQ', 'SBER.SPEQ'],
    ['USDT_BTC', 'USDT_BTC'],
    ['BTCUSDT', 'USDT_BTC'],
    ['BTC/USDT', 'USDT_BTC'],
    ['BTCUSDT_CRYPTO', 'USDT_BTC'],
    ['BTC_ETH', 'BTC_ETH'],
    ['ETH/BTC', 'BTC_ETH'],
    ['SRZ6', 'SRZ6'],
    ['SBRF-12.26', 'SRZ6'],
    ['SRZ6_SPBFUT', 'SRZ6'],
    ['FUTSBRF12260', 'SRZ6'],
    ['Si-3.27', 'SiH7'],
    ['EUR/USD', 'EURUSD'],
    ['USD_EUR', 'EURUSD'],
    ['BBG333333333', 'TMOS'],
    ['9654c2dd-6993-427e-80fa-04e80a1cf4da', 'TMOS'],
    ['f509af83-6e71-462f-901f-bcb073f6773b', 'TMOS@'],
  ])('%s means %s', (name, symbol) => {
    expect(findByName(state, name)?.symbol).toBe(symbol);
  });

  it.each(['', 'sber', 'SBER_', 'NOPE', 'constructor', '__proto__', 'USDT'])('%o means nothing', (name) => {
    expect(findByName(state, name)).toBeUndefined();
    expect(findAllByName(state, name)).toEqual([]);
  });
});

describe('names that several share', () => {
  const symbols = (name: string, of = state) => findAllByName(of, name).map(({ symbol }) => symbol);

  it('list all of them, each once', () => {
    expect(symbols('41eb2102-5333-4713-bf15-72b204c4bf7b')).toEqual(['SBER', 'SBER.SPEQ']);
    expect(symbols('SBER')).toEqual(['SBER', 'SBER.SPEQ']);
    expect(symbols('SBER_TQBR')).toEqual(['SBER']);
    expect(symbols('RU000A101X76')).toEqual(['TMOS', 'TMOS@']);
  });

  it('mean the tradable one, or the first when trading of all has ended', () => {
    const fresh = catalogueState();
    expect(findByName(fresh, 'RU000A101X76')?.symbol).toBe('TMOS');
    execute(fresh, { type: 'instruments.delist', symbol: 'TMOS' });
    expect(findByName(fresh, 'RU000A101X76')?.symbol).toBe('TMOS@');
    execute(fresh, { type: 'instruments.delist', symbol: 'TMOS@' });
    expect(findByName(fresh, 'RU000A101X76')?.symbol).toBe('TMOS');
    expect(findByName(fresh, 'TMOS')?.symbol).toBe('TMOS');
  });
});

it('orders are possible where the spec allows it and trading has not ended', () => {
  const fresh = catalogueState();
  expect(isTradable(fresh, instrument(fresh, 'SBER'))).toBe(true);
  expect(isTradable(fresh, instrument(fresh, 'SBER.SPEQ'))).toBe(false);
  execute(fresh, { type: 'instruments.delist', symbol: 'SRZ6' }, AT);
  expect(isTradable(fresh, instrument(fresh, 'SRZ6'))).toBe(false);
});

it('ids are dense and start at 1', () => {
  expect(listInstruments(state).map(({ id }) => id)).toEqual(listInstruments(state).map((_, index) => index + 1));
  expect(listAssets(state).map(({ id }) => id)).toEqual(listAssets(state).map((_, index) => index + 1));
  expect(instrumentById(state, 0)).toBeUndefined();
});
