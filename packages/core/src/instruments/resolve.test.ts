import { describe, expect, it } from 'vitest';
import { divide, parseDecimal, powerOfTen } from '../numbers/index.ts';
import { catalogue } from './catalogue/index.ts';
import { FEE_DECIMALS, MAX_ORDER_STEPS, resolveInstrument } from './resolve.ts';
import type { InstrumentSpec } from './spec.ts';
import { InstrumentSpecError } from './spec-error.ts';
import { AT, asset, catalogueState, instrument } from './test-catalogue.ts';

const state = catalogueState();
const specs = new Map(catalogue(AT).map((spec) => [spec.symbol, spec]));

function changed(symbol: string, change: Partial<Record<keyof InstrumentSpec, unknown>>): InstrumentSpec {
  return { ...specs.get(symbol), ...change } as InstrumentSpec;
}

function problem(symbol: string, change: Partial<Record<keyof InstrumentSpec, unknown>>): string {
  try {
    resolveInstrument(1, changed(symbol, change), state);
  } catch (error) {
    if (error instanceof InstrumentSpecError) return error.message;
    throw error;
  }
  return 'resolved';
}

describe('exact integers', () => {
  it('SBER: one kopeck for a lot of ten is 0.1 rub, 10^9 minor units', () => {
    const sber = instrument(state, 'SBER');
    expect(sber.stepValue).toBe(1_000_000_000n);
    expect(sber.stepUnits).toBe(10n);
    expect(sber.priceStep).toEqual({ coefficient: 1n, scale: 2 });
    expect(sber.quantityStep).toEqual({ coefficient: 10n, scale: 0 });
    expect([sber.base, sber.quote]).toEqual([asset(state, 'SBER').id, asset(state, 'rub').id]);
    expect([sber.minQuantity, sber.maxQuantity, sber.minNotional, sber.initialMargin]).toEqual([
      1,
      MAX_ORDER_STEPS,
      0n,
      0n,
    ]);
    expect([sber.marginLong, sber.marginShort, sber.shortable, sber.tradable]).toEqual([200_000, 220_000, true, true]);
    expect([sber.dayOffset, sber.expiresAt, sber.lowestPrice]).toEqual([10_800_000, 0, 1]);
  });

  it('USDT_BTC: a cent for 0.00001 BTC is 10^-7 USDT', () => {
    const pair = instrument(state, 'USDT_BTC');
    expect(pair.stepValue).toBe(100_000_000_000n);
    expect(pair.stepUnits).toBe(10_000_000_000_000n);
    expect(pair.minNotional).toBe(5n * 10n ** 18n);
    expect(pair.maxQuantity).toBe(900_000_000);
    expect(pair.dayOffset).toBe(0);
  });

  it('OFZ: 0.001 % of a nominal of 1000 is one kopeck', () => {
    expect(instrument(state, 'SU26238RMFS4').stepValue).toBe(100_000_000n);
  });

  it('SRZ6: one point is one rouble; it expires at midnight in Moscow after the third Thursday', () => {
    const future = instrument(state, 'SRZ6');
    expect(future.stepValue).toBe(10_000_000_000n);
    expect(future.initialMargin).toBe(65_000_000_000_000n);
    expect([future.base, future.pairBase, future.stepUnits]).toEqual([0, 0, 0n]);
    expect(future.lowestPrice).toBe(-future.highestPrice);
    expect(future.expiresAt).toBe(Date.UTC(2026, 11, 17, 21));
  });

  it('EURUSD: a tenth of a pip for ten units fills the ten decimals of usd exactly with a fee of six', () => {
    const pair = instrument(state, 'EURUSD');
    expect(pair.stepValue).toBe(1_000_000n);
    expect([pair.base, pair.stepUnits]).toEqual([0, 0n]);
    expect([pair.pairBase, pair.pairUnits]).toEqual([asset(state, 'eur').id, 100_000_000_000n]);
  });
});

describe('the proof that the ledger fits', () => {
  it('leaves room for a fee in millionths on the smallest trade of every instrument of the catalogue', () => {
    for (const symbol of specs.keys()) {
      const { stepValue } = instrument(state, symbol);
      expect(stepValue, symbol).toBeGreaterThan(0n);
      expect(stepValue % powerOfTen(FEE_DECIMALS), symbol).toBe(0n);
    }
  });

  it('agrees with the product of the texts, computed the slow way with 60 decimals', () => {
    for (const [symbol, spec] of specs) {
      const slow = [spec.priceStep, spec.quantityStep, spec.multiplier ?? '1'].reduce((product, text) => {
        const { coefficient, scale } = parseDecimal(text) ?? { coefficient: 0n, scale: 0 };
        return divide(product * coefficient, powerOfTen(scale), 'down');
      }, powerOfTen(60));
      const resolved = instrument(state, symbol);
      const scale = state.assets[resolved.quote]?.scale ?? 0;
      expect(slow, symbol).toBe(resolved.stepValue * powerOfTen(60 - scale));
    }
  });

  it('refuses a price step that would leave no room for fees', () => {
    expect(problem('SBER', { priceStep: '0.00001', quantityStep: '1' })).toBe(
      'SBER: priceStep x quantityStep x multiplier has 5 decimals; with 6 more for fees that does not fit the 10 of rub',
    );
    expect(problem('SBER', { priceStep: '0.0001', quantityStep: '1' })).toBe('resolved');
    expect(problem('BTC_XRP', { quantityStep: '0.00001', maxQuantity: '1' })).toContain('13 decimals');
  });

  it('refuses a quantity the base asset cannot hold', () => {
    expect(problem('SBER', { quantityStep: '0.5', priceStep: '0.01' })).toBe(
      'SBER: quantityStep 0.5 has more than the 0 decimals of SBER',
    );
  });

  it('ignores zeros at the end of steps', () => {
    const resolved = resolveInstrument(1, changed('SBER', { priceStep: '0.01000000', quantityStep: '10.00' }), state);
    expect(resolved.priceStep).toEqual({ coefficient: 1n, scale: 2 });
    expect(resolved.quantityStep).toEqual({ coefficient: 10n, scale: 0 });
  });
});

describe('every mistake names symbol and field', () => {
  const cases: [string, Partial<Record<keyof InstrumentSpec, unknown>>, string][] = [
    ['SBER', { quote: 'xxx' }, 'SBER: quote names no known asset: xxx; define it first'],
    ['SBER', { base: 'NOPE' }, 'SBER: base names no known asset: NOPE; define it first'],
    ['SBER', { base: undefined }, 'SBER: base is missing'],
    ['SBER', { priceStep: '0' }, 'SBER: priceStep must be above zero, not 0'],
    ['SBER', { priceStep: '-0.01' }, 'SBER: priceStep must be above zero, not -0.01'],
    ['SBER', { quantityStep: 'ten' }, 'SBER: quantityStep must be a decimal number, not "ten"'],
    ['SBER', { minQuantity: '15' }, 'SBER: minQuantity 15 is not a multiple of quantityStep 10'],
    ['SBER', { minQuantity: '200', maxQuantity: '100' }, 'SBER: minQuantity is above maxQuantity'],
    ['SBER', { maxQuantity: '1e14' }, 'SBER: maxQuantity 1e14 is more than 2^40 quantity steps'],
    ['SBER', { settlement: 'futures' }, 'SBER: settlement futures does not fit kind share'],
    ['SBER', { bond: { nominal: '1000' } }, 'SBER: bond belongs to bonds only'],
    ['SBER', { initialMargin: '100' }, 'SBER: initialMargin belongs to futures only'],
    ['SBER', { pairBase: 'usd' }, 'SBER: pairBase belongs to cfd currency pairs only'],
    [
      'SBER',
      { marginRates: { long: '0.1234567', short: '1' } },
      'SBER: marginRates.long 0.1234567 has more than 6 decimals',
    ],
    ['SBER', { marginRates: { long: '0.1', short: '11' } }, 'SBER: marginRates.short 11 is above 10'],
    ['SBER', { typicalPrice: '323.255' }, 'SBER: typicalPrice 323.255 is not a multiple of priceStep 0.01'],
    ['SBER', { typicalPrice: '1e13' }, 'SBER: typicalPrice 1e13 is more than 2^40 price steps'],
    ['SBER', { dailyVolatility: '1' }, 'SBER: dailyVolatility must be below 1'],
    [
      'USDT_BTC',
      { minNotional: '0.0000000000000000001' },
      'USDT_BTC: minNotional 0.0000000000000000001 has more than the 18 decimals of USDT',
    ],
    ['USDT_BTC', { base: 'USDT' }, 'USDT_BTC: base is the quote asset itself'],
    ['SRZ6', { future: undefined }, 'SRZ6: future is missing'],
    ['SRZ6', { initialMargin: undefined }, 'SRZ6: initialMargin is missing'],
    ['SRZ6', { base: 'SBER' }, 'SRZ6: base belongs to spot only'],
    ['EURUSD', { pairBase: undefined }, 'EURUSD: pairBase is missing'],
    ['EURUSD', { pairBase: 'usd' }, 'EURUSD: pairBase is the quote asset itself'],
    ['EURUSD', { contractSize: '5' }, 'EURUSD: contractSize 5 is not a multiple of quantityStep 10'],
    ['SU26238RMFS4', { multiplier: '1' }, 'SU26238RMFS4: multiplier must be a hundredth of the nominal 1000'],
    [
      'SU26238RMFS4',
      { bond: { nominal: '1000', couponPercent: '-1' } },
      'SU26238RMFS4: bond.couponPercent is negative',
    ],
  ];
  it.each(cases)('%s with %o', (symbol, change, message) => {
    expect(problem(symbol, change)).toBe(message);
  });

  it('futures end no earlier than they begin', () => {
    const future = specs.get('SRZ6')?.future;
    expect(problem('SRZ6', { future: { ...future, firstTradeDate: '2027-01-01' } })).toBe(
      'SRZ6: future.lastTradeDate lies before firstTradeDate',
    );
    expect(problem('SRZ6', { future: { ...future, expirationDate: '2026-12-16' } })).toBe(
      'SRZ6: future.expirationDate lies before lastTradeDate',
    );
  });
});
