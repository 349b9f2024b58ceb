import { expect, it } from 'vitest';
import { HOSTILE_SETTINGS, placesOf, replaced } from '../../test/hostile.ts';
import type { GridSettings } from './settings.ts';
import { GridDesk } from './test-grids.ts';

it('malformed settings are refused by the name of their field, or taken and run; nothing else happens', () => {
  const desk = new GridDesk();
  desk.see('101');
  const whole = desk.gridSettings({
    upperStop: { price: '130', action: 'stopAndBuy' },
    lowerStop: { price: '70', action: 'stopAndSell' },
    expandUp: '125',
    expandDown: '75',
    maxBuyLines: 3,
    maxSellLines: 3,
  });
  let [refused, taken] = [0, 0];
  for (const place of placesOf(whole)) {
    for (const hostile of HOSTILE_SETTINGS) {
      const before = desk.core.digest();
      const settings = replaced(whole, place, hostile) as GridSettings;
      const { outcome, rejection } = desk.run({ type: 'grid.create', account: desk.trader, note: null, settings });
      if (outcome === null) {
        refused += 1;
        expect(desk.core.digest()).toBe(before);
        const named = rejection?.field?.split('.')[0];
        // what is wrong with one of two that belong together is told of either
        if (place[0] !== 'orderCurrency' && place[0] !== 'lower' && place[0] !== 'upper')
          expect([place, named]).toEqual([place, place[0]]);
        continue;
      }
      taken += 1;
      const bot = outcome.id;
      desk.run({ type: 'grid.enable', bot });
      desk.run({ type: 'grid.disable', bot, sell: true });
      desk.must({ type: 'grid.delete', bot });
    }
  }
  expect([refused > 150, taken > 5]).toEqual([true, true]);
});
