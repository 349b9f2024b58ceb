import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../days.ts';
import { catalogueState, instrument } from '../test-catalogue.ts';
import { quarterlyFutures } from './moex-futures.ts';

const symbols = (at: number) => quarterlyFutures(at).map(({ symbol }) => symbol);

describe('quarterly futures', () => {
  it.each([
    ['2026-11-20T09:00:00Z', ['SRZ6', 'SRH7', 'GZZ6', 'GZH7', 'MXZ6', 'MXH7', 'SiZ6', 'SiH7']],
    ['2026-12-17T20:59:59.999Z', ['SRZ6', 'SRH7', 'GZZ6', 'GZH7', 'MXZ6', 'MXH7', 'SiZ6', 'SiH7']],
    ['2026-12-17T21:00:00Z', ['SRH7', 'SRM7', 'GZH7', 'GZM7', 'MXH7', 'MXM7', 'SiH7', 'SiM7']],
    ['2027-01-01T00:00:00Z', ['SRH7', 'SRM7', 'GZH7', 'GZM7', 'MXH7', 'MXM7', 'SiH7', 'SiM7']],
    ['2015-01-05T07:00:00Z', ['SRH5', 'SRM5', 'GZH5', 'GZM5', 'MXH5', 'MXM5', 'SiH5', 'SiM5']],
    ['2029-12-31T00:00:00Z', ['SRH0', 'SRM0', 'GZH0', 'GZM0', 'MXH0', 'MXM0', 'SiH0', 'SiM0']],
  ])('at %s', (time, expected) => {
    expect(symbols(Date.parse(time))).toEqual(expected);
  });

  it('carry the names and days the exchange and T-Invest published', () => {
    const published: [string, string, string, string, string, string][] = [
      ['2022-11-01', 'SRZ2', 'SBRF-12.22', 'FUTSBRF12220', '2022-12-15', '2022-12-16'],
      ['2024-11-01', 'GZZ4', 'GAZR-12.24', 'FUTGAZR12240', '2024-12-19', '2024-12-20'],
      ['2026-11-01', 'SiZ6', 'Si-12.26', 'FUTSI1226000', '2026-12-17', '2026-12-18'],
      ['2026-11-01', 'MXZ6', 'MIX-12.26', 'FUTMIX122600', '2026-12-17', '2026-12-18'],
    ];
    for (const [date, symbol, smartcom, figi, lastTradeDate, expirationDate] of published) {
      const found = quarterlyFutures(Date.parse(date)).find((spec) => spec.symbol === symbol);
      expect(found).toMatchObject({
        ids: { smartcom, figi, ticker: symbol },
        future: { lastTradeDate, expirationDate },
      });
    }
    const srz6 = quarterlyFutures(Date.parse('2026-11-01')).find((spec) => spec.symbol === 'SRZ6');
    expect(srz6?.future?.firstTradeDate).toBe('2025-12-04');
  });

  it('have SBER as basic instrument, or none for the index', () => {
    const [sber, , , , index] = quarterlyFutures(Date.parse('2026-11-01'));
    expect(sber?.future).toMatchObject({ basicInstrument: 'SBER', basicAsset: 'SBER', basicAssetSize: '100' });
    expect(index?.future).toMatchObject({ basicAsset: 'IMOEX', assetType: 'index' });
    expect(index?.future).not.toHaveProperty('basicInstrument');
  });

  it('are always two per family, not expired, and one symbol always has the same spec, until the names come again after ten years', () => {
    const specs = new Map<string, string>();
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2035, 8, 1); at += DAY_MS) {
      const listed = quarterlyFutures(at);
      expect(listed).toHaveLength(8);
      for (const spec of listed) {
        const text = JSON.stringify(spec);
        if ((specs.get(spec.symbol) ?? text) !== text) throw new Error(`${spec.symbol} changed`);
        specs.set(spec.symbol, text);
        if (Date.parse(`${spec.future?.lastTradeDate}T21:00:00Z`) <= at) throw new Error(`${spec.symbol} has expired`);
      }
    }
  });

  it('leave the list at the moment at which the core lets them expire', () => {
    const { expiresAt } = instrument(catalogueState(Date.parse('2026-11-20')), 'SRZ6');
    expect(symbols(expiresAt - 1)).toContain('SRZ6');
    expect(symbols(expiresAt)).not.toContain('SRZ6');
  });
});
