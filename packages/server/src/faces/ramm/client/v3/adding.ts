import { DEFAULT_SPEC } from '@outcry/core';
import { carryOut } from '../../command.ts';
import { Fault } from '../../errors.ts';
import { optional } from '../../fields.ts';
import { type ClientCall, clientMethod, type Method } from '../../method.ts';
import { look } from '../../views/world.ts';
import { addStrategy, STRATEGY_ID } from '../own-strategy.ts';
import { type FirstLot, firstLot, tradeCommand } from './command.ts';
import { SIMPLE_TAGS } from './kind.ts';
import { youtube } from './video.ts';
import { comesTrue } from './waiting.ts';

/** A strategy around a video and a trade, with the least money that a trader must bring. */
export const ADD_BY_COMMAND: Method = clientMethod([3], {
  name: 'myStrategies.add',
  right: 'base',
  fields: { Youtube: optional(youtube()), Command: tradeCommand() },
  async handle(call) {
    const { parts, company, given } = call;
    const { money, name, lot } = await look(parts, ({ state, copy }) => {
      const spec = copy.companies.get(company.id)?.spec ?? DEFAULT_SPEC;
      const lot = firstLot(state, given.Command, spec.securityMinBalance, spec.leverage);
      return { money: spec.securityMinBalance, name: freeName(copy.names, given.Command.name), lot };
    });
    const wanted = { name, money, external: { server: '', account: '', tags: SIMPLE_TAGS } };
    const { Youtube: video } = given;
    const { videos } = parts.identity.business;
    // one transaction: a strategy is never there without the video it was made with
    const sql = (id: number) => (video === undefined ? [] : videos.set(id, { youtube: video, at: parts.engine.now }));
    const strategy = await addStrategy(call, wanted, (_state, id) => id, sql);
    if (lot !== null) await trade(call, strategy, money, lot);
    return { StrategyID: strategy };
  },
});

/** Names are unique: the second strategy for the same symbol is called `EURUSD 2`. */
function freeName(names: ReadonlyMap<string, number>, wanted: string): string {
  let name = wanted;
  for (let n = 2; names.has(name.toLowerCase()); n++) name = `${wanted} ${n}`;
  return name;
}

/** The first signal, once the money is there. */
async function trade(
  call: Pick<ClientCall, 'parts' | 'requestId'>,
  strategy: number,
  equity: number,
  { instrument, lot }: FirstLot,
): Promise<void> {
  const active = await comesTrue(call.parts, ({ copy }) => copy.strategies.get(strategy)?.status === 1);
  if (!active)
    throw new Fault('overloaded', `strategy ${strategy} is made, its trade is not: send it as a signal`, 503, 1);
  await carryOut(
    call,
    { type: 'copy.signal', strategy, instrument, lot, equity, ticket: null, comment: null },
    { ...STRATEGY_ID, lot: 'Command.x' },
  );
}
