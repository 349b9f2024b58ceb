import { tell } from '../words/automation/automation-words.ts';
import { amountText } from '../words/numbers.ts';

/**
 * Why an order could not be placed, in the language of the page. The platform tells it in English:
 * `needs 135.04 USDT, 93.8 USDT free`. `wordOf`: reasons that only this kind of automation has; what is not known stays as it came.
 */
export function reasonText(reason: string, wordOf: (reason: string) => string | undefined): string {
  const money = /^needs (\d[\d.]*) (\w+), (\d[\d.]*) (\w+) free$/.exec(reason);
  if (money === null) return wordOf(reason) ?? reason;
  const [, needed = '', asset = '', free = '', of = ''] = money;
  return tell('why.money', { needed: amountText(needed, asset), free: amountText(free, of) });
}
