import { describe, expect, it } from 'vitest';
import { parseFeedSource } from './source.ts';

describe('parseFeedSource', () => {
  it('reads the synthetic market, tapes, and tapes with the rest synthetic', () => {
    expect(parseFeedSource('synthetic')).toEqual({ recorded: [], synthetic: true });
    expect(parseFeedSource('recorded:/data/BTC_USDT.csv.gz')).toEqual({
      recorded: ['/data/BTC_USDT.csv.gz'],
      synthetic: false,
    });
    expect(parseFeedSource('recorded:a, b,synthetic')).toEqual({ recorded: ['a', 'b'], synthetic: true });
    expect(parseFeedSource('recorded:./synthetic')).toEqual({ recorded: ['./synthetic'], synthetic: false });
  });

  it('refuses anything else and says what to write', () => {
    for (const text of ['', 'live', 'Synthetic', 'recorded'])
      expect(() => parseFeedSource(text)).toThrow('is unknown: use `synthetic`');
    for (const text of ['recorded:', 'recorded:synthetic', 'recorded:a,,b'])
      expect(() => parseFeedSource(text)).toThrow('names no file');
    expect(() => parseFeedSource('recorded:synthetic,a')).toThrow('stands once, at the end');
    expect(() => parseFeedSource('recorded:a,a')).toThrow('names a twice');
  });
});
