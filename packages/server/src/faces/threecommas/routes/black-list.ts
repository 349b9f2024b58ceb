import type { CoreState } from '@outcry/core';
import { command } from '../bots/commands.ts';
import { Problems } from '../bots/problems.ts';
import { instrumentOfPair, pairName } from '../pairs.ts';
import { list, text } from '../parameters.ts';
import { type Route, route } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';

/** Longest black list. */
const MAX_PAIRS = 1_000;

/** Pairs on which no bot of the caller starts (`threecommas.md` 8.1). */
export const BLACK_LIST_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/ver1/bots/pairs_black_list',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: {},
    summary: 'Pairs on which no bot starts deals',
    handle: ({ desk, person }) => desk.parts.engine.read((state) => blackList(state, person.id)),
  }),
  route({
    method: 'POST',
    path: '/ver1/bots/update_pairs_black_list',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: { pairs: list(text({ max: 64 }), { most: MAX_PAIRS }) },
    summary: 'Replace that list; an empty one clears it',
    async handle(call) {
      const { desk, person, given } = call;
      await command(call, ({ instruments: listed }) => {
        const problems = new Problems();
        const instruments: number[] = [];
        for (const pair of given.pairs) {
          const instrument = instrumentOfPair(listed, pair);
          if (instrument !== undefined) instruments.push(instrument.id);
          else if (pair !== '') problems.add('pairs', `No market data for this pair: ${pair}`);
        }
        problems.throwAny();
        return { type: 'bots.setBlackList', owner: person.id, instruments };
      });
      return desk.parts.engine.read((state) => blackList(state, person.id));
    },
  }),
];

function blackList({ bots, instruments }: CoreState, person: number): JsonValue {
  const pairs = (bots.blackLists.get(person) ?? []).flatMap((id) => {
    const instrument = instruments.instruments[id];
    return (instrument === undefined ? undefined : pairName(instruments, instrument)) ?? [];
  });
  return { pairs };
}
