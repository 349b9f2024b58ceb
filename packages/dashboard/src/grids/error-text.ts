import { sentence } from '../words/counts.ts';
import { isGridWord, tell } from '../words/grids/grid-words.ts';
import { amountText } from '../words/numbers.ts';

/**
 * What went wrong with an order of a grid bot, in the language of the page. The platform tells it in one English sentence:
 * `buy on line 3: needs 135.04 USDT, 93.8 USDT free`. What is not known here stays as it came.
 */
export function gridErrorText(error: string): string {
  const [, role, line, reason] = /^(buy|sell|start|excess|close|final)(?: on line (-?\d+))?: (.*)$/s.exec(error) ?? [
    null,
    null,
    undefined,
    error,
  ];
  const why = reasonText(reason ?? error);
  if (role === null || role === undefined) return sentence(why);
  const word = `trouble.${role}`;
  return `${sentence(isGridWord(word) ? tell(word, { line: lineNumber(line) }) : role)}: ${why}`;
}

/** Lines are counted from 1 for people; those below the first grid have none. */
function lineNumber(line: string | undefined): string {
  return line === undefined ? '' : String(Number(line) + 1);
}

function reasonText(reason: string): string {
  const money = /^needs (\d[\d.]*) (\w+), (\d[\d.]*) (\w+) free$/.exec(reason);
  if (money !== null) {
    const [, needed = '', asset = '', free = '', of = ''] = money;
    return tell('why.money', { needed: amountText(needed, asset), free: amountText(free, of) });
  }
  const word = KNOWN[reason];
  return word === undefined ? reason : tell(word);
}

const KNOWN: Readonly<Record<string, 'why.noPrice' | 'why.noOffers'>> = {
  'there is no last price to begin at': 'why.noPrice',
  'nobody offers coins': 'why.noOffers',
};
