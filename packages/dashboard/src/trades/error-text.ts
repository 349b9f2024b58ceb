import { reasonText } from '../automation/reason-text.ts';
import { sentence } from '../words/counts.ts';
import { isTradeWord, tell } from '../words/trades/trade-words.ts';

/**
 * What went wrong with a trade, in the language of the page. The platform tells it in one English sentence:
 * `step 2: needs 135.04 USDT, 93.8 USDT free`. What is not known here stays as it came.
 */
export function tradeErrorText(error: string): string {
  const [, role, step, reason] = /^(entry|added|step|stop|panic|reduce|reducing|closing)(?: (\d+))?: (.*)$/s.exec(
    error,
  ) ?? [null, null, undefined, error];
  const why = reasonText(reason ?? error, ownWord);
  if (role === null || role === undefined) return sentence(why);
  const word = `trouble.${role}`;
  return `${sentence(isTradeWord(word) ? tell(word, { n: step ?? '' }).trim() : role)}: ${why}`;
}

function ownWord(reason: string): string | undefined {
  const word = KNOWN[reason];
  return word === undefined ? undefined : tell(word);
}

const KNOWN: Readonly<Record<string, 'why.tooLittleBought' | 'why.soldMeanwhile'>> = {
  'what was bought is too little to be sold': 'why.tooLittleBought',
  'too little is left, a step was sold meanwhile': 'why.soldMeanwhile',
};
