import { type Command, Option } from 'commander';
import type { BrokerToken, MadeBrokerToken } from '../faces/native/api.ts';
import { BROKER_TOKEN_KINDS, type BrokerTokenKind } from '../identity/index.ts';
import { answer, orNothing, printable, tableLines } from './output.ts';
import { type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

const ADD_EXAMPLES = `  outcry keys tinvest add --kind full
  outcry keys tinvest add --kind readonly --account 2000000000 --name screen
  export INVEST_TOKEN="$(outcry keys tinvest add --kind sandbox --json | jq -r .secret)"

full: everything you may; readonly: only what reads; sandbox: everything on sandbox accounts alone.
The token is shown this once. It ends three months after its last use.`;

interface AddOptions extends PlatformOptions {
  readonly kind: BrokerTokenKind;
  readonly account?: number;
  readonly name: string;
}

/** `outcry keys tinvest`: tokens for the T-Invest API. */
export function brokerTokenCommands(keys: Command): void {
  const tokens = keys.command('tinvest').description('tokens for the T-Invest API');
  platformCommand(
    tokens.command('list', { isDefault: true }).description('own tokens, without their secrets'),
    '  outcry keys tinvest',
  ).action((options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const { items } = await platform.get<{ items: BrokerToken[] }>('/broker-tokens');
      answer(options.json, items, () => listLines(items));
    }),
  );
  platformCommand(
    tokens
      .command('add')
      .addOption(new Option('--kind <kind>', 'what it may do').choices([...BROKER_TOKEN_KINDS]).makeOptionMandatory())
      .option('--account <id>', 'the one account it reaches; all of yours without it', wholeNumber)
      .option('--name <name>', 'what it is for', 'robot')
      .description('make a token; it is shown this once'),
    ADD_EXAMPLES,
  ).action(({ kind, account, name, ...options }: AddOptions) =>
    withPlatform(options, async (platform) => {
      const token = await platform.post<MadeBrokerToken>('/broker-tokens', { name, kind, account });
      const where = token.account === null ? '' : ` for account ${token.account}`;
      answer(options.json, token, () => [
        `${token.kind} token ${token.id} "${printable(token.name)}"${where}. Shown this once:`,
        token.secret,
      ]);
    }),
  );
  platformCommand(
    tokens
      .command('end')
      .argument('<id>', 'token', wholeNumber)
      .description('end a token: it opens nothing any more, and its streams end'),
    '  outcry keys tinvest end 4',
  ).action((id: number, options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const token = await platform.delete<BrokerToken>(`/broker-tokens/${id}`);
      answer(options.json, token, () => [`${token.kind} token ${token.id} "${printable(token.name)}" has ended`]);
    }),
  );
}

function listLines(tokens: readonly BrokerToken[]): string[] {
  if (tokens.length === 0) return ['no tokens for the T-Invest API'];
  const columns = [
    { title: 'ID', right: true },
    { title: 'NAME' },
    { title: 'KIND' },
    { title: 'ACCOUNT' },
    { title: 'CREATED' },
    { title: 'LAST USED' },
  ] as const;
  return tableLines(
    columns,
    tokens.map(({ id, name, kind, account, createdAt, lastUsedAt }) => [
      String(id),
      name,
      kind,
      account === null ? 'all' : String(account),
      createdAt,
      orNothing(lastUsedAt),
    ]),
  );
}
