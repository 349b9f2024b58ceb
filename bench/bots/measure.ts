import type { PlaceOrder, Price, Quantity } from '@outcry/core';
import { deposit, MIDDLE, opening } from './commands.ts';
import { BotsWorld } from './world.ts';

/** Bytes of a bot without a deal, of its deal with all its orders, and of as many limit orders that are nobody's deal. */
export interface BotBytes {
  readonly bot: number;
  readonly deal: number;
  readonly orders: number;
}

const BOTS = 20_000;
const WARM = 1_000;
/** Five safety orders and a take profit. */
const ORDERS = 6;

function inUse(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function grownBy(act: () => void): number {
  const before = inUse();
  act();
  return (inUse() - before) / BOTS;
}

function measureBots(): Pick<BotBytes, 'bot' | 'deal'> {
  const world = new BotsWorld();
  world.enable(world.create(WARM));
  let bots: readonly number[] = [];
  const bot = grownBy(() => {
    bots = world.create(BOTS);
  });
  const deal = grownBy(() => world.enable(bots));
  if (world.openOrders !== (BOTS + WARM) * ORDERS) throw new Error(`${world.openOrders} orders are open`);
  return { bot, deal };
}

function measureOrders(): number {
  const world = new BotsWorld();
  const account = world.do(opening(0));
  world.do(deposit(account));
  const place = (count: number): void => {
    for (let n = 0; n < count; n++) world.do(resting(account, world.instrument(n), 1 + (n % 2_000)));
  };
  place(WARM * ORDERS);
  return grownBy(() => place(BOTS * ORDERS));
}

/** A buy that rests below the market: 2 % and so many hundredths of a per mille. */
function resting(account: number, instrument: number, below: number): PlaceOrder {
  return {
    type: 'orders.place',
    account,
    instrument,
    action: 'buy',
    orderType: 'limit',
    validity: 'gtc',
    quantity: 200 as Quantity,
    price: (MIDDLE - 100_000 - below * 50) as Price,
    stopPrice: 0 as Price,
    leg: 'net',
    key: null,
    origin: 'bench',
    comment: null,
  };
}

if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
process.send?.({ ...measureBots(), orders: measureOrders() } satisfies BotBytes);
