import type { Command } from 'commander';
import type { ApiKey, MadeApiKey } from '../faces/native/api.ts';
import { KEY_RIGHTS } from '../identity/index.ts';
import { bridgeCommands } from './bridges.ts';
import { brokerTokenCommands } from './broker-tokens.ts';
import { unusable } from './failure.ts';
import { answer, orNothing, printable, tableLines } from './output.ts';
import { type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { signingKeyCommands } from './signing-keys.ts';
import { wholeNumber } from './whole-number.ts';

const ADD_EXAMPLES = `  outcry keys add robot --rights market:read,orders:read,orders:write
  export OUTCRY_TOKEN="$(outcry keys add script --rights market:read --json | jq -r .secret)"

Rights: ${KEY_RIGHTS.join(', ')}.
The secret is shown this once. A key cannot make keys: sign in with a password for that.`;

export function keysCommands(outcry: Command): void {
  const keys = outcry
    .command('keys')
    .description(
      'API keys of the native API, accesses to the CHP bridge, tokens for the T-Invest API, keys for the 3Commas API',
    );
  platformCommand(
    keys.command('list', { isDefault: true }).description('own API keys, without their secrets'),
    '  outcry keys',
  ).action((options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const { items } = await platform.get<{ items: ApiKey[] }>('/keys');
      answer(options.json, items, () => listLines(items));
    }),
  );
  const add = keys.command('add');
  platformCommand(
    add
      .argument('<name>', 'what it is for')
      .option('--rights <list>', 'what it may do, separated by commas; needed')
      .description('make an API key; its secret is shown this once'),
    ADD_EXAMPLES,
  ).action((name: string, options: PlatformOptions & { rights?: string }) => {
    // not a required option: `add threecommas`, a command below this one, would need it as well
    if (options.rights === undefined) throw unusable('--rights: say what the key may do, separated by commas');
    const rights = rightsOf(options.rights);
    return withPlatform(options, async (platform) => {
      const key = await platform.post<MadeApiKey>('/keys', { name, rights });
      answer(options.json, key, () => [
        `key ${key.id} "${printable(key.name)}" may ${key.rights.join(', ')}. Its secret, shown this once:`,
        key.secret,
      ]);
    });
  });
  platformCommand(
    keys.command('end').argument('<id>', 'key', wholeNumber).description('end an API key: it opens nothing any more'),
    '  outcry keys end 3',
  ).action((id: number, options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const key = await platform.delete<ApiKey>(`/keys/${id}`);
      answer(options.json, key, () => [`key ${key.id} "${printable(key.name)}" has ended`]);
    }),
  );
  bridgeCommands(keys);
  brokerTokenCommands(keys);
  signingKeyCommands(keys, add);
}

function rightsOf(list: string): string[] {
  const rights = list.split(',').map((right) => right.trim());
  for (const right of rights) {
    if (!KEY_RIGHTS.some((known) => known === right))
      throw unusable(`--rights: a key cannot have "${right}"; known are ${KEY_RIGHTS.join(', ')}`);
  }
  return rights;
}

function listLines(keys: readonly ApiKey[]): string[] {
  if (keys.length === 0) return ['no API keys'];
  const columns = [
    { title: 'ID', right: true },
    { title: 'NAME' },
    { title: 'CREATED' },
    { title: 'LAST USED' },
    { title: 'RIGHTS' },
  ] as const;
  const rows = keys.map((key) => [
    String(key.id),
    key.name,
    key.createdAt,
    orNothing(key.lastUsedAt),
    key.rights.join(' '),
  ]);
  return tableLines(columns, rows);
}
