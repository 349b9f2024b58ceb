import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';
import { VenueDesk } from './test-venue.ts';

const STEPS = [
  { profit: '1', share: '50' },
  { profit: '2', share: '30' },
  { profit: '3', share: '20' },
];
const SETTINGS = {
  baseVolume: '500',
  safetyVolume: '500',
  safetyStep: '2',
  maxSafetyOrders: 2,
  activeSafetyOrders: 1,
  takeProfit: '0',
  takeProfitSteps: STEPS,
} as const;

/** 0.01 BTC bought at 50000: prices 50601.11, 51102.11 and 51603.11 for 0.005, 0.003 and 0.002. */
function started(settings = {}): { desk: BotDesk; deal: number; takes: () => string[] } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const deal = desk.start(desk.bot(['USDT_BTC'], { ...SETTINGS, ...settings }));
  return { desk, deal, takes: () => desk.orders(deal).filter((line) => line.startsWith('takeProfit')) };
}

describe('several take profits (B7)', () => {
  it('are done one after the other; after the last the deal is completed and safety orders are back', () => {
    const { desk, deal, takes } = started();
    expect(takes()).toEqual([
      'takeProfit 0 sell 50601.11 0.005',
      'takeProfit 1 sell 51102.11 0.003',
      'takeProfit 2 sell 51603.11 0.002',
    ]);
    desk.market('USDT_BTC', '50601.11', '50610');
    expect(desk.record(deal)).toMatchObject({ status: 'bought', stepsDone: [0], sold: { amount: '0.005' } });
    desk.market('USDT_BTC', '51603.11', '51610');
    expect(desk.record(deal)).toMatchObject({ status: 'completed', sold: { amount: '0.01' } });
    expect(desk.core.state.orders.open.size).toBe(0);
  });

  it('a safety order between them places those that are left anew, of everything bought', () => {
    const { desk, deal, takes } = started();
    desk.market('USDT_BTC', '50601.11', '50610');
    desk.market('USDT_BTC', '49040', '49049');
    // A = 0.01 + 0.0102, B = 500.5 + 0.0102·49049·1.001; step 2 sells 30 % of A, the last the remainder
    expect(desk.record(deal)).toMatchObject({ safetyDone: 1, bought: { amount: '0.0202' } });
    expect(takes()).toEqual(['takeProfit 1 sell 50611.31 0.00606', 'takeProfit 2 sell 51107.5 0.00914']);
    desk.market('USDT_BTC', '51200', '51210');
    expect(desk.record(deal)).toMatchObject({ status: 'completed', sold: { amount: '0.0202' } });
  });

  it('a step that is filled in part sells only its remainder after a safety order', () => {
    const { desk, deal, takes } = started();
    desk.quote('USDT_BTC', '50601.11', '0.002', '50610', '10');
    desk.advance();
    expect(takes()[0]).toBe('takeProfit 0 sell 50601.11 0.003');
    desk.market('USDT_BTC', '49040', '49049');
    // 50 % of 0.0202 less the 0.002 that are sold
    expect(takes().map((line) => line.split(' ').at(-1))).toEqual(['0.0081', '0.00606', '0.00404']);
    expect(desk.record(deal).stepsDone).toEqual([]);
  });

  it.each([
    ['less than a lot', '6', 'takeProfit 2 sell 51603.11 0.00012'],
    ['less than the market takes', '60', 'takeProfit 2 sell 51603.11 0.0012'],
  ])('a share that is %s is left to the last', (_, baseVolume, last) => {
    const takeProfitSteps = ['5', '5', '90'].map((share, step) => ({ profit: `${step + 1}`, share }));
    const { desk, deal, takes } = started({ baseVolume, takeProfitSteps, maxSafetyOrders: 0 });
    expect([takes(), desk.record(deal).error]).toEqual([[last], null]);
  });

  it('what is left of one that rests stays with it, however little: never is more on sale than is held', () => {
    const desk = new VenueDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const deal = desk.start(desk.bot(['USDT_BTC'], { ...SETTINGS, maxSafetyOrders: 0 }));
    desk.fill(desk.out(deal, 'base'));
    desk.accept(desk.out(deal, 'takeProfit', 0), desk.out(deal, 'takeProfit', 1));
    desk.reject(desk.out(deal, 'takeProfit', 2), 'busy');
    desk.fill(desk.out(deal, 'takeProfit', 0), '0.00495');
    desk.advance(desk.now + 60_000);
    expect(desk.orders(deal)).toEqual([
      'takeProfit 0 sell 50601.11 0.00005',
      'takeProfit 1 sell 51102.11 0.003',
      'takeProfit 2 sell 51603.11 0.002',
    ]);
  });
});

describe('selling one of several take profits at the market', () => {
  it('sells its coins now, the others keep waiting', () => {
    const { desk, deal, takes } = started();
    desk.must({ type: 'bots.sellStep', deal, step: 1 });
    expect(desk.record(deal)).toMatchObject({ stepsDone: [1], sold: { amount: '0.003', volume: '149.82003' } });
    expect(takes()).toEqual(['takeProfit 0 sell 50601.11 0.005', 'takeProfit 2 sell 51603.11 0.002']);
    desk.must({ type: 'bots.sellStep', deal, step: 0 });
    desk.must({ type: 'bots.sellStep', deal, step: 2 });
    expect(desk.record(deal)).toMatchObject({ status: 'completed', sold: { amount: '0.01' } });
  });

  it.each([
    [-1, 'invalid_value step'],
    [3, 'invalid_value step'],
    [0.5, 'invalid_value step'],
  ])('step %s is none', (step, refusal) => {
    const { desk, deal } = started();
    const { rejection } = desk.run({ type: 'bots.sellStep', deal, step });
    expect(`${rejection?.reason} ${rejection?.field}`).toBe(refusal);
  });

  it('a step that is done cannot be sold again; one take profit has no steps', () => {
    const { desk, deal } = started();
    desk.must({ type: 'bots.sellStep', deal, step: 0 });
    expect(desk.run({ type: 'bots.sellStep', deal, step: 0 }).rejection?.reason).toBe('not_allowed_now');
    const one = started({ takeProfit: '1.5', takeProfitSteps: [] });
    expect(one.desk.run({ type: 'bots.sellStep', deal: one.deal, step: 0 }).rejection?.field).toBe('step');
  });

  it('what the book did not have follows after 60 s', () => {
    const { desk, deal } = started();
    desk.depth('USDT_BTC', [['49990', '0.001']], [['50010', '10']]);
    desk.must({ type: 'bots.sellStep', deal, step: 0 });
    expect(desk.record(deal)).toMatchObject({ sold: { amount: '0.001' }, error: 'take profit: no_liquidity' });
    desk.market('USDT_BTC', '49980', '50010');
    desk.advance(desk.now + 60_000);
    expect(desk.record(deal)).toMatchObject({ stepsDone: [0], sold: { amount: '0.005' }, error: null });
  });

  it('asked for while a take profit waits for its next try it goes out at once', () => {
    const desk = new VenueDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const deal = desk.start(desk.bot(['USDT_BTC'], { ...SETTINGS, maxSafetyOrders: 0 }));
    desk.fill(desk.out(deal, 'base'));
    desk.reject(desk.out(deal, 'takeProfit', 0), 'filter failure');
    desk.acceptAll(deal);
    desk.must({ type: 'bots.sellStep', deal, step: 0 });
    expect(desk.orders(deal)).toContain('takeProfit 0 sell market 0.005');
  });

  it('at a venue the resting order is back before the sale goes out', () => {
    const desk = new VenueDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const deal = desk.start(desk.bot(['USDT_BTC'], { ...SETTINGS, maxSafetyOrders: 0 }));
    desk.fill(desk.out(deal, 'base'));
    desk.acceptAll(deal);
    const resting = desk.out(deal, 'takeProfit', 1);
    desk.must({ type: 'bots.sellStep', deal, step: 1 });
    expect([desk.isAsked(resting), desk.orders(deal).length]).toEqual([true, 3]);
    desk.cancelled(resting);
    expect(desk.orders(deal)).toContain('takeProfit 1 sell market 0.003');
    desk.fill(desk.out(deal, 'takeProfit', 1), undefined, '49990');
    expect(desk.record(deal)).toMatchObject({ stepsDone: [1], status: 'bought' });
  });
});
