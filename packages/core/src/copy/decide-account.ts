import { type Decision, done, type Rejection, reject, type Turn } from '../turn.ts';
import type { CopyAccount } from './account.ts';
import { checkAmount, checkFactor, checkId, checkProtection, checkShare, checkTarget } from './check.ts';
import type { AccountCommand, OpenCopyAccount } from './commands.ts';
import { openCopyAccount, queueCommand, streamFor } from './open-account.ts';
import { PriceTable } from './price-table.ts';
import { type CopyWorld, companyOf, strategyById, walletById } from './state.ts';
import { ONE } from './units.ts';
import { availableToWithdraw, worthOf } from './valuation.ts';

/** Open accounts of one strategy. */
export const MAX_MEMBERS = 200_000;

/** Commands of one account that wait. */
export const MAX_QUEUED = 100;

export function openAccount(world: CopyWorld, command: OpenCopyAccount, turn: Turn): Decision {
  const { copy } = world;
  const wallet = copy.wallets.get(command.wallet);
  if (wallet === undefined) return reject('unknown_wallet', 'wallet', `no wallet ${String(command.wallet)}`);
  const offer = copy.offers.get(command.offer);
  const strategy = offer === undefined ? undefined : strategyById(copy, offer.strategy);
  if (offer === undefined || strategy?.company !== wallet.company) {
    return reject('unknown_offer', 'offer', `no offer ${String(command.offer)}`);
  }
  if (offer.status !== 0) return reject('not_allowed_now', 'offer', 'the offer takes no new investments');
  if (strategy.status === 4) return reject('not_allowed_now', 'offer', 'the strategy is closed');
  const own = strategy.wallet === wallet.id;
  if (own !== (offer.kind === 0)) {
    return reject('not_allowed_now', 'offer', "the trader invests under the trader's offer, others under theirs");
  }
  const { spec } = companyOf(copy, wallet.company);
  const { money, factor = ONE, protection = 0, target = 0, aBook = spec.aBook } = command;
  const wrong =
    checkAmount('money', money) ??
    checkFactor('factor', factor) ??
    checkProtection('protection', protection) ??
    checkTarget('target', target) ??
    checkShare('aBook', aBook);
  if (wrong !== null) return wrong;
  if (money < spec.accountMinBalance) {
    return reject('amount_too_small', 'money', `at least ${spec.accountMinBalance} cents`);
  }
  if (money > wallet.balance) {
    return reject('insufficient_funds', 'money', `${money} cents are asked for, the wallet has ${wallet.balance}`);
  }
  if (wallet.accounts.some((id) => isInvestment(copy.accounts.get(id), strategy.id))) {
    return reject('already_exists', 'offer', 'the client has an investment in this strategy');
  }
  if (strategy.members.size >= MAX_MEMBERS) return reject('too_many', 'offer', `at most ${MAX_MEMBERS} accounts`);
  const stream = streamFor(copy, wallet.company, command.stream);
  if (typeof stream !== 'number') return stream;
  const kind = command.externalAccount === true ? 3 : 2;
  const account = openCopyAccount(
    world,
    { strategy: strategy.id, wallet, offer: offer.id, kind, factor, protection, target, aBook, stream },
    turn,
  );
  queueCommand(copy, account, strategy.id, 'copy.fund', money, turn);
  return done(account);
}

function isInvestment(account: CopyAccount | undefined, strategy: number): boolean {
  return account !== undefined && account.strategy === strategy && account.kind !== 0;
}

/** Takes a command of an account; what can be checked at once is. */
export function queueAccountCommand(world: CopyWorld, command: AccountCommand, turn: Turn): Decision {
  const { copy } = world;
  const account = copy.accounts.get(command.account);
  if (account === undefined) return reject('unknown_account', 'account', `no open account ${String(command.account)}`);
  const wrong = checkStatus(account, command) ?? checkValue(world, account, command);
  if (wrong !== null) return wrong;
  if (account.commands.length >= MAX_QUEUED) return reject('too_many', 'account', 'too many commands wait');
  return done(queueCommand(copy, account.id, account.strategy, command.type, carriedValue(command), turn));
}

function carriedValue(command: AccountCommand): number {
  return 'amount' in command ? command.amount : 'value' in command ? command.value : 0;
}

/** Statuses in which each command is allowed (`ramm-rules.md` 4.2). */
const ALLOWED: Readonly<Record<AccountCommand['type'], readonly number[]>> = {
  'copy.fund': [0, 1, 2, 3, 4],
  'copy.withdraw': [2, 3, 4],
  'copy.pause': [1],
  'copy.resume': [2, 3, 4],
  'copy.close': [0, 1, 2, 3, 4, 5],
  'copy.disable': [1, 2, 3, 4],
  'copy.enable': [5],
  'copy.setFactor': [0, 1, 2, 3, 4],
  'copy.setProtection': [0, 1, 2, 3, 4],
  'copy.setTarget': [0, 1, 2, 3, 4],
  'copy.setABook': [0, 1, 2, 3, 4, 5],
  'copy.setAccountStream': [0, 1, 2, 3, 4, 5],
};

/** What the security account does only with its strategy. */
const NOT_SECURITY: readonly string[] = [
  'copy.pause',
  'copy.resume',
  'copy.close',
  'copy.setFactor',
  'copy.disable',
  'copy.enable',
];

/** Whether an account takes a command in its status; also asked when its turn comes. */
export function checkStatus(
  account: CopyAccount,
  { type }: { readonly type: AccountCommand['type'] },
): Rejection | null {
  if (account.kind === 0 && NOT_SECURITY.includes(type)) {
    return reject('not_allowed_now', 'account', 'the security account follows its strategy');
  }
  if (ALLOWED[type].includes(account.status)) return null;
  return reject('not_allowed_now', 'account', `an account of status ${account.status} takes no ${type.slice(5)}`);
}

function checkValue(world: CopyWorld, account: CopyAccount, command: AccountCommand): Rejection | null {
  switch (command.type) {
    case 'copy.fund':
      return checkAmount('amount', command.amount) ?? checkWallet(world, account, command.amount);
    case 'copy.withdraw': {
      const wrong = checkAmount('amount', command.amount);
      if (wrong !== null) return wrong;
      const { equity } = worthOf(world, account, new PriceTable(world));
      const free = availableToWithdraw(world, account, equity);
      if (command.amount <= free) return null;
      return reject('insufficient_funds', 'amount', `${command.amount} cents are asked for, ${free} can be taken out`);
    }
    case 'copy.setFactor':
      return checkFactor('factor', command.value);
    case 'copy.setProtection':
      return checkProtection('protection', command.value);
    case 'copy.setTarget':
      return checkTarget('target', command.value);
    case 'copy.setABook':
      return checkShare('aBook', command.value);
    case 'copy.setAccountStream': {
      const wrong = checkId('stream', command.value);
      if (wrong !== null) return wrong;
      const { company } = walletById(world.copy, account.wallet);
      const stream = streamFor(world.copy, company, command.value);
      return typeof stream === 'number' ? null : stream;
    }
    default:
      return null;
  }
}

function checkWallet({ copy }: CopyWorld, { wallet }: CopyAccount, amount: number): Rejection | null {
  const { balance } = walletById(copy, wallet);
  if (amount <= balance) return null;
  return reject('insufficient_funds', 'amount', `${amount} cents are asked for, the wallet has ${balance}`);
}
