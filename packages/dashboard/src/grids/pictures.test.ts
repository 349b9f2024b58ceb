import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
vi.stubGlobal('navigator', { language: 'en' });
const { cycleFile } = await import('./cycle-file.ts');
const { byDay, firstDay } = await import('./days.ts');
const { botLines, botMarks, draftLines, handlesOf, moved } = await import('./grid-lines.ts');
const { sketchOf } = await import('./sketch.ts');
const { BOT, DRAFT, lineOrder } = await import('./test-grids.ts');

afterAll(() => vi.unstubAllGlobals());

describe('lines of a draft', () => {
  it('are drawn before the platform has answered: the nearest to the price waits, of two the lower', () => {
    expect(sketchOf(DRAFT, '51000', '0.01').map(({ price, side }) => `${price} ${side}`)).toEqual([
      '40000.00 buy',
      '45000.00 buy',
      '50000.00 null',
      '55000.00 sell',
      '60000.00 sell',
    ]);
    expect(sketchOf(DRAFT, '52500', '0.01')[2]?.side).toBeNull();
    const doubled = { ...DRAFT, type: 'geometric', lower: '10', upper: '160' } as const;
    expect(sketchOf(doubled, null, '0.01').map(({ price }) => price)).toEqual([
      '10.00',
      '20.00',
      '40.00',
      '80.00',
      '160.00',
    ]);
  });

  it('are none while the range is none', () => {
    for (const part of [{ lower: '' }, { upper: '40000' }, { lines: '1' }, { lines: '300' }, { lines: 'x' }])
      expect(sketchOf({ ...DRAFT, ...part }, '51000', '0.01')).toEqual([]);
  });

  it('always begin and end at the bounds, one after the other', () => {
    const cents = fc.integer({ min: 1_000, max: 10_000_000 });
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 2, max: 250 }), fc.boolean(), (low, range, lines, geometric) => {
        const [lower, upper] = [(low / 100).toFixed(2), ((low + range) / 100).toFixed(2)];
        const type = geometric ? 'geometric' : 'arithmetic';
        const drawn = sketchOf({ ...DRAFT, lower, upper, lines: String(lines), type }, null, '0.01');
        expect([drawn.length, drawn[0]?.price, drawn.at(-1)?.price]).toEqual([lines, lower, upper]);
        for (const [i, { price }] of drawn.entries())
          expect(Number(price)).toBeGreaterThanOrEqual(Number(drawn[i - 1]?.price ?? 0));
      }),
    );
  });

  it('with handles: the ends and the stops that are on, each at the price that is typed', () => {
    const handles = handlesOf(DRAFT, '50000');
    expect(handles.map(({ id, price, colour, label }) => `${id} ${price} ${colour} ${label}`)).toEqual([
      'upper 60000 down Highest line · +20.00\u202f%',
      'lower 40000 up Lowest line · \u221220.00\u202f%',
      'lowerStop 36000 stop Lower stop · \u221228.00\u202f%',
    ]);
    const drawn = draftLines(sketchOf(DRAFT, '50000', '0.01'), handles);
    expect(drawn.map(({ price }) => Number(price)).sort((a, b) => a - b)).toEqual([
      36000, 40000, 45000, 50000, 55000, 60000,
    ]);
  });

  it('a moved line is what the person would have typed', () => {
    expect(moved(DRAFT, 'upper', '61000.5').upper).toBe('61000.5');
    expect(moved(DRAFT, 'lowerStop', '35000').lowerStop).toEqual({ on: true, price: '35000', action: 'stopAndSell' });
  });
});

describe('the chart of a bot', () => {
  it('draws lines in the colour of their side, through where an order rests, and the stops', () => {
    const drawn = botLines(BOT).map(({ price, colour, solid, bare }) => [price, colour, solid, bare]);
    expect(drawn).toEqual([
      ['60000', 'down', true, false],
      ['55000', 'down', true, false],
      ['50000', 'accent', false, false],
      ['45000', 'up', true, false],
      ['40000', 'up', true, false],
      ['36000', 'stop', true, undefined],
    ]);
  });

  it('marks what was filled, and nothing else', () => {
    const at = '2026-06-01T12:30:00.000Z';
    const orders = [
      lineOrder({ status: 'filled', endedAt: at, side: 'sell' }),
      lineOrder({ status: 'cancelled', endedAt: at }),
      lineOrder({ status: 'working', endedAt: null }),
    ];
    expect(botMarks(orders)).toEqual([{ at, side: 'sell', text: '' }]);
  });
});

const CYCLES = [
  { at: '2026-06-02T00:00:00.000Z', line: 1, profit: '0.2', profitUnits: '0', profitUsd: '0.2' },
  { at: '2026-06-01T23:59:59.999Z', line: 9, profit: '0.1', profitUnits: '0.00001', profitUsd: null },
  { at: '2026-06-01T01:00:00.000Z', line: 1, profit: '0.2', profitUnits: '0', profitUsd: '0.2' },
];

describe('cycles', () => {
  it('are summed by day exactly, days without any are there', () => {
    expect(firstDay('2026-03-02', 3)).toBe('2026-02-28');
    expect(byDay(CYCLES, 'quote', 'USDT', '2026-06-03', 3)).toEqual([
      { day: '2026-06-01', profits: [{ asset: 'USDT', profit: '0.3' }] },
      { day: '2026-06-02', profits: [{ asset: 'USDT', profit: '0.2' }] },
      { day: '2026-06-03', profits: [] },
    ]);
    expect(byDay(CYCLES, 'base', 'BTC', '2026-06-01', 1)[0]?.profits).toEqual([{ asset: 'BTC', profit: '0.00001' }]);
  });

  it('become a file with a heading; prices of lines that are no more are empty', () => {
    expect(cycleFile(CYCLES, BOT)).toEqual({
      heading: ['time', 'line', 'bought_on', 'sold_on', 'profit_USDT', 'profit_BTC', 'profit_usd'],
      rows: [
        ['2026-06-02T00:00:00.000Z', '2', '45000', '50000', '0.2', '0', '0.2'],
        ['2026-06-01T23:59:59.999Z', '10', null, null, '0.1', '0.00001', null],
        ['2026-06-01T01:00:00.000Z', '2', '45000', '50000', '0.2', '0', '0.2'],
      ],
    });
  });
});
