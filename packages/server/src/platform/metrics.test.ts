import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProcess, type TestProcess } from '../cli/test-program.ts';
import { TestClient } from '../faces/native/test-client.ts';

/** A platform is a process of its own; a busy machine takes its time (ms). */
const PATIENT = { timeout: 120_000 };

let platform: TestProcess;
beforeAll(async () => {
  platform = await startProcess();
}, 150_000);
afterAll(() => platform.stop());

async function metrics(): Promise<Map<string, number>> {
  const text = await (await fetch(`${platform.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

test(
  'a running platform measures every part: calls by route, batches, writes, market data, searches',
  PATIENT,
  async () => {
    const client = new TestClient(platform.url);
    client.token = platform.token;
    const before = await metrics();
    const [account] = (await client.get('/accounts')).body.items as { id: number }[];
    await client.get(`/accounts/${account?.id}/fills`);
    await client.get('/orders/1');
    await client.post(`/accounts/${account?.id}/deposits`, { asset: 'rub', amount: '1' });
    const after = await metrics();
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    const calls = (method: string, route: string, status: string) =>
      grown(`outcry_call_seconds_count{face="native",method="${method}",route="/api/v1${route}",status="${status}"}`);
    expect(calls('GET', '/accounts', '2xx')).toBe(1);
    expect(calls('GET', '/orders/:id', '4xx')).toBe(1);
    expect(calls('POST', '/accounts/:id/deposits', '2xx')).toBe(1);
    expect(grown('outcry_turn_seconds_count{type="accounts.deposit"}')).toBe(1);
    expect(grown('outcry_command_wait_seconds_count')).toBe(1);
    for (const name of ['batch_turns', 'batch_write_seconds', 'query_seconds', 'tick_seconds'])
      expect([name, after.get(`outcry_${name}_count`)]).toEqual([name, expect.any(Number)]);
    expect(grown('outcry_batch_write_seconds_count')).toBeGreaterThan(0);
    expect(after.get('outcry_refused_ticks_total')).toBe(0);
    expect(after.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(after.get('outcry_journal_durable_seq')).toBe(after.get('outcry_journal_seq'));
  },
);
