import type { Bot, Deal, DealEvent, NewBotSettings } from './api.ts';
import type { TestClient } from './test-client.ts';
import { legWords } from './test-legs.ts';
import { type TestPlatform, testPlatform } from './test-platform.ts';

/** Base order 100 USDT, three safety orders from 2 % on, 1.5 % of profit (D9 of the worked examples). */
export const D9: NewBotSettings = {
  name: 'Test bot',
  instruments: ['USDT_BTC'],
  baseVolume: '100',
  safetyVolume: '100',
  volumeScale: '2',
  safetyStep: '2',
  stepScale: '1.5',
  maxSafetyOrders: 3,
  activeSafetyOrders: 1,
  takeProfit: '1.5',
  takeProfitType: 'total',
};

/** More than any order of the examples takes. */
const DEEP = '1000000';

const FEES = { maker: '0.001', taker: '0.001', decimals: 18, rounding: 'halfUp', mode: 'quote' };

/** A platform on which ann has an account with 1 000 000 USDT, and bitcoin is quoted 49 990 / 50 000. */
export async function botPlatform(): Promise<{ platform: TestPlatform; ann: TestClient; account: number }> {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  await market(platform, '49990', '50000');
  return { platform, ann, account: await usdtAccount(ann) };
}

export async function usdtAccount(client: TestClient): Promise<number> {
  const { id } = await client.account('0', { name: 'Bots', currency: 'USDT', margin: false, fees: FEES });
  await client.post(`/accounts/${id}/deposits`, { asset: 'USDT', amount: '1000000' });
  return id;
}

/** Bid and ask of bitcoin with more size than anybody takes. */
export async function market(platform: TestPlatform, bid: string, ask: string): Promise<void> {
  await platform.quote('USDT_BTC', bid, DEEP, ask, DEEP);
}

export async function makeBot(client: TestClient, account: number, settings: object = {}): Promise<Bot> {
  const { status, body } = await client.post('/bots', { account, settings: { ...D9, ...settings } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

export async function startDeal(client: TestClient, bot: number, body: object = {}): Promise<Deal> {
  const answer = await client.post(`/bots/${bot}/deals`, body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

export async function dealOf(client: TestClient, id: number): Promise<Deal> {
  return (await client.get(`/deals/${id}`)).body;
}

/** The timeline in words, without its times and ids. */
export async function timelineOf(client: TestClient, id: number): Promise<string[]> {
  const { body } = await client.get(`/deals/${id}/timeline?limit=500`);
  return (body.items as DealEvent[]).map((entry) =>
    entry.kind === 'bought' ? `bought ${entry.average}` : (legWords(entry) ?? entry.kind),
  );
}
