import { BotDesk } from './test-bots.ts';
import type { TestAnswer } from './test-threecommas.ts';

/** D18 of `dca-and-smarttrade-rules.md`, as version 2 of the API takes it. */
export const LONG = { type: 'buy', order_type: 'limit', units: { value: '0.01237' }, price: { value: 50_000 } };

/** One exit with profit. */
export const step = (volume: number, value: number, more: object = {}) => ({
  order_type: 'market',
  volume,
  price: { type: 'bid', value },
  ...more,
});

export const D18 = { enabled: true, steps: [step(40, 51_000), step(30, 52_000), step(20, 53_000), step(10, 55_000)] };
export const STOP = { enabled: true, order_type: 'market', conditional: { price: { type: 'bid', value: 47_500 } } };

/** A desk whose smart trades are those of version 2. */
export class TradesV2Desk {
  readonly desk: BotDesk;

  private constructor(desk: BotDesk) {
    this.desk = desk;
  }

  static async open(): Promise<TradesV2Desk> {
    return new TradesV2Desk(await BotDesk.open());
  }

  create(more: object): Promise<TestAnswer> {
    const { desk } = this;
    return desk.v2('POST', '/smart_trades', { account_id: desk.account, pair: 'USDT_BTC', position: LONG, ...more });
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  async made(more: object): Promise<any> {
    const { status, text, body } = await this.create(more);
    if (status !== 201) throw new Error(text);
    return body;
  }

  /** The answer of a call below /v2/smart_trades, which must succeed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  async must(method: string, path: string, body?: object): Promise<any> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** A call below /v2/smart_trades. */
  call(method: string, path: string, body?: object): Promise<TestAnswer> {
    return this.desk.v2(method, `/smart_trades${path}`, body);
  }

  shown(id: number) {
    return this.must('GET', `/${id}`);
  }
}
