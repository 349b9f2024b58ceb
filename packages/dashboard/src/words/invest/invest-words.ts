import { speaker } from '../language.ts';
import { RAMM_WORDS } from '../ramm/ramm-words.ts';
import { DIALOG_WORDS } from './dialog-words.ts';
import { INVEST_PAGE_WORDS } from './page-words.ts';
import { TRADER_WORDS } from './trader-words.ts';

/** Everything the investors' pages say beside the words of the whole page. */
export const INVEST_WORDS = { ...RAMM_WORDS, ...INVEST_PAGE_WORDS, ...DIALOG_WORDS, ...TRADER_WORDS } as const;

/** A word or sentence of the investors' pages in the language of the page. */
export const tell = speaker(INVEST_WORDS);
