import { carryOut } from '../../command.ts';
import { Fault } from '../../errors.ts';
import { cents, id } from '../../fields.ts';
import { type ClientCall, clientMethod, type Method } from '../../method.ts';
import { money } from '../../wire/units.ts';
import { ACCOUNT_ID, demandOpen } from '../demand-open.ts';
import { lookAtOwn } from '../own-account.ts';
import { comesTrue } from './waiting.ts';

/** Money is taken out of accounts that are stopped; this one copies on afterwards. */
const ACTIVE = 1;

/**
 * The third version cannot pause: its withdrawal pauses the account, takes the money out as soon as it is flat, and lets it
 * copy again. An account that is stopped already stays so.
 */
export const THIRD_WITHDRAWING: Method = clientMethod([3], {
  name: 'accounts.withdraw',
  right: 'base',
  fields: { AccountID: id(), Amount: cents({ least: 0, strict: true }) },
  async handle(call) {
    const { AccountID, Amount } = call.given;
    await demandOpen(call, AccountID);
    const { active, free } = await lookAtOwn(call, 'AccountID', AccountID, ({ account, figures }) => ({
      active: account.status === ACTIVE,
      free: figures.availableToWithdraw,
    }));
    if (!active) return { AccountID, CommandBalanceID: await withdraw(call, AccountID, Amount) };
    if (Amount > free) throw Fault.invalid('Amount', `${money(free).digits} can be taken out`, 402);
    await carryOut(call, { type: 'copy.pause', account: AccountID }, ACCOUNT_ID);
    const paused = ({ copy }: Parameters<Parameters<typeof comesTrue>[1]>[0]) =>
      copy.accounts.get(AccountID)?.status !== ACTIVE;
    if (!(await comesTrue(call.parts, paused))) throw Fault.status('the account is busy: it is being paused');
    try {
      return { AccountID, CommandBalanceID: await withdraw(call, AccountID, Amount) };
    } finally {
      await carryOut(call, { type: 'copy.resume', account: AccountID }, ACCOUNT_ID);
    }
  },
});

function withdraw(call: Pick<ClientCall, 'parts' | 'requestId'>, account: number, amount: number): Promise<number> {
  return carryOut(call, { type: 'copy.withdraw', account, amount }, ACCOUNT_ID);
}
