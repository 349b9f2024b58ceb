import { describe, expect, it } from 'vitest';
import { decimalOf } from '../legs/index.ts';
import { decimals, formatDecimal } from '../numbers/index.ts';
import { isRejection } from '../turn.ts';
import { planDeal } from './plan.ts';
import { Terms } from './terms.ts';
import { BotDesk, PLAIN } from './test-bots.ts';

/** D1: step 1.5, step scale 1.4, volume 20, volume scale 1.6 after a base order of 50. */
const D1 = {
  baseVolume: '50',
  safetyVolume: '20',
  volumeScale: '1.6',
  safetyStep: '1.5',
  stepScale: '1.4',
  maxSafetyOrders: 6,
  activeSafetyOrders: 6,
} as const;

describe('numbers of a grid (D1)', () => {
  it('deviations add up scaled steps, volumes are scaled, funds are their sum', () => {
    const terms = new Terms({ ...PLAIN, name: 'grid', instruments: [1], ...D1 });
    let funds = decimalOf(D1.baseVolume);
    const rows = [1, 2, 3, 4, 5, 6].map((n) => {
      const volume = decimals.multiply(decimalOf(D1.safetyVolume), terms.volumeFactor(n));
      funds = decimals.add(funds, volume);
      const percent = decimals.multiply(terms.deviation(n), decimalOf('100'));
      return [percent, volume, funds].map(formatDecimal);
    });
    expect(rows).toEqual([
      ['1.5', '20', '70'],
      ['3.6', '32', '102'],
      ['6.54', '51.2', '153.2'],
      ['10.656', '81.92', '235.12'],
      ['16.4184', '131.072', '366.192'],
      ['24.48576', '209.7152', '575.9072'],
    ]);
  });

  it('the plan of a deal has the same deviations', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const instrument = desk.instrument('USDT_BTC');
    const settings = { ...PLAIN, name: 'grid', instruments: [instrument.id], ...D1 };
    const plan = planDeal(desk.core.state, desk.trader, settings, instrument);
    if (isRejection(plan)) throw new Error(plan.detail);
    expect(plan.safety.map(({ deviation }) => deviation)).toEqual([
      '1.5',
      '3.6',
      '6.54',
      '10.656',
      '16.4184',
      '24.48576',
    ]);
  });

  it('a long order that would lie 100 % or more below does not exist, nor any after it', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const bot = desk.bot(['USDT_BTC'], { safetyStep: '30', maxSafetyOrders: 5, activeSafetyOrders: 5 });
    const deal = desk.start(bot);
    expect(desk.orders(deal).filter((line) => line.startsWith('safety'))).toEqual([
      'safety 1 buy 35035 0.00286',
      'safety 2 buy 20020 0.005',
      'safety 3 buy 5005 0.01999',
    ]);
  });

  it('an order under the market minimum is raised to the smallest quantity that meets it', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const bot = desk.bot(['USDT_BTC'], {
      safetyVolume: '6',
      volumeScale: '0.5',
      maxSafetyOrders: 3,
      activeSafetyOrders: 3,
    });
    // the pair takes orders from 5 USDT: volumes 6, 3 and 1.5
    expect(desk.orders(desk.start(bot)).slice(1)).toEqual([
      'safety 1 buy 49549.5 0.00013',
      'safety 2 buy 49049 0.00011',
      'safety 3 buy 48548.5 0.00011',
    ]);
  });
});
