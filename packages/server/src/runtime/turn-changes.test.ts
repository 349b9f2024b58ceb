import { BOT_DEFAULTS, type BotSettings, type Command, type TradeSettings } from '@outcry/core';
import { expect, test } from 'vitest';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { takeEnded } from '../readmodel/index.ts';
import { book, MID, SBER, START, type TestEngine, testEngine } from './test-engine.ts';
import { ChangeReader, type TurnChanges } from './turn-changes.ts';

const SETTINGS: BotSettings = {
  ...BOT_DEFAULTS,
  name: 'Test bot',
  instruments: [SBER],
  baseVolume: '3000',
  safetyVolume: '0',
  safetyStep: '0',
  maxSafetyOrders: 0,
  activeSafetyOrders: 0,
  takeProfit: '1',
  takeProfitType: 'total',
};

async function watched(): Promise<{
  desk: TestEngine;
  told: TurnChanges[];
  submit(command: Command): Promise<number>;
}> {
  const desk = await testEngine(new MemoryJournal());
  const told: TurnChanges[] = [];
  desk.engine.onTurn(({ changes }) => {
    if (changes !== null) told.push(changes);
  });
  return {
    desk,
    told,
    async submit(command) {
      const { outcome, rejection } = await desk.engine.submit(command);
      if (outcome === null) throw new Error(rejection?.detail);
      return outcome.id;
    },
  };
}

/** What was told since the last look, as `deal 16 created`. */
function since(told: TurnChanges[]): string[] {
  return told
    .splice(0)
    .flatMap(({ bots, deals, trades }) => [
      ...bots.map(({ id, kind }) => `bot ${id} ${kind}`),
      ...deals.map(({ id, kind }) => `deal ${id} ${kind}`),
      ...trades.map(({ kind, statusChanged }) => `trade ${kind}${statusChanged ? ', another status' : ''}`),
    ]);
}

test('durable turns tell which bots and deals they touched, and nothing when there are none', async () => {
  const { desk, told, submit } = await watched();
  const { account } = desk;
  await submit({ type: 'accounts.deposit', account, asset: 'rub', amount: 1n as never, key: null });
  expect(told).toEqual([]);
  const bot = await submit({ type: 'bots.create', account, secret: 'a secret of a bot', settings: SETTINGS });
  expect(told).toMatchObject([{ at: START, bots: [{ id: bot, account, kind: 'created' }], deals: [] }]);
  since(told);
  const skips = { skipSignals: true, skipOpenDeals: false, onlyIfEnabled: false };
  const deal = await submit({ type: 'bots.startDeal', bot, instrument: null, ...skips });
  expect(since(told)).toEqual([`bot ${bot} changed`, `deal ${deal} created`]);
  await submit({ type: 'bots.noteDeal', deal, note: 'mine' });
  expect(since(told)).toEqual([`deal ${deal} changed`]);
  await submit({ type: 'bots.panicSellDeal', deal });
  const [closed] = told.flatMap(({ deals }) => deals);
  expect(closed).toMatchObject({
    id: deal,
    bot,
    account,
    kind: 'closed',
    finished: { status: 'panicSold', at: START },
  });
  expect(since(told)).toEqual([`bot ${bot} changed`, `deal ${deal} closed`]);
  await submit({ type: 'bots.delete', bot });
  expect(told).toMatchObject([{ bots: [{ id: bot, account, kind: 'deleted' }], deals: [] }]);
});

test('a fill of an order that rests for a deal tells of it', async () => {
  const { desk, told, submit } = await watched();
  const { account, engine } = desk;
  const settings = { ...SETTINGS, safetyVolume: '3000', safetyStep: '1', maxSafetyOrders: 1, activeSafetyOrders: 1 };
  const bot = await submit({ type: 'bots.create', account, secret: 'a secret of a bot', settings });
  const skips = { skipSignals: true, skipOpenDeals: false, onlyIfEnabled: false };
  const deal = await submit({ type: 'bots.startDeal', bot, instrument: null, ...skips });
  since(told);
  engine.offer([book(START, Math.floor(MID * 0.98))]);
  await engine.idle();
  await engine.read(() => undefined);
  expect(since(told)).toEqual([`deal ${deal} changed`]);
});

const ENTRY = { type: 'conditional', by: 'ask', order: 'market', limitPrice: '0', trailing: '0' } as const;

function tradeSettings(price: string): TradeSettings {
  return {
    instrument: SBER,
    side: 'long',
    entry: { ...ENTRY, price },
    averagePrice: '0',
    quantity: '10',
    takeProfits: [
      {
        position: 1,
        share: '100',
        price: null,
        percent: '10',
        by: 'bid',
        order: 'market',
        limitPrice: '0',
        trailing: '0',
      },
    ],
    stopLoss: null,
    stored: {},
  };
}

test('durable turns tell which smart trades they touched, and whether these have another status', async () => {
  const { desk, told, submit } = await watched();
  const { account } = desk;
  const settings = tradeSettings(`${(MID * 0.5) / 100}`);
  const trade = await submit({ type: 'trades.open', account, settings, note: null });
  expect(told).toMatchObject([{ bots: [], deals: [], trades: [{ id: trade, account, finished: null }] }]);
  expect(since(told)).toEqual(['trade created, another status']);
  await submit({ type: 'trades.note', trade, note: 'mine' });
  expect(since(told)).toEqual(['trade changed']);
  await submit({ type: 'trades.forceStart', trade });
  expect(since(told)).toEqual(['trade changed, another status']);
  await submit({ type: 'trades.add', trade, quantity: 10 as never, price: 0 as never });
  expect(since(told)).toEqual(['trade changed']);
  await submit({ type: 'trades.panicSell', trade });
  expect(told).toMatchObject([{ trades: [{ id: trade, finished: { status: 'panicSold', at: START } }] }]);
  expect(since(told)).toEqual(['trade closed, another status']);
  const brief = await submit({
    type: 'trades.open',
    account,
    settings: { ...settings, entry: { ...ENTRY, type: 'market', price: '0' }, takeProfits: [] },
    note: null,
  });
  expect(told).toMatchObject([{ trades: [{ id: brief, finished: { status: 'finished' } }] }]);
  expect(since(told)).toEqual(['trade closed, another status']);
});

test('after a start a trade that goes on as it was has no other status', async () => {
  const { desk, submit } = await watched();
  const { account, core } = desk;
  const settings = tradeSettings(`${(MID * 0.5) / 100}`);
  const trade = await submit({ type: 'trades.open', account, settings, note: null });
  const again = new ChangeReader(core.state);
  const changed = (command: Command) => {
    const { events } = core.execute(command, START);
    return again.read({ seq: 1, at: START, events, ...takeEnded(core) }, core.state)?.trades;
  };
  expect(changed({ type: 'trades.note', trade, note: 'mine' })).toMatchObject([{ id: trade, statusChanged: false }]);
  expect(changed({ type: 'trades.forceStart', trade })).toMatchObject([{ id: trade, statusChanged: true }]);
});
