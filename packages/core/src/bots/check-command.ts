import { type Rejection, reject } from '../turn.ts';
import type { BotsCommand } from './commands.ts';

const NUMBERS = ['account', 'owner', 'bot', 'deal', 'order'] as const;
const FLAGS = ['skipSignals', 'skipOpenDeals', 'onlyIfEnabled'] as const;

/** Names of things in a command are numbers, flags true or false; null when they are. What they name is looked up later. */
export function checkBotsForm(command: BotsCommand): Rejection | null {
  const fields = command as unknown as Readonly<Record<string, unknown>>;
  const wrong = NUMBERS.find((name) => name in fields && typeof fields[name] !== 'number');
  if (wrong !== undefined) return reject('invalid_value', wrong, 'must be a number');
  if (command.type !== 'bots.startDeal' && command.type !== 'bots.signal') return null;
  const { instrument } = fields;
  if (instrument !== null && typeof instrument !== 'number')
    return reject('invalid_value', 'instrument', 'must be a number or null');
  const flag = command.type === 'bots.startDeal' && FLAGS.find((name) => typeof fields[name] !== 'boolean');
  return flag ? reject('invalid_value', flag, 'must be true or false') : null;
}
