import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pressed, spread } from './handles.ts';

describe('arrow keys on a line', () => {
  it('move it about 0.05 % to a round price, and with Shift by one step of the instrument', () => {
    expect(pressed('100000', '0.01', 1, 'some')).toBe('100050');
    expect(pressed('100000', '0.01', -1, 'many')).toBe('99500');
    expect(pressed('100012.34', '0.01', 1, 'some')).toBe('100050');
    expect(pressed('100012.34', '0.01', -1, 'one')).toBe('100012.33');
    expect(pressed('305.71', '0.01', 1, 'some')).toBe('305.8');
    expect(pressed('0.00001234', '0.00000001', 1, 'some')).toBe('0.00001235');
  });

  it('never move it to nothing', () => {
    expect(pressed('0.01', '0.01', -1, 'many')).toBe('0.01');
  });

  it('always move it the way of the arrow, to a multiple of the step', () => {
    const cents = fc.integer({ min: 100_000, max: 1_000_000_000 });
    fc.assert(
      fc.property(cents, fc.constantFrom('one', 'some', 'many'), (price, move) => {
        const text = `${Math.floor(price / 100)}.${String(price % 100).padStart(2, '0')}`;
        const up = pressed(text, '0.01', 1, move);
        expect(Number(up)).toBeGreaterThan(Number(text));
        expect(up).toMatch(/^\d+(\.\d{1,2})?$/);
        expect(Number(pressed(text, '0.01', -1, move))).toBeLessThan(Number(text));
      }),
    );
  });
});

describe('labels of lines', () => {
  it('stand where they belong when there is room', () => {
    expect(spread([10, 200, 90], 24, 400)).toEqual([10, 200, 90]);
  });

  it('make room for each other in the order of their prices', () => {
    expect(spread([100, 100, 104], 24, 400)).toEqual([100, 124, 148]);
    expect(spread([396, 390], 24, 400)).toEqual([400, 376]);
  });

  it('never cover each other and never leave the picture', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 450 }), { maxLength: 12 }), (places) => {
        const shown = spread(places, 24, 400).sort((a, b) => a - b);
        for (const [index, place] of shown.entries()) {
          expect(place).toBeGreaterThanOrEqual(-1e-9);
          expect(place).toBeLessThanOrEqual(400);
          if (index > 0) expect(place - (shown[index - 1] ?? 0)).toBeGreaterThanOrEqual(24 - 1e-9);
        }
      }),
    );
  });
});
