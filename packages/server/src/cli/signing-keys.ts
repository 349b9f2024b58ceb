import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { MadeSigningKey, SigningKey } from '../faces/native/api.ts';
import { ALL_SIGNING_PERMISSIONS, signingPermission } from '../identity/index.ts';
import { unusable } from './failure.ts';
import { answer, orNothing, printable, tableLines } from './output.ts';
import { type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

const ADD_EXAMPLES = `  outcry keys add threecommas --permissions BOTS_READ,BOTS_WRITE,ACCOUNTS_READ
  outcry keys add threecommas --permissions BOTS_READ --ip 192.0.2.7,10.0.0.0/8 --name screen
  outcry keys add threecommas --permissions BOTS_READ --rsa-public-key ./robot.pub.pem

Permissions: ${ALL_SIGNING_PERMISSIONS.join(', ')}. Writing does not include reading.
The secret is shown this once. With --rsa-public-key calls are signed with your private key, and there is no secret.`;

interface AddOptions extends PlatformOptions {
  readonly permissions: string;
  readonly ip?: string;
  readonly rsaPublicKey?: string;
  readonly name: string;
}

/** `outcry keys threecommas`: keys for the 3Commas API; `add` is the command that makes keys of all kinds. */
export function signingKeyCommands(keys: Command, add: Command): void {
  const own = keys.command('threecommas').description('keys for the 3Commas API');
  platformCommand(
    own.command('list', { isDefault: true }).description('own keys, without their secrets'),
    '  outcry keys threecommas',
  ).action((options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const { items } = await platform.get<{ items: SigningKey[] }>('/signing-keys');
      answer(options.json, items, () => listLines(items));
    }),
  );
  addCommand(add.command('threecommas'));
  addCommand(own.command('add'));
  platformCommand(
    own
      .command('end')
      .argument('<id>', 'key', wholeNumber)
      .description('end a key: it opens nothing any more, and its streams end'),
    '  outcry keys threecommas end 4',
  ).action((id: number, options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const key = await platform.delete<SigningKey>(`/signing-keys/${id}`);
      answer(options.json, key, () => [`3Commas key ${key.id} "${printable(key.name)}" has ended`]);
    }),
  );
}

function addCommand(command: Command): void {
  platformCommand(
    command
      .requiredOption('--permissions <list>', 'what it may do, separated by commas')
      .option('--ip <list>', 'addresses and networks it may be used from, separated by commas; everywhere without it')
      .option('--rsa-public-key <file>', 'RSA public key in PEM, instead of a secret')
      .option('--name <name>', 'what it is for', 'robot')
      .description('make a key for the 3Commas API; its secret is shown this once'),
    ADD_EXAMPLES,
  ).action(({ permissions: list, ip, rsaPublicKey, name, ...options }: AddOptions) => {
    const permissions = permissionsOf(list);
    const addresses = ip === undefined ? [] : words(ip);
    const publicKey = rsaPublicKey === undefined ? undefined : textOf(rsaPublicKey);
    return withPlatform(options, async (platform) => {
      const key = await platform.post<MadeSigningKey>('/signing-keys', { name, permissions, addresses, publicKey });
      answer(options.json, key, () => [
        `3Commas key ${key.id} "${printable(key.name)}" may ${key.permissions.join(', ')}`,
        `API key  ${key.apiKey}`,
        key.secret === null ? 'Calls are signed with your private key.' : `Secret   ${key.secret}   shown this once`,
      ]);
    });
  });
}

function permissionsOf(list: string): string[] {
  return words(list).map((name) => {
    const permission = signingPermission(name.toUpperCase());
    if (permission !== undefined) return permission;
    throw unusable(
      `--permissions: a 3Commas key cannot have "${name}"; known are ${ALL_SIGNING_PERMISSIONS.join(', ')}`,
    );
  });
}

function words(list: string): string[] {
  return list.split(',').map((word) => word.trim());
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unusable(`--rsa-public-key: ${file} cannot be read (${(error as Error).message})`);
  }
}

function listLines(keys: readonly SigningKey[]): string[] {
  if (keys.length === 0) return ['no keys for the 3Commas API'];
  const columns = [
    { title: 'ID', right: true },
    { title: 'NAME' },
    { title: 'KIND' },
    { title: 'API KEY' },
    { title: 'FROM' },
    { title: 'CREATED' },
    { title: 'LAST USED' },
    { title: 'PERMISSIONS' },
  ] as const;
  return tableLines(
    columns,
    keys.map((key) => [
      String(key.id),
      key.name,
      key.usable ? key.kind : `${key.kind} (unusable)`,
      key.apiKey,
      key.addresses.length === 0 ? 'everywhere' : key.addresses.join(' '),
      key.createdAt,
      orNothing(key.lastUsedAt),
      key.permissions.join(' '),
    ]),
  );
}
