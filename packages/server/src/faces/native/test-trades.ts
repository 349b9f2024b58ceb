import type { NewSmartTradeSettings, SmartTrade, SmartTradeEvent } from './api.ts';
import type { TestClient } from './test-client.ts';
import { legWords } from './test-legs.ts';

/** Limit buy of 0.01237 bitcoin at 50 000, sold in four steps, stopped at 47 500 (D18 of the worked examples). */
export const D18: NewSmartTradeSettings = {
  instrument: 'USDT_BTC',
  entry: { type: 'limit', price: '50000' },
  quantity: '0.01237',
  takeProfits: [
    { share: '40', price: '51000' },
    { share: '30', price: '52000' },
    { share: '20', price: '53000' },
    { share: '10', price: '55000' },
  ],
  stopLoss: { price: '47500' },
};

export async function openTrade(client: TestClient, account: number, settings: object = {}): Promise<SmartTrade> {
  const { status, body } = await client.post('/smart-trades', { account, settings: { ...D18, ...settings } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

export async function tradeOf(client: TestClient, id: number): Promise<SmartTrade> {
  return (await client.get(`/smart-trades/${id}`)).body;
}

/** The timeline in words, without its times and ids. */
export async function tradeTimelineOf(client: TestClient, id: number): Promise<string[]> {
  const { body } = await client.get(`/smart-trades/${id}/timeline?limit=500`);
  return (body.items as SmartTradeEvent[]).map((entry) => {
    switch (entry.kind) {
      case 'held':
        return `held ${entry.steps.map(({ position, quantity }) => `${position}: ${quantity}`).join(', ')}`;
      case 'stepSale':
        return `stepSale ${entry.position}`;
      case 'stepMoved':
        return `stepMoved ${entry.position} ${entry.status}`;
      default:
        return legWords(entry) ?? entry.kind;
    }
  });
}
