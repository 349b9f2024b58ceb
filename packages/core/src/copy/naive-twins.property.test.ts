import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide, type Rounding } from '../numbers/index.ts';
import { mulDiv, mulMulDiv } from './arithmetic.ts';
import { idealSteps, lotRatio, roundedVolume, standingAfter } from './target.ts';
import { CopyDesk } from './test-copy.ts';

const ROUNDINGS: readonly Rounding[] = ['down', 'up', 'floor', 'ceiling', 'halfUp', 'halfEven'];

describe('fast integers are the exact fractions', () => {
  const factor = fc.oneof(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 }));

  it('a × b ÷ d in every rounding', () => {
    fc.assert(
      fc.property(
        factor,
        factor,
        fc.integer({ min: 1, max: 2 ** 36 }),
        fc.constantFrom(...ROUNDINGS),
        (a, b, d, rounding) => {
          const exact = divide(BigInt(a) * BigInt(b), BigInt(d), rounding);
          if (!Number.isSafeInteger(Number(exact))) {
            expect(() => mulDiv(a, b, d, rounding)).toThrow(RangeError);
            return;
          }
          expect(BigInt(mulDiv(a, b, d, rounding))).toBe(exact);
          expect(BigInt(mulMulDiv(a, 1, b, d, rounding))).toBe(exact);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('unrounded volumes: lot × equity × factor ÷ equity of the trader', () => {
    const sizes = { perLot: 10_000, step: 100, least: 100 };
    const part = fc.integer({ min: 1, max: 10_000_000_000 });
    fc.assert(
      fc.property(part, part, fc.integer({ min: 100, max: 10_000_000 }), part, (lot, equity, times, trader) => {
        const top = BigInt(lot) * 10_000n * BigInt(equity) * BigInt(times);
        const bottom = 100_000_000n * 10_000n * 100n * BigInt(trader);
        const whole = top / bottom;
        if (!Number.isSafeInteger(Number(whole))) return;
        const ideal = idealSteps(lotRatio(lot, sizes), equity, times, trader);
        expect(ideal).toEqual({ whole: Number(whole), more: top % bottom > 0n });
        expect(roundedVolume(ideal, sizes)).toBe(whole === 0n ? 100 : Number(whole) * 100);
      }),
      { numRuns: 2_000 },
    );
  });

  it('what stands at liquidity never exceeds the position, nor stands on the other side of it', () => {
    const volume = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(volume, volume, volume, volume, (held, stands, filled, part) => {
        const after = standingAfter({ volume: held, volumeA: stands }, filled, part);
        const left = held + filled;
        expect(Math.abs(after)).toBeLessThanOrEqual(Math.abs(left));
        expect(after * left).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a shortfall is shared as sorting all orders would share it', () => {
  /** Largest remainders by the book: all orders in one list, sorted. */
  function naive(
    parts: readonly { readonly id: number; readonly equity: number; readonly wanted: number }[],
    filled: number,
  ): number[] {
    const all = parts.reduce((sum, { wanted }) => sum + wanted, 0);
    const shares = parts.map(({ id, equity, wanted }) => {
      const cut = Math.floor((wanted * filled) / all);
      return { id, equity, cut, rest: wanted * filled - cut * all };
    });
    const left = filled - shares.reduce((sum, { cut }) => sum + cut, 0);
    const order = [...shares].sort((a, b) => b.rest - a.rest || b.equity - a.equity || a.id - b.id);
    for (const share of order.slice(0, left)) share.cut += 1;
    return shares.map(({ cut }) => cut);
  }

  it('to the account', () => {
    const amount = fc.integer({ min: 100, max: 3_000 });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 0, max: 99 }),
        (amounts, percent) => {
          const desk = new CopyDesk();
          desk.at('1.10000');
          const strategy = desk.strategy(desk.wallet(1_000), 1_000);
          const accounts = [desk.security(strategy), ...amounts.map((money) => desk.invest(strategy, money))];
          const parts = accounts.map((id) => {
            const equity = desk.copied(id).balance;
            return { id, equity, wanted: Math.max(1, Math.floor(equity / 10_000)) };
          });
          const all = parts.reduce((sum, { wanted }) => sum + wanted, 0);
          const filled = Math.floor((all * percent) / 100);
          const asks: [string, string][] = filled === 0 ? [] : [['1.10000', `${filled * 1_000}`]];
          desk.depth('EURUSD', [['1.09000', '10']], asks);
          desk.signal(strategy, 1, 10_000);
          const given = accounts.map((id) => Math.round(desk.lots(id) * 100));
          expect(given).toEqual(naive(parts, filled));
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('bounds of prices stop an account at the first price that a look at all of them would', () => {
  it('whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20, max: 20 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 30 }),
        fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 30 }),
        (lot, protection, target, moves) => {
          const desk = new CopyDesk({}, { mcLevel: 80 });
          desk.at('1.10000');
          const strategy = desk.strategy(desk.wallet(100_000), 100_000);
          const terms = { protection: protection * 1_000, target: target * 100 };
          const account = desk.invest(strategy, 1_000, terms);
          desk.signal(strategy, lot / 5, 1_000);
          let price = 110_000;
          for (const move of moves) {
            const { balance, positions, status } = desk.copied(account);
            price += move * 10;
            const [position] = positions;
            const volume = position?.volume ?? 0;
            const result = Math.round((volume * (price * 100_000 - (position?.price ?? 0))) / 10_000_000);
            const margin = Math.round((Math.abs(volume) * price) / 100 / 100);
            const equity = balance + result;
            const stops =
              (margin > 0 && equity * 100 <= 80 * margin) ||
              (protection > 0 && equity * 10_000 <= protection * 1_000 * 100_000) ||
              (target > 0 && equity * 10_000 >= (10_000 + target * 100) * 100_000);
            desk.trade('EURUSD', (price / 100_000).toFixed(5), '10');
            desk.advance();
            if (status !== 1) return;
            expect(desk.copied(account).status !== 1).toBe(stops);
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});
