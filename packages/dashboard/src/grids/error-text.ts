import { reasonText } from '../automation/reason-text.ts';
import { sentence } from '../words/counts.ts';
import { isGridWord, tell } from '../words/grids/grid-words.ts';

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
  const why = reasonText(reason ?? error, ownWord);
  if (role === null || role === undefined) return sentence(why);
  const word = `trouble.${role}`;
  return `${sentence(isGridWord(word) ? tell(word, { line: lineNumber(line) }) : role)}: ${why}`;
}

/** Lines are counted from 1 for people; those below the first grid have none. */
function lineNumber(line: string | undefined): string {
  return line === undefined ? '' : String(Number(line) + 1);
}

function ownWord(reason: string): string | undefined {
  const word = KNOWN[reason];
  return word === undefined ? undefined : tell(word);
}

const KNOWN: Readonly<Record<string, 'why.noPrice' | 'why.noOffers'>> = {
  'there is no last price to begin at': 'why.noPrice',
  'nobody offers coins': 'why.noOffers',
};
