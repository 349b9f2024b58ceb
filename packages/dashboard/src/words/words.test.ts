import { afterAll, beforeAll, expect, it, vi } from 'vitest';

let dictionaries: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>>;

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
  vi.stubGlobal('navigator', { language: 'en' });
  const { WORDS } = await import('./words.ts');
  const { BOT_WORDS } = await import('./bots/bot-words.ts');
  const { COUNT_WORDS } = await import('./counts.ts');
  const { TRADE_WORDS } = await import('./trades/trade-words.ts');
  const { CONNECTION_WORDS } = await import('./house/connection-words.ts');
  const { DESK_WORDS } = await import('./desk/desk-words.ts');
  const { INVEST_WORDS } = await import('./invest/invest-words.ts');
  const { HOME_WORDS } = await import('./house/home-words.ts');
  const { SYSTEM_WORDS } = await import('./house/system-words.ts');
  const { GRID_WORDS } = await import('./grids/grid-words.ts');
  dictionaries = {
    CONNECTION_WORDS,
    DESK_WORDS,
    INVEST_WORDS,
    HOME_WORDS,
    SYSTEM_WORDS,
    WORDS,
    BOT_WORDS,
    COUNT_WORDS,
    TRADE_WORDS,
    GRID_WORDS,
  };
});

afterAll(() => vi.unstubAllGlobals());

const valuesIn = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort();

it('every word stands in both languages and takes the same values', () => {
  const wrong: string[] = [];
  for (const [name, words] of Object.entries(dictionaries)) {
    for (const [word, [english, russian]] of Object.entries(words)) {
      if (english === '' || russian === '') wrong.push(`${name}.${word} is empty`);
      if (valuesIn(english).join() !== valuesIn(russian).join()) wrong.push(`${name}.${word} takes other values`);
    }
  }
  expect(wrong).toEqual([]);
});
