import { type Command, InvalidArgumentError } from 'commander';
import type { AccountFaults } from '../faces/native/api.ts';
import { unusable } from './failure.ts';
import { answer, factLines, NOTHING } from './output.ts';
import { type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

const FAULTS_EXAMPLES = `  outcry accounts faults 2000000000                          what goes wrong on purpose
  outcry accounts faults 2000000000 --reject-every 3         the venue rejects each third order
  outcry accounts faults 2000000000 --partial 40 --delay 500 fills of 40 %, answers after 500 ms
  outcry accounts faults 2000000000 --unavailable-every 10 --disconnect-every 50
  outcry accounts faults 2000000000 --delay none             takes this fault away, the others stay
  outcry accounts faults 2000000000 --none                   takes all of them away

For accounts with the fill policy sandbox.`;

interface FaultsOptions extends PlatformOptions {
  readonly rejectEvery?: number | typeof NONE;
  readonly partial?: number | typeof NONE;
  readonly delay?: number | typeof NONE;
  readonly unavailableEvery?: number | typeof NONE;
  readonly disconnectEvery?: number | typeof NONE;
  readonly none?: true;
}

/** `outcry accounts faults`. */
export function faultsCommand(accounts: Command): void {
  platformCommand(
    accounts
      .command('faults')
      .argument('<id>', 'account', wholeNumber)
      .description('what goes wrong on purpose on a sandbox account: shows it, or sets what is given')
      .option('--reject-every <n>', 'the venue rejects each n-th order, or none', countOrNone)
      .option('--partial <percent>', 'one fill takes at most this share of an order, or none', countOrNone)
      .option('--delay <ms>', 'market time before the venue answers a new order, or none', countOrNone)
      .option('--unavailable-every <n>', 'T-Invest answers each n-th call with UNAVAILABLE, or none', countOrNone)
      .option('--disconnect-every <n>', 'T-Invest ends a stream after n messages, or none', countOrNone)
      .option('--none', 'nothing goes wrong any more'),
    FAULTS_EXAMPLES,
  ).action((id: number, options: FaultsOptions) =>
    withPlatform(options, async (platform) => {
      const changes = changesOf(options);
      const path = `/accounts/${id}/faults`;
      const faults = await (Object.keys(changes).length === 0
        ? platform.get<AccountFaults>(path)
        : platform.put<AccountFaults>(path, changes));
      answer(options.json, faults, () => faultLines(faults));
    }),
  );
}

function changesOf(options: FaultsOptions): Record<string, number | null> {
  const { rejectEvery, partial, delay, unavailableEvery, disconnectEvery, none } = options;
  const given = { rejectEvery, partialPercent: partial, delayMs: delay, unavailableEvery, disconnectEvery };
  const named = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  if (none === true) {
    if (named.length > 0) throw unusable('--none takes all faults away: give it alone');
    return Object.fromEntries(Object.keys(given).map((name) => [name, null]));
  }
  return Object.fromEntries(named.map(([name, value]) => [name, value === NONE ? null : value]));
}

function faultLines(faults: AccountFaults): string[] {
  const { rejectEvery, partialPercent, delayMs, unavailableEvery, disconnectEvery, orders } = faults;
  const each = (n: number | null, what: string): string => (n === null ? NOTHING : `each ${n}. ${what}`);
  return factLines([
    ['rejected', each(rejectEvery, 'order')],
    ['fills', partialPercent === null ? 'whole' : `at most ${partialPercent} % of an order at once`],
    ['answers', delayMs === null ? 'at once' : `after ${delayMs} ms`],
    ['unavailable', each(unavailableEvery, 'call')],
    ['streams end', disconnectEvery === null ? NOTHING : `after ${disconnectEvery} messages`],
    ['orders so far', String(orders)],
  ]);
}

/** Takes a fault away. */
const NONE = 'none';

function countOrNone(text: string): number | typeof NONE {
  if (text === NONE) return text;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number above 0, or none.');
  return Number(text);
}
