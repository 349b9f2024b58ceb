import type { Money } from '@outcry/core';
import { type TestAnswer, type TestThreeCommas, testThreeCommas } from './test-threecommas.ts';

/** D9 of `dca-and-smarttrade-rules.md`, as `create_bot` takes it. */
export const D9 = {
  name: 'Test bot',
  pairs: ['USDT_BTC'],
  base_order_volume: 100,
  take_profit: 1.5,
  safety_order_volume: '100',
  martingale_volume_coefficient: 2,
  martingale_step_coefficient: '1.5',
  max_safety_orders: 3,
  active_safety_orders_count: 1,
  safety_order_step_percentage: 2,
  take_profit_type: 'total',
  strategy_list: [{ strategy: 'manual', options: {} }],
} as const;

/** Enough of everything for any order. */
const DEEP = '1000';

/** The face with a paper account, and bots by few words. */
export class BotDesk {
  readonly world: TestThreeCommas;
  readonly account: number;

  private constructor(world: TestThreeCommas, account: number) {
    this.world = world;
    this.account = account;
  }

  static async open(folder?: string): Promise<BotDesk> {
    const world = await testThreeCommas(folder === undefined ? {} : { folder });
    const opened = await world.call('POST', '/public/api/ver1/accounts/new?type=paper_trading&name=desk');
    const desk = new BotDesk(world, opened.body.id);
    await desk.market('49990', '50000');
    return desk;
  }

  /** A further start on a folder, at a wall time (ms UTC). */
  static async reopen(folder: string, account: number, wall: number): Promise<BotDesk> {
    const desk = new BotDesk(await testThreeCommas({ folder, wall }), account);
    await desk.market('49990', '50000');
    return desk;
  }

  /** A signed call with JSON below /public/api/ver1. */
  call(method: string, path: string, body?: object, version: 'ver1' | 'v2' = 'ver1'): Promise<TestAnswer> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json' };
    return this.world.call(method, `/public/api/${version}${path}`, body === undefined ? {} : { ...sent, headers });
  }

  /** The same below /public/api/v2. */
  v2(method: string, path: string, body?: object): Promise<TestAnswer> {
    return this.call(method, path, body, 'v2');
  }

  /** The same, which must succeed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  async must(method: string, path: string, body?: object): Promise<any> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  create(more: object = {}): Promise<TestAnswer> {
    return this.call('POST', '/bots/create_bot', { account_id: this.account, ...D9, ...more });
  }

  /** The id of a new bot. */
  async bot(more: object = {}): Promise<number> {
    const { status, text, body } = await this.create(more);
    if (status !== 201) throw new Error(text);
    return body.id;
  }

  /** A new bot with a deal that is bought. */
  async deal(more: object = {}): Promise<{ bot: number; deal: number }> {
    const bot = await this.bot(more);
    const { id } = await this.must('POST', `/bots/${bot}/start_new_deal`);
    return { bot, deal: id };
  }

  show(deal: number): Promise<Record<string, never>> {
    return this.must('GET', `/deals/${deal}/show`);
  }

  /** The account has no bitcoin any more: a new one begins with one. */
  async withoutCoins(): Promise<void> {
    const { engine } = this.world;
    const { account } = this;
    const amount = await engine.read(({ accounts, instruments }) => {
      const { id } = instruments.assetByCode.get('BTC') as { id: number };
      return accounts.accounts.get(account)?.balances.get(id)?.total ?? (0n as Money);
    });
    await engine.submit({ type: 'accounts.withdraw', account, asset: 'BTC', amount, key: null });
  }

  /** Bid and ask of USDT_BTC with more than anybody takes. */
  async market(bid: string, ask: string, pair = 'USDT_BTC'): Promise<void> {
    await this.world.quote(pair, bid, DEEP, ask, DEEP);
    this.world.engine.advance();
    await this.world.engine.read(() => undefined);
  }
}
