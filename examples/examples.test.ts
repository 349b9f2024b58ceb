import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type BuiltPlatform,
  emptyFolder,
  plainEnvironment,
  startBuiltPlatform,
} from '../tools/docs/test-built-platform.ts';
import { everyItem, signIn } from './native-client.mjs';
import { writeCryptoTape, writeMoexTape } from './test-tape.ts';

const PROGRAM = new URL('./moving-averages.mjs', import.meta.url).pathname;

/** What this test reads of a fill. */
interface Fill {
  readonly order: number;
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly quantity: string;
  readonly value: string;
  readonly fee: string;
  readonly feeAsset: string;
}

const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';
const NUMBER = '-?\\d+(?:\\.\\d+)?';
const HEAD = new RegExp(`^${TIME}  account (\\d+) is worth (${NUMBER}) (\\w+)$`);
const TRADE = new RegExp(`^${TIME}(?:-end)?  (buy |sell) (${NUMBER}) at (${NUMBER}), fee (${NUMBER}) (\\w+)$`);
const TAIL = new RegExp(`^${TIME}  (\\d+) fills, the account is worth (${NUMBER}) (\\w+)$`);

/** Decimal text as an integer of 10^-18: sums without a binary float. */
function exact(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${fraction.padEnd(18, '0')}`);
}

const CASES = [
  { symbol: 'USDT_BTC', size: '0.5', days: '3', tape: 'BTC_USDT-waves.csv', write: writeCryptoTape, currency: 'USDT' },
  { symbol: 'SBER', size: '100', days: '2', tape: 'SBER-waves.csv', write: writeMoexTape, currency: 'rub' },
] as const;

describe('examples/moving-averages.mjs on a tape of 400 bars', () => {
  test.each(CASES)('$symbol: its output agrees with the API', { timeout: 240_000 }, async (given) => {
    const folder = emptyFolder();
    given.write(join(folder, given.tape), 400);
    const platform = await startBuiltPlatform(folder, {
      OUTCRY_FEED: `recorded:${given.tape}`,
      OUTCRY_FEED_START: 'command',
    });
    expect(platform.printed()).toContain('(400 bars)');
    const lines = await runExample(folder, [given.symbol, given.days, given.size]);

    const head = HEAD.exec(lines[0] ?? '');
    const tail = TAIL.exec(lines.at(-1) ?? '');
    const trades = lines.slice(1, -1).map((line) => TRADE.exec(line));
    expect(
      [head, tail, ...trades].map((match) => match === null),
      lines.join('\n'),
    ).not.toContain(true);
    expect(trades.length).toBeGreaterThanOrEqual(4);
    expect(trades.map((trade) => trade?.[1]?.trim())).toEqual(
      trades.map((_, index) => (index % 2 === 0 ? 'buy' : 'sell')),
    );
    await compareWithApi(platform, folder, { head, tail, trades, ...given });
  });
});

async function runExample(folder: string, words: readonly string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...words], {
    cwd: folder,
    env: plainEnvironment(),
    timeout: 200_000,
  });
  return stdout.trimEnd().split('\n');
}

interface Output {
  readonly head: RegExpExecArray | null;
  readonly tail: RegExpExecArray | null;
  readonly trades: readonly (RegExpExecArray | null)[];
  readonly currency: string;
  readonly size: string;
}

/** What the platform warned of or failed at; that a call took long is a fact of the machine, not of the program. */
function complaints(printed: string): string[] {
  return printed.split('\n').filter((line) => /"level":(40|50|60)/.test(line) && !line.includes('"msg":"a slow call"'));
}

/** Every printed trade is an order of the account; its fills add up to it, and all of them to the account's money. */
async function compareWithApi(platform: BuiltPlatform, folder: string, output: Output): Promise<void> {
  const { head, tail, trades, currency, size } = output;
  const api = await signIn(join(folder, 'data'));
  const id = head?.[1];
  const account = await api('GET', `/accounts/${id}`);
  expect([tail?.[2], tail?.[3]]).toEqual([account.equity, currency]);
  const fills: Fill[] = [];
  for await (const fill of everyItem(api, `/accounts/${id}/fills`)) fills.unshift(fill as Fill);
  expect(fills).toHaveLength(Number(tail?.[1]));

  const byOrder = groupByOrder(fills);
  expect(byOrder.size).toBe(trades.length);
  for (const [index, group] of [...byOrder.values()].entries()) {
    const [, side, quantity, price, fee, feeAsset] = trades[index] ?? [];
    expect([side?.trim(), quantity, feeAsset]).toEqual([group[0]?.side, size, currency]);
    expect(sum(group, 'quantity')).toBe(exact(quantity ?? ''));
    expect(sum(group, 'fee')).toBe(exact(fee ?? ''));
    if (group.length === 1) expect(price).toBe(group[0]?.price);
  }
  const spent = fills.reduce((total, { side, value }) => total + (side === 'buy' ? exact(value) : -exact(value)), 0n);
  const deposits = currency === 'rub' ? '1000000' : '100000';
  const balance = account.balances.find((each: { asset: string }) => each.asset === currency);
  expect(exact(balance.total)).toBe(exact(deposits) - spent - sum(fills, 'fee'));
  expect(complaints(platform.printed())).toEqual([]);
}

function groupByOrder(fills: readonly Fill[]): Map<number, Fill[]> {
  const groups = new Map<number, Fill[]>();
  for (const fill of fills) groups.set(fill.order, [...(groups.get(fill.order) ?? []), fill]);
  return groups;
}

function sum(fills: readonly Fill[], field: 'quantity' | 'fee'): bigint {
  return fills.reduce((total, fill) => total + exact(fill[field]), 0n);
}
