import { reasonText } from '../automation/reason-text.ts';
import { isBotWord, tell } from '../words/bots/bot-words.ts';
import { sentence } from '../words/counts.ts';
import { language } from '../words/language.ts';

/**
 * What went wrong with an order of a deal, in the language of the page. The platform tells it in one English sentence:
 * `safety order 2: needs 135.04 USDT, 93.8 USDT free`. What is not known here stays as it came.
 */
export function dealErrorText(error: string): string {
  const [, role, step, rest] =
    /^(base order|safety order|added order|take profit|closing order|closing at the market)(?: (\d+))?: (.*)$/s.exec(
      error,
    ) ?? [null, null, undefined, error];
  const reason = reasonText(rest ?? error, ownWord);
  if (role === null || role === undefined) return sentence(reason);
  const word = `role.${ROLES[role as keyof typeof ROLES]}`;
  return `${sentence(isBotWord(word) ? tell(word, { step: step ?? '' }).trim() : role)}: ${reason}`;
}

const ROLES = {
  'base order': 'base',
  'safety order': 'safety',
  'added order': 'added',
  'take profit': 'takeProfit',
  'closing order': 'close',
  'closing at the market': 'close',
} as const;

function ownWord(reason: string): string | undefined {
  return language.value === 'ru' && reason === 'no price to buy at' ? tell('check.price') : undefined;
}
