import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isTextError, priceFromText } from '../amounts.ts';
import { findByName } from '../queries.ts';
import { catalogueState } from '../test-catalogue.ts';

/** Recorded markets: OUTCRY_RECORDED_DATA, or the folder beside the checkout. */
const GIVEN = process.env.OUTCRY_RECORDED_DATA;
const DATA =
  GIVEN === undefined ? new URL('../../../../../../shared/data/', import.meta.url) : pathToFileURL(`${GIVEN}/`);
const MINUTES = new URL('candles-1m/', DATA);
const TICKS = new URL('ticks/', DATA);

const state = catalogueState();

function lines(file: URL): string[] {
  return gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
}

/** The prices, each once, that the instrument with this name cannot hold. */
function unfit(name: string, prices: Iterable<string>): string[] {
  const instrument = findByName(state, name);
  if (instrument === undefined) throw new Error(`no instrument ${name}`);
  return [...prices].filter((text) => isTextError(priceFromText(instrument, text)));
}

const absent = !existsSync(MINUTES) || !existsSync(TICKS);
if (absent) console.log(`recorded prices: skipped, there are no recorded markets at ${MINUTES.pathname}`);

describe.skipIf(absent)('the steps of the catalogue hold every recorded price', () => {
  it('of the minute candles', () => {
    const files = readdirSync(MINUTES);
    expect(files.length).toBeGreaterThanOrEqual(10);
    for (const file of files) {
      const moscow = file.startsWith('YNDX');
      const name = moscow ? 'YNDX' : (/^([A-Z]+_[A-Z]+)-/.exec(file)?.[1] ?? '').split('_').join('/');
      const from = moscow ? 2 : 1;
      const prices = new Set<string>();
      for (const line of lines(new URL(file, MINUTES)).slice(1))
        for (const text of line.split(',').slice(from, from + 4)) prices.add(text);
      expect(prices.size).toBeGreaterThan(100);
      expect(unfit(name, prices), file).toEqual([]);
    }
  });

  it('of the order books', () => {
    for (const [file, name] of [
      ['btcusdt_20240808.gz', 'BTCUSDT'],
      ['ethusdt_20240808.gz', 'ETHUSDT'],
    ] as const) {
      const prices = new Set<string>();
      for (const line of lines(new URL(file, TICKS))) {
        for (const match of line.matchAll(/\["([\d.]+)","[\d.]+"\]|"[bap]":"([\d.]+)"/g))
          prices.add(match[1] ?? match[2] ?? '');
      }
      expect(prices.size).toBeGreaterThan(100);
      expect(unfit(name, prices), file).toEqual([]);
    }
  });
});
