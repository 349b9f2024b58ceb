import type { Instrument } from '@outcry/core';
import { describe, expect, it } from 'vitest';
import { findSample } from '../../sample-instruments.ts';
import { best, changes, SNAPSHOT, trade } from './lines.testkit.ts';
import { TickFileReader } from './read-ticks.ts';

function failure(...lines: readonly string[]): string {
  try {
    const reader = new TickFileReader('btcusdt_20240808.gz', findSample('USDT_BTC') as Instrument);
    for (const [index, line] of lines.entries()) reader.read(line, index + 1);
    reader.finish();
    return 'loaded';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a malformed recording is refused with file, line and field', () => {
  const good = trade('100', '1', true);
  const wrap = (stream: string, data: object) => `1 ${JSON.stringify({ stream, data })}`;
  const cases: readonly [string, readonly string[], string][] = [
    [
      'a line without time',
      [good, '{"lastUpdateId":1}'],
      'line 2: "{\\"lastUpdateId\\":1}" is not `<local time in ns> <JSON>`',
    ],
    ['broken JSON', [good, '1 {"stream":'], 'line 2: "{\\"stream\\":" is not JSON'],
    [
      'another stream',
      ['1 {"stream":"btcusdt@kline_1m","data":{}}'],
      'line 1, field stream: "btcusdt@kline_1m" is not depth, bookTicker or trade',
    ],
    ['another market', ['1 {"stream":"ethusdt@trade","data":{}}'], 'line 1, field stream: "ETHUSDT" is not BTCUSDT'],
    ['another market inside', [wrap('btcusdt@trade', { s: 'ETHUSDT' })], 'field data.s: "ETHUSDT" is not BTCUSDT'],
    ['no data', ['1 {"stream":"btcusdt@trade"}'], 'field data: must be an object'],
    ['another event', [wrap('btcusdt@trade', { s: 'BTCUSDT', e: 'aggTrade' })], 'field data.e: must be "trade"'],
    ['no side', [trade('100', '1', 'yes')], 'field data.m: must be true or false'],
    ['no time', [trade('100', '1', true, -5)], 'field data.E: must be a whole number'],
    [
      'a price off the step',
      [trade('100.001', '1', true)],
      'field data.p: "100.001" is not a whole number of steps 0.01 of USDT_BTC',
    ],
    ['a price of zero', [trade('0.00', '1', true)], 'field data.p: is not above zero'],
    ['a size that is no number', [trade('100', '1e5', true)], 'field data.q: "1e5" is not a number'],
    ['a size that is too large', [trade('100', '99999999999', true)], 'field data.q: "99999999999" is too large'],
    ['a price that is no text', [changes(1, 2, [[100, '1']], [])], 'field data.b[0][0]: must be a number as text'],
    ['a level of three', [changes(1, 2, [], [['1', '2', '3']])], 'field data.a[0]: must be [price, size]'],
    ['levels that are no list', [changes(1, 2, [], {})], 'field data.a: must be a list'],
    ['updates in reverse', [changes(3, 2, [], [])], 'field data.u: is less than data.U'],
    ['a crossed best quote', [best(1, '101', '1', '101', '1')], 'field data.b: is not below the best ask'],
    [
      'a crossed snapshot',
      ['1 {"lastUpdateId":1,"bids":[["2","1"]],"asks":[["2","1"]]}'],
      'field bids[0]: is not below the best ask',
    ],
    [
      'a snapshot out of order',
      ['1 {"lastUpdateId":1,"bids":[["2","1"],["3","1"]],"asks":[]}'],
      'field bids[1][0]: is not worse than the level before',
    ],
    [
      'an empty level in a snapshot',
      ['1 {"lastUpdateId":1,"bids":[],"asks":[["2","0"]]}'],
      'field asks[0][1]: is 0 in a whole book',
    ],
    [
      'an update that is no number',
      ['1 {"lastUpdateId":"1","bids":[],"asks":[]}'],
      'field lastUpdateId: must be a whole number',
    ],
    ['a blank line', [good, '', good], 'line 2: is blank between lines'],
    ['nothing that has a time', [SNAPSHOT, best(11, '100', '1', '101', '1')], 'so nothing in it has a time'],
  ];
  for (const [what, lines, message] of cases) {
    it(what, () => {
      const problem = failure(...lines);
      expect(problem).toContain('btcusdt_20240808.gz');
      expect(problem).toContain(message);
    });
  }
});
