import type { CoreState } from '@outcry/core';
import { cents, decimal, flag, integer, optional, text, units, withDefault } from '../fields.ts';
import { clientMethod, type Method } from '../method.ts';
import { rateOf } from '../rates.ts';
import { look } from '../views/world.ts';
import { PROTECTION, TARGET } from './investing.ts';
import { addStrategy } from './own-strategy.ts';
import { addedBlock } from './v1/strategies.ts';
import { ADD_BY_COMMAND } from './v3/adding.ts';

const NAME = text({ least: 1, most: 50 });
const MONEY = cents({ least: 0, strict: true });
const LEVELS = { Protection: withDefault(PROTECTION, 0), Target: withDefault(TARGET, 0), Money: MONEY };

/** `myStrategies.add` (`ramm.md` 6). */
export const ADDING_METHODS: readonly Method[] = [
  clientMethod([1], {
    name: 'myStrategies.add',
    right: 'base',
    fields: {
      Name: NAME,
      FeeRate: withDefault(units(4, { least: 0, most: 10_000 }), 0),
      CommissionRate: withDefault(decimal({ least: '0' }), { coefficient: 0n, scale: 0 }),
      // strategies are copied within their company alone
      Shared: optional(flag()),
      ...LEVELS,
    },
    async handle(call) {
      const { Name: name, FeeRate: feeRate, CommissionRate, Protection: protection, Target: target } = call.given;
      const commissionRate = rateOf('CommissionRate', CommissionRate);
      const wanted = { name, feeRate, commissionRate, protection, target, money: call.given.Money };
      const { strategy, command } = await addStrategy(call, wanted, madeOf);
      return look(call.parts, (world) => addedBlock(world, call.client.id, strategy, command));
    },
  }),
  clientMethod([2], {
    name: 'myStrategies.add',
    right: 'base',
    fields: { Name: NAME, ...LEVELS, AccountingSystem: withDefault(integer({ most: 1 }), 1) },
    async handle(call) {
      const { Name: name, Protection: protection, Target: target, Money: money } = call.given;
      const accounting = call.given.AccountingSystem as 0 | 1;
      return addStrategy(call, { name, protection, target, money, accounting }, (state, id) => {
        const { strategy, account, command } = madeOf(state, id);
        return { StrategyID: strategy, AccountID: account, AccountCommandID: command };
      });
    },
  }),
  ADD_BY_COMMAND,
];

/** A strategy that has just been made, its trader's account, and the command that brings the money. */
function madeOf({ copy }: CoreState, strategy: number) {
  const account = copy.strategies.get(strategy)?.security ?? 0;
  return { strategy, account, command: copy.accounts.get(account)?.lastCommand ?? 0 };
}
