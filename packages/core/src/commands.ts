import type { AccountsCommand } from './accounts/index.ts';
import type { InstrumentsCommand } from './instruments/index.ts';
import type { OrdersCommand } from './orders/index.ts';
import { type Rejection, reject } from './turn.ts';

/** Everything that can be asked of the core. */
export type Command = InstrumentsCommand | AccountsCommand | OrdersCommand;

const FORMS: readonly (readonly [string, 'number' | 'string'])[] = [
  ['account', 'number'],
  ['order', 'number'],
  ['instrument', 'number'],
  ['owner', 'number'],
  ['asset', 'string'],
  ['currency', 'string'],
];

/** Names of things in a command are numbers or texts; null when they are. What they name is looked up by the modules. */
export function checkForm(command: Command): Rejection | null {
  for (const [field, form] of FORMS) {
    const value = (command as unknown as Record<string, unknown>)[field];
    if (value !== undefined && typeof value !== form) return reject('invalid_value', field, `must be a ${form}`);
  }
  return null;
}
