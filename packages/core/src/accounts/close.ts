import type { Instrument } from '../instruments/index.ts';
import type { Money } from '../numbers/index.ts';
import { type Decision, done, reject, type Turn } from '../turn.ts';
import type { CloseAccount } from './commands.ts';
import type { AccountClosed, PositionSettled } from './events.ts';
import { positionsOf } from './queries.ts';
import { ownedSteps } from './settlement.ts';
import { type Account, type Position, SYSTEM_ACCOUNTS, traderAccount } from './state.ts';
import { emitTransfer } from './transfer.ts';
import type { AccountsWorld } from './world.ts';

/**
 * Whether an account has open orders is known to the orders module, which asks first. A bought position whose units have
 * been withdrawn since is no hindrance.
 */
export function decideClose(world: AccountsWorld, command: CloseAccount, turn: Turn): Decision {
  const account = traderAccount(world.accounts, command.account);
  if (account === undefined) return reject('unknown_account', 'account', `no account ${command.account}`);
  if (account.closed) return reject('account_closed', 'account', `account ${account.id} is closed`);
  if (account.fillPolicy === 'sandbox' && account.tickets.size === 0) return closeSandbox(world, account, turn);
  for (const position of positionsOf(account)) {
    const instrument = world.instruments.instruments[position.instrument] as Instrument;
    const owned = position.quantity > 0 && instrument.settlement === 'spot';
    const empty = owned && (command.withUnits === true || ownedSteps(account, instrument) === 0);
    if (!empty) return reject('account_not_empty', 'account', 'close its positions first');
  }
  for (const [asset, balance] of account.balances) {
    if (balance.held !== 0n) return reject('account_not_empty', 'account', 'cancel its orders first');
    if (balance.total < 0n)
      return reject('account_not_empty', 'account', `asset ${world.instruments.assets[asset]?.code} is overdrawn`);
  }
  for (const [asset, balance] of account.balances) {
    if (balance.total > 0n)
      emitTransfer(
        world.accounts,
        turn,
        'closing',
        account.id,
        SYSTEM_ACCOUNTS.outside,
        asset,
        balance.total,
        account.id,
        null,
      );
  }
  turn.emit({ type: 'accounts.closed', at: turn.at, id: account.id } satisfies AccountClosed);
  return done(account.id);
}

/** A sandbox account ends with whatever it has (`tinvest.md` 16): nobody owes or gets anything for it. */
function closeSandbox(world: AccountsWorld, account: Account, turn: Turn): Decision {
  for (const balance of account.balances.values()) {
    if (balance.held !== 0n) return reject('account_not_empty', 'account', 'cancel its orders first');
  }
  for (const position of positionsOf(account)) {
    if (position.margin !== 0n || isSettled(world, position)) endPosition(account, position, turn);
  }
  const { outside } = SYSTEM_ACCOUNTS;
  const { accounts } = world;
  for (const [asset, { total }] of account.balances) {
    if (total > 0n) emitTransfer(accounts, turn, 'closing', account.id, outside, asset, total, account.id, null);
    if (total < 0n)
      emitTransfer(accounts, turn, 'closing', outside, account.id, asset, -total as Money, account.id, null);
  }
  turn.emit({ type: 'accounts.closed', at: turn.at, id: account.id } satisfies AccountClosed);
  return done(account.id);
}

function isSettled(world: AccountsWorld, { instrument }: Position): boolean {
  return world.instruments.instruments[instrument]?.settlement !== 'spot';
}

/** At its entry value: nothing is booked. */
function endPosition(account: Account, position: Position, turn: Turn): void {
  turn.emit({
    type: 'accounts.positionSettled',
    at: turn.at,
    account: account.id,
    instrument: position.instrument,
    price: 0,
    result: 0n as Money,
    cost: position.cost,
    realised: position.realised,
    expired: true,
  } satisfies PositionSettled);
}
