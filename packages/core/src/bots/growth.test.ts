import { describe, expect, it } from 'vitest';
import type { BotSettings } from './settings.ts';
import { BotDesk } from './test-bots.ts';

/** A pair without fees that is bought at 1000 and sold wherever a test says; deals of 100. */
class Grown extends BotDesk {
  readonly symbol: string;
  readonly bot1: number;

  constructor(settings: Partial<BotSettings>) {
    super({ maker: 0, taker: 0 });
    this.symbol = this.pair('AAA', '0.01', '0.000001');
    this.at('999.99');
    this.bot1 = this.bot([this.symbol], { startOrder: 'market', takeProfit: '500', ...settings });
  }

  at(price: string): void {
    this.market(this.symbol, price, (Number(price) + 0.01).toFixed(2));
  }

  /** Buys at 1000, sells at a price; what was spent on it. */
  round(price: string): string {
    this.at('999.99');
    const deal = this.start(this.bot1);
    this.at(price);
    this.must({ type: 'bots.panicSellDeal', deal });
    return this.record(deal).bought.volume;
  }
}

describe('deals that grow with what was earned', () => {
  it('100, profit 10: 110; then a loss of 20: 100 again; then a profit of 50: 140', () => {
    const desk = new Grown({ reinvest: '100' });
    expect(desk.round('1100')).toBe('100');
    expect(desk.round('818.18')).toBe('110');
    expect(desk.round('1500')).toBe('100');
    expect(desk.round('1000')).toBe('140');
  });

  it('half of it is reinvested, half stays', () => {
    const desk = new Grown({ reinvest: '50' });
    desk.round('1200');
    expect(desk.round('1000')).toBe('110');
  });

  it('losses make them smaller, never smaller than the market takes', () => {
    const desk = new Grown({ reduceRisk: '50' });
    desk.round('800');
    expect(desk.round('1000')).toBe('90');
    expect(new Grown({}).round('1000')).toBe('100');
    const ruined = new Grown({ reduceRisk: '100' });
    for (let n = 0; n < 20; n++) ruined.round('500');
    expect(ruined.instrument(ruined.symbol).minNotional).toBe(0n);
    expect(ruined.round('1000')).toBe('0.001');
  });

  it('in proportion to all that its deals may take: base and safety orders, times as many deals as there may be', () => {
    const grid = { maxSafetyOrders: 2, activeSafetyOrders: 2, safetyStep: '1', safetyVolume: '100', volumeScale: '2' };
    const desk = new Grown({ ...grid, reinvest: '100' });
    // 100 + 100 + 200 = 400; a profit of 10 are 2.5 % of it
    desk.round('1100');
    desk.at('999.99');
    const deal = desk.start(desk.bot1);
    expect(desk.record(deal).bought.volume).toBe('102.5');
    expect(desk.orders(deal).slice(1)).toEqual(['safety 1 buy 990 0.103536', 'safety 2 buy 980 0.209184']);
  });

  it('is refused where volumes or profits are not in quote currency', () => {
    const desk = new BotDesk();
    const refused = (settings: Partial<BotSettings>): string | null | undefined => {
      const whole = desk.settings(['USDT_BTC'], settings);
      return desk.run({ type: 'bots.create', account: desk.trader, secret: 'a1b2c3d4e5', settings: whole }).rejection
        ?.field;
    };
    expect(refused({ reinvest: '100', baseVolumeType: 'percent' })).toBe('reinvest');
    expect(refused({ reduceRisk: '10', safetyVolumeType: 'base' })).toBe('reduceRisk');
    expect(refused({ reinvest: '10', strategy: 'short', profitCurrency: 'base' })).toBe('reinvest');
    expect(refused({ reinvest: '101' })).toBe('reinvest');
    expect(refused({ reinvest: '0', reduceRisk: '0', baseVolumeType: 'percent' })).toBe(undefined);
  });
});
