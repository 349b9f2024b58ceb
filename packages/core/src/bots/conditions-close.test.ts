import { describe, expect, it } from 'vitest';
import { Core } from '../core.ts';
import type { SignalCandle, SignalCondition } from '../signals/index.ts';
import type { BotSettings } from './settings.ts';
import { BotDesk } from './test-bots.ts';

const MINUTE = 60_000;

/** Of one candle a minute: 100 when it closed above the one before, 0 below. */
const RISES: SignalCondition = { kind: 'rsi', interval: '1m', period: 1, points: '60', trigger: 'greater' };
const FALLS: SignalCondition = { ...RISES, points: '40', trigger: 'less' };

/** A deal of 0.1 coins at 1000 (P0 1001) whose minutes rise or fall. */
class Minutes extends BotDesk {
  readonly symbol: string;
  readonly bot1: number;
  readonly deal1: number;
  #last = 1000;

  constructor(settings: Partial<BotSettings>) {
    super();
    this.symbol = this.pair('AAA', '0.01', '0.001');
    this.give('AAA', '10');
    this.market(this.symbol, '999', '1000');
    this.bot1 = this.bot([this.symbol], { startOrder: 'market', ...settings });
    this.deal1 = this.start(this.bot1);
    this.history();
  }

  history(): void {
    const close = this.price(this.symbol, '1000');
    const candle: SignalCandle = { time: this.now - MINUTE, open: close, high: close, low: close, close, volume: 1 };
    for (const want of this.core.beginHistory(0, 1_000)) this.core.giveHistory(want, [candle], this.now);
  }

  /** A minute with the last price above or below that of the one before; the quotes stay. */
  minute(way: 'up' | 'down'): void {
    this.#last += way === 'up' ? 1 : -1;
    this.trade(this.symbol, `${this.#last}`, '1');
    this.advance((Math.floor(this.now / MINUTE) + 1) * MINUTE);
  }
}

const CLOSES = { closeWhen: [RISES], takeProfit: '0' } as const;

describe('conditions close a deal', () => {
  it('at the market when all hold; no take profit rests', () => {
    const desk = new Minutes(CLOSES);
    expect(desk.orders(desk.deal1)).toEqual([]);
    desk.minute('down');
    expect(desk.deal(desk.deal1).status).toBe('bought');
    desk.minute('up');
    // sold 0.1 at 999, less 0.0999: a loss, as nothing else was told
    expect(desk.record(desk.deal1)).toMatchObject({ status: 'completed', profit: '-0.2999' });
  });

  it('only when that brings the least profit: 2 % of all are 102.102, so 1022.05 is the first price that does', () => {
    const desk = new Minutes({ ...CLOSES, minProfit: '2' });
    desk.minute('up');
    expect(desk.deal(desk.deal1).status).toBe('bought');
    // while the conditions hold the price itself is waited for
    desk.market(desk.symbol, '1022.04', '1023');
    expect(desk.deal(desk.deal1).status).toBe('bought');
    desk.market(desk.symbol, '1022.05', '1023');
    expect(desk.record(desk.deal1)).toMatchObject({ status: 'completed', profit: '2.002795' });
  });

  it('not while they do not hold, whatever it would bring', () => {
    const desk = new Minutes({ ...CLOSES, minProfit: '2' });
    desk.minute('up');
    desk.minute('down');
    desk.market(desk.symbol, '1100', '1101');
    expect(desk.deal(desk.deal1).status).toBe('bought');
    desk.minute('up');
    expect(desk.record(desk.deal1)).toMatchObject({ status: 'completed', profit: '9.79' });
  });

  it('the least profit may be one of the base order alone', () => {
    const settings = { maxSafetyOrders: 1, activeSafetyOrders: 1, safetyStep: '10', safetyVolume: '900' };
    const desk = new Minutes({ ...CLOSES, ...settings, minProfit: '2', minProfitType: 'base' });
    // 1 coin more at 900.9: 1.1 for 1001.9009 in all; 2 % of the base order's 100.1 above that are 1003.9029
    desk.market(desk.symbol, '899', '900.9');
    const { bought } = desk.record(desk.deal1);
    expect(bought).toMatchObject({ amount: '1.1', volume: '1001.9009' });
    // 1003.9029 / (1.1 · 0.999) = 913.552…
    desk.market(desk.symbol, '913.55', '914');
    desk.minute('up');
    expect(desk.deal(desk.deal1).status).toBe('bought');
    desk.market(desk.symbol, '913.56', '914');
    expect(desk.record(desk.deal1).status).toBe('completed');
  });

  it('beside a take profit: whichever comes first', () => {
    const desk = new Minutes({ closeWhen: [RISES], takeProfit: '5', minProfit: '1' });
    expect(desk.orders(desk.deal1)).toEqual(['takeProfit 0 sell 1052.11 0.1']);
    desk.market(desk.symbol, '1052.11', '1053');
    expect(desk.record(desk.deal1).status).toBe('completed');
    const other = new Minutes({ closeWhen: [RISES], takeProfit: '5', minProfit: '1' });
    other.market(other.symbol, '1020', '1021');
    other.minute('up');
    expect(other.record(other.deal1)).toMatchObject({ status: 'completed', profit: '1.798' });
  });

  it('a sale that the market does not take is tried again a minute later, if they hold then', () => {
    const desk = new Minutes(CLOSES);
    desk.trade(desk.symbol, '1001', '1');
    desk.status(desk.symbol, 'closed');
    desk.advance((Math.floor(desk.now / MINUTE) + 1) * MINUTE);
    expect(desk.record(desk.deal1)).toMatchObject({ status: 'bought', bought: { amount: '0.1' } });
    expect(desk.record(desk.deal1).error).toContain('closing at the market: ');
    desk.status(desk.symbol, 'normal');
    desk.market(desk.symbol, '999', '1000');
    desk.advance(desk.now + MINUTE - 1);
    expect(desk.deal(desk.deal1).status).toBe('bought');
    desk.advance(desk.now + 1);
    expect(desk.record(desk.deal1)).toMatchObject({ status: 'completed', error: null });
  });

  it('a short deal is bought back at the price that brings enough', () => {
    const desk = new Minutes({
      ...CLOSES,
      strategy: 'short',
      baseVolume: '0.1',
      baseVolumeType: 'base',
      minProfit: '2',
    });
    // sold 0.1 at 999 for 99.8001; 98 % of it buy 0.1 back at 977.06…
    desk.minute('up');
    desk.market(desk.symbol, '976', '977.07');
    expect(desk.deal(desk.deal1).status).toBe('bought');
    desk.market(desk.symbol, '976', '977.06');
    expect(desk.record(desk.deal1).status).toBe('completed');
  });

  it('messages close a deal that waits for them; nothing else does', () => {
    const desk = new Minutes({ closeWhen: [{ kind: 'webhook' }], takeProfit: '0' });
    desk.minute('up');
    desk.market(desk.symbol, '2000', '2001');
    expect(desk.orders(desk.deal1)).toEqual([]);
    desk.must({ type: 'bots.signal', bot: desk.bot1, instrument: null, action: 'panicSell' });
    expect(desk.record(desk.deal1).status).toBe('panicSold');
  });

  it('they are looked at again after a restart', () => {
    const desk = new Minutes(CLOSES);
    const core = Core.restore(desk.core.snapshot());
    expect([...core.state.bots.work.waitingDeals.values()].map((deals) => [...deals])).toEqual([[desk.deal1]]);
    expect(core.wantsHistory).toBe(true);
  });

  it('nobody watches them once the deal has ended', () => {
    const desk = new Minutes({ ...CLOSES, safetyWhen: [FALLS], maxSafetyOrders: 1, activeSafetyOrders: 1 });
    const { id } = desk.instrument(desk.symbol);
    expect(desk.core.state.signals.instruments.get(id)?.watches.size).toBe(2);
    desk.must({ type: 'bots.cancelDeal', deal: desk.deal1 });
    expect(desk.core.state.signals.instruments.has(id)).toBe(false);
    expect(desk.core.state.bots.work.waitingDeals.size).toBe(0);
  });
});

describe('safety orders that wait for conditions', () => {
  const GRID = { safetyStep: '1', safetyVolume: '100', maxSafetyOrders: 4, activeSafetyOrders: 1 } as const;
  const WAITS = { ...GRID, safetyWhen: [FALLS] } as const;

  it('rest nowhere; when the conditions hold all whose price is reached are bought at the market', () => {
    const desk = new Minutes(WAITS);
    const safety = (): string[] => desk.orders(desk.deal1).filter((line) => line.startsWith('safety'));
    expect(safety()).toEqual([]);
    // 3.5 % below the base order: three prices are reached (990.99, 980.98, 970.97)
    desk.market(desk.symbol, '965', '966');
    expect(desk.record(desk.deal1).safetyDone).toBe(0);
    desk.minute('down');
    // each 100 / 966 = 0.1035… → 0.104
    expect(desk.record(desk.deal1)).toMatchObject({ safetyDone: 3, bought: { amount: '0.412' } });
    expect(safety()).toEqual([]);
  });

  it('while the conditions hold the next price is waited for', () => {
    const desk = new Minutes(WAITS);
    desk.minute('down');
    expect(desk.record(desk.deal1).safetyDone).toBe(0);
    desk.market(desk.symbol, '990', '990.99');
    expect(desk.record(desk.deal1).safetyDone).toBe(1);
    desk.minute('up');
    desk.market(desk.symbol, '960', '961');
    expect(desk.record(desk.deal1).safetyDone).toBe(1);
  });
});

describe('safety orders that are told one by one', () => {
  const STEPS = [
    { deviation: '1.1', volume: '10' },
    { deviation: '5', volume: '200' },
  ];

  it('stand where they are told, each with its own volume', () => {
    const desk = new Minutes({ safetySteps: STEPS, maxSafetyOrders: 2, activeSafetyOrders: 2, safetyVolume: '0' });
    // 1001 · 0.989 = 989.989 and 1001 · 0.95 = 950.95; 10 / 989.98 = 0.0101…, 200 / 950.95 = 0.2103…
    expect(desk.orders(desk.deal1)).toEqual([
      'takeProfit 0 sell 1017.04 0.1',
      'safety 1 buy 989.98 0.011',
      'safety 2 buy 950.95 0.211',
    ]);
  });

  it('of percent they are percents of what was free when the deal began', () => {
    const percent = { safetyVolumeType: 'percent', maxSafetyOrders: 1, activeSafetyOrders: 1 } as const;
    const desk = new Minutes({ safetySteps: [{ deviation: '2', volume: '0.05' }], ...percent });
    // 0.05 % of 1000000 are 500; 1001 · 0.98 = 980.98; 500 / 980.98 = 0.5096…
    expect(desk.orders(desk.deal1)[1]).toBe('safety 1 buy 980.98 0.509');
  });
});

describe('a stop loss that breaks even', () => {
  const TARGETS = [
    { profit: '1', share: '50' },
    { profit: '2', share: '30' },
    { profit: '3', share: '20' },
  ];
  const SETTINGS = { takeProfit: '0', takeProfitSteps: TARGETS, stopLoss: '5', baseVolume: '1000' } as const;

  /** 1 coin at 1001: take profits at 1012.03, 1022.05 and 1032.06, stop loss at 950.95. */
  const stopOf = (desk: Minutes): string | null => desk.figures(desk.deal1).stopLoss;

  it('stands at the average after the first take profit, at the price of the one before after the next', () => {
    const desk = new Minutes({ ...SETTINGS, breakeven: 3 });
    expect(stopOf(desk)).toBe('950.95');
    desk.market(desk.symbol, '1012.03', '1013');
    expect(stopOf(desk)).toBe('1001');
    desk.market(desk.symbol, '1022.05', '1023');
    expect(stopOf(desk)).toBe('1012.03');
    desk.market(desk.symbol, '1012.04', '1013');
    expect(desk.deal(desk.deal1).status).toBe('bought');
    desk.market(desk.symbol, '1012.03', '1013');
    expect(desk.record(desk.deal1)).toMatchObject({ status: 'stopLossFinished', sold: { amount: '1' } });
  });

  it('goes no farther than it is told, and not at all without it', () => {
    const desk = new Minutes({ ...SETTINGS, breakeven: 0 });
    const plain = new Minutes(SETTINGS);
    for (const each of [desk, plain]) each.market(each.symbol, '1022.05', '1023');
    expect([stopOf(desk), stopOf(plain)]).toEqual(['1001', '950.95']);
  });

  it('there may be none before the first take profit', () => {
    const desk = new Minutes({ ...SETTINGS, stopLoss: '0', breakeven: 1 });
    expect(stopOf(desk)).toBe(null);
    desk.market(desk.symbol, '1012.03', '1013');
    desk.market(desk.symbol, '1001', '1002');
    expect(desk.record(desk.deal1).status).toBe('stopLossFinished');
  });

  it('a running deal may be told so', () => {
    const desk = new Minutes(SETTINGS);
    desk.market(desk.symbol, '1012.03', '1013');
    desk.must({ type: 'bots.editDeal', deal: desk.deal1, changes: { breakeven: 0 } });
    expect(stopOf(desk)).toBe('1001');
  });
});
