import { type CopyRow, findRow } from '../../../readmodel/index.ts';
import { carryOut } from '../command.ts';
import { Fault } from '../errors.ts';
import { decimal, id, optional, text, units } from '../fields.ts';
import { type ClientCall, clientMethod, type Method, NOTHING } from '../method.ts';
import { rateOf } from '../rates.ts';
import { look } from '../views/world.ts';
import { demandMine, STRATEGY_ID } from './own-strategy.ts';

/** Strategies that the caller leads (`ramm.md` 6). */
export const MY_STRATEGIES_METHODS: readonly Method[] = [
  clientMethod([2, 3], {
    name: 'myStrategies.addOffer',
    right: 'base',
    fields: {
      StrategyID: id(),
      FeeRate: units(4, { least: 0, most: 10_000 }),
      CommissionRate: decimal({ least: '0' }),
    },
    async handle(call) {
      const { parts, given } = call;
      await demandMine(call, given.StrategyID);
      const offer = await carryOut(
        call,
        {
          type: 'copy.addOffer',
          strategy: given.StrategyID,
          feeRate: given.FeeRate,
          commissionRate: rateOf('CommissionRate', given.CommissionRate),
          kind: 1,
        },
        STRATEGY_ID,
      );
      return { OfferID: offer, Link: parts.identity.business.linkOf(offer) };
    },
  }),
  clientMethod([2, 3], {
    name: 'myStrategies.setPublicOffer',
    right: 'base',
    fields: { StrategyID: id(), OfferID: optional(id()) },
    async handle(call) {
      const { StrategyID, OfferID = 0 } = call.given;
      await demandMine(call, StrategyID);
      await carryOut(call, { type: 'copy.setPublicOffer', strategy: StrategyID, offer: OfferID }, STRATEGY_ID);
      return NOTHING;
    },
  }),
  ...(
    [
      ['myStrategies.close', 'copy.closeStrategy'],
      ['myStrategies.pause', 'copy.pauseStrategy'],
      ['myStrategies.resume', 'copy.resumeStrategy'],
    ] as const
  ).map(([name, type]) =>
    clientMethod([1, 2, 3], {
      name,
      right: 'base',
      fields: { StrategyID: id() },
      async handle(call) {
        await demandMine(call, call.given.StrategyID);
        return { CommandID: await carryOut(call, { type, strategy: call.given.StrategyID }, STRATEGY_ID) };
      },
    }),
  ),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.getToken',
    right: 'base',
    fields: { StrategyID: id() },
    async handle(call) {
      await demandMine(call, call.given.StrategyID);
      const { strategyTokens } = call.parts.identity.business;
      return { Token: strategyTokens.get(call.given.StrategyID) ?? (await newToken(call)) };
    },
  }),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.setToken',
    right: 'base',
    fields: { StrategyID: id() },
    async handle(call) {
      await demandMine(call, call.given.StrategyID);
      return { Token: await newToken(call) };
    },
  }),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.checkName',
    right: 'base',
    fields: { Name: text({ least: 1, most: 64 }) },
    handle: ({ parts, given }) =>
      look(parts, ({ copy }) => ({ StrategyNameAvailable: !copy.names.has(given.Name.toLowerCase()) })),
  }),
  clientMethod([1, 2, 3], {
    name: 'strategyCommands.get',
    right: 'base',
    fields: { StrategyCommandID: id(), StrategyID: optional(id()) },
    async handle(call) {
      const { parts, given } = call;
      const row = await findRow<CopyRow<'copy_commands'>>(parts.readModel, 'copy_commands', given.StrategyCommandID);
      if (row === undefined || row.account !== 0) throw Fault.unknown('StrategyCommandID', 'command');
      if (given.StrategyID !== undefined && given.StrategyID !== row.strategy)
        throw Fault.unknown('StrategyCommandID', 'command of this strategy');
      await demandMine(call, row.strategy);
      return { StrategyCommandStatus: row.status };
    },
  }),
];

/** The strategy's next token; the one before dies at once. */
async function newToken({ parts, given }: ClientCall<{ StrategyID: ReturnType<typeof id> }>): Promise<string> {
  const { business } = parts.identity;
  const { token, statements } = business.strategyTokens.renew(given.StrategyID);
  await business.save(statements);
  return token;
}
