import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import type { Account } from '../faces/native/api.ts';
import { ownAccounts } from './accounts.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { answer } from './output.ts';
import { type PlatformClient, type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

const KILL_EXAMPLES = `  outcry kill                                    all own accounts: cancels every order, none is accepted any more
  outcry kill --flatten                          and closes every position at the market
  outcry kill --account 2000000000 --note "odd quotes"
  outcry kill --yes --json                       for programs: asks nothing

On a terminal it asks first, unless --yes is given. Stopped accounts stay stopped until \`outcry resume\`; a key with the
right orders:write may stop, only who signs in with a password may resume.`;

const RESUME_EXAMPLES = `  outcry resume                          all own accounts may trade again
  outcry resume --account 2000000000     this one alone`;

interface KillOptions extends PlatformOptions {
  readonly account?: number;
  readonly flatten?: boolean;
  readonly note?: string;
  readonly yes?: boolean;
}

/** An account and what is left of its orders and positions. */
interface Left {
  readonly account: number;
  readonly name: string;
  readonly openOrders: number;
  readonly openPositions: number;
}

export function riskCommands(outcry: Command): void {
  platformCommand(
    outcry
      .command('kill')
      .description('stop trading at once: cancel every order, accept no new one')
      .option('--account <id>', 'this account alone; all own accounts unless given', wholeNumber)
      .option('--flatten', 'also close every position at the market')
      .option('--note <text>', 'why: shown with the account')
      .option('--yes', 'do not ask'),
    KILL_EXAMPLES,
  ).action((options: KillOptions) =>
    withPlatform(options, async (platform) => {
      if (!(await isMeant(platform, options))) {
        throw new CommandFailure(EXIT.failed, 'not_confirmed', 'nothing was stopped');
      }
      const left = await tell(platform, 'kill', options.account, {
        flatten: options.flatten === true,
        ...(options.note === undefined ? {} : { note: options.note }),
      });
      answer(options.json, { accounts: left }, () => left.map((each) => sentence(each, 'is stopped')));
    }),
  );
  platformCommand(
    outcry
      .command('resume')
      .description('let stopped accounts trade again')
      .option('--account <id>', 'this account alone; all own accounts unless given', wholeNumber),
    RESUME_EXAMPLES,
  ).action((options: PlatformOptions & { account?: number }) =>
    withPlatform(options, async (platform) => {
      const left = await tell(platform, 'resume', options.account, undefined);
      answer(options.json, { accounts: left }, () => left.map((each) => sentence(each, 'may trade')));
    }),
  );
}

async function tell(
  platform: PlatformClient,
  what: 'kill' | 'resume',
  account: number | undefined,
  body: object | undefined,
): Promise<readonly Left[]> {
  if (account === undefined) return (await platform.post<{ accounts: Left[] }>(`/${what}`, body)).accounts;
  const { id, name, openOrders, openPositions } = await platform.post<Account>(`/accounts/${account}/${what}`, body);
  return [{ account: id, name, openOrders, openPositions }];
}

function sentence({ account, name, openOrders, openPositions }: Left, state: string): string {
  return `account ${account} (${name}) ${state}: ${openOrders} open orders, ${openPositions} open positions`;
}

/** Asks the person at the terminal; who has none, or said --yes, is taken at their word. */
async function isMeant(platform: PlatformClient, options: KillOptions): Promise<boolean> {
  const { yes = false, account, flatten = false } = options;
  if (yes || process.stdin.isTTY !== true) return true;
  const concerned = (await ownAccounts(platform)).filter(
    ({ id, closed }) => !closed && (account === undefined || id === account),
  );
  const orders = concerned.reduce((sum, each) => sum + each.openOrders, 0);
  const positions = concerned.reduce((sum, each) => sum + each.openPositions, 0);
  const names = concerned.map(({ id, name }) => `${id} (${name})`).join(', ');
  const closing = flatten ? ` and close ${positions} positions at the market` : '';
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const said = await asking.question(`Stop ${names}, cancel ${orders} orders${closing}? [y/N] `);
    return /^y(es)?$/i.test(said.trim());
  } finally {
    asking.close();
  }
}
