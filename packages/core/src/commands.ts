import type { AccountsCommand } from './accounts/index.ts';
import type { BotsCommand } from './bots/index.ts';
import type { CopyCommand } from './copy/index.ts';
import type { GridCommand } from './grid/index.ts';
import type { InstrumentsCommand } from './instruments/index.ts';
import type { OrdersCommand } from './orders/index.ts';
import type { RiskCommand } from './risk/index.ts';
import type { TradesCommand } from './smart-trades/index.ts';
import { type Rejection, reject } from './turn.ts';

/** Everything that can be asked of the core. */
export type Command =
  | InstrumentsCommand
  | AccountsCommand
  | OrdersCommand
  | RiskCommand
  | BotsCommand
  | TradesCommand
  | CopyCommand
  | GridCommand;

/** Names of things in a command are numbers or texts; null when they are. What they name is looked up by the modules. */
export function checkForm(command: Command): Rejection | null {
  const { account, order, instrument, owner, asset, currency } = command as unknown as Readonly<
    Record<string, unknown>
  >;
  if (isOther(account, 'number')) return wrongForm('account', 'number');
  if (isOther(order, 'number')) return wrongForm('order', 'number');
  if (isOther(instrument, 'number')) return wrongForm('instrument', 'number');
  if (isOther(owner, 'number')) return wrongForm('owner', 'number');
  if (isOther(asset, 'string')) return wrongForm('asset', 'string');
  return isOther(currency, 'string') ? wrongForm('currency', 'string') : null;
}

function isOther(value: unknown, form: 'number' | 'string'): boolean {
  return value !== undefined && typeof value !== form;
}

function wrongForm(field: string, form: string): Rejection {
  return reject('invalid_value', field, `must be a ${form}`);
}
