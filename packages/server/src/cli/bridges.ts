import type { Command } from 'commander';
import type { Bridge, MadeBridge } from '../faces/native/api.ts';
import { BRIDGE_RIGHTS } from '../identity/index.ts';
import { unusable } from './failure.ts';
import { answer, printable, tableLines } from './output.ts';
import { type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

const ADD_EXAMPLES = `  outcry keys chp add robot --rights market:read,accounts:read,orders:read,orders:write
  outcry keys chp add screen --rights market:read --json > screen.json

Rights: ${BRIDGE_RIGHTS.join(', ')}.
Password and access token are shown this once. Each access is one session of the bridge.`;

/** `outcry keys chp`: accesses to the CHP bridge. */
export function bridgeCommands(keys: Command): void {
  const bridges = keys.command('chp').description('accesses to the CHP bridge: login, password and access token');
  platformCommand(
    bridges.command('list', { isDefault: true }).description('own accesses, without their secrets'),
    '  outcry keys chp',
  ).action((options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const { items } = await platform.get<{ items: Bridge[] }>('/bridges');
      answer(options.json, items, () => listLines(items));
    }),
  );
  platformCommand(
    bridges
      .command('add')
      .argument('<login>', 'login of the broker account that clients give')
      .requiredOption('--rights <list>', 'what it may do, separated by commas')
      .description('make an access; its password and token are shown this once'),
    ADD_EXAMPLES,
  ).action((login: string, options: PlatformOptions & { rights: string }) => {
    const rights = rightsOf(options.rights);
    return withPlatform(options, async (platform) => {
      const access = await platform.post<MadeBridge>('/bridges', { login, rights });
      answer(options.json, access, () => [
        `access ${access.id} may ${access.rights.join(', ')}. Shown this once:`,
        `login     ${printable(access.login)}`,
        `password  ${access.password}`,
        `token     ${access.token}`,
      ]);
    });
  });
  platformCommand(
    bridges
      .command('end')
      .argument('<id>', 'access', wholeNumber)
      .description('end an access: its token opens nothing any more'),
    '  outcry keys chp end 2',
  ).action((id: number, options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const access = await platform.delete<Bridge>(`/bridges/${id}`);
      answer(options.json, access, () => [`access ${access.id} "${printable(access.login)}" has ended`]);
    }),
  );
}

function rightsOf(list: string): string[] {
  const rights = list.split(',').map((right) => right.trim());
  for (const right of rights) {
    if (!BRIDGE_RIGHTS.some((known) => known === right))
      throw unusable(`--rights: an access cannot have "${right}"; known are ${BRIDGE_RIGHTS.join(', ')}`);
  }
  return rights;
}

function listLines(accesses: readonly Bridge[]): string[] {
  if (accesses.length === 0) return ['no accesses to the CHP bridge'];
  const columns = [
    { title: 'ID', right: true },
    { title: 'LOGIN' },
    { title: 'CREATED' },
    { title: 'RIGHTS' },
  ] as const;
  return tableLines(
    columns,
    accesses.map(({ id, login, createdAt, rights }) => [String(id), login, createdAt, rights.join(' ')]),
  );
}
