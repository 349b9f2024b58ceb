import type { Command } from 'commander';
import type { Account, Margin, Position } from '../faces/native/api.ts';
import { faultsCommand } from './account-faults.ts';
import { limitsCommand } from './account-limits.ts';
import { unusable } from './failure.ts';
import { answer, factLines, orNothing, say, tableLines } from './output.ts';
import { type PlatformClient, type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

const LIST_EXAMPLES = `  outcry accounts                  own accounts, worth and money
  outcry accounts list --json      the same for programs`;

const SHOW_EXAMPLES = `  outcry accounts show 2000000000           settings, balances and positions of account 5`;

export function accountsCommands(outcry: Command): void {
  const accounts = outcry.command('accounts').description('own accounts: balances and positions');
  platformCommand(
    accounts.command('list', { isDefault: true }).description('own accounts with their balances'),
    LIST_EXAMPLES,
  ).action((options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const found = await ownAccounts(platform);
      answer(options.json, found, () => listLines(found));
    }),
  );
  platformCommand(
    accounts
      .command('show')
      .argument('<id>', 'account', wholeNumber)
      .description('one account: settings, balances, positions'),
    SHOW_EXAMPLES,
  ).action((id: number, options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const account = await platform.get<Account>(`/accounts/${id}`);
      const positions = await platform.list<Position>(`/accounts/${id}/positions`);
      const margin = await platform.get<Margin>(`/accounts/${id}/margin`);
      if (options.json) answer(true, { ...account, positions, marginFigures: margin }, () => []);
      else say(accountLines(account, positions, margin));
    }),
  );
  limitsCommand(accounts);
  faultsCommand(accounts);
}

/** The caller's accounts, oldest first, closed ones included. */
export function ownAccounts(platform: PlatformClient): Promise<Account[]> {
  return platform.list<Account>('/accounts');
}

/** The account that was named, or the only open one. */
export async function chosenAccount(platform: PlatformClient, id: number | undefined): Promise<number> {
  if (id !== undefined) return id;
  const open = (await ownAccounts(platform)).filter(({ closed }) => !closed);
  const [only] = open;
  if (open.length === 1 && only !== undefined) return only.id;
  if (open.length === 0) throw unusable('you have no open account: open one with POST /api/v1/accounts');
  const names = open.map((account) => `${account.id} (${account.name})`).join(', ');
  throw unusable(`which account? Give --account with one of ${names}`);
}

function listLines(accounts: readonly Account[]): string[] {
  if (accounts.length === 0) return ['no accounts'];
  const columns = [
    { title: 'ID', right: true },
    { title: 'NAME' },
    { title: 'WORTH', right: true },
    { title: 'CURRENCY' },
    { title: 'POSITIONS', right: true },
    { title: 'ORDERS', right: true },
    { title: 'BALANCES' },
  ] as const;
  const rows = accounts.map((account) => [
    String(account.id),
    `${account.name}${standing(account)}`,
    account.equity,
    account.currency,
    String(account.openPositions),
    String(account.openOrders),
    orNothing(account.balances.map(({ asset, total }) => `${total} ${asset}`).join(', ')),
  ]);
  return tableLines(columns, rows);
}

function accountLines(account: Account, positions: readonly Position[], margin: Margin): string[] {
  const { fees } = account;
  const facts = factLines([
    ['account', `${account.id} ${account.name}${standing(account)}`],
    ['worth', `${account.equity} ${account.currency}`],
    ['without a price', orNothing(account.unpriced.join(', '))],
    ['venue', `${account.venue}, fills ${account.fillPolicy}`],
    ['margin', marginSettings(account)],
    ...(account.margin ? marginFacts(margin) : []),
    ['hedging', account.hedging ? 'on' : 'off'],
    ['fees', `maker ${fees.maker}, taker ${fees.taker}, ${fees.mode}`],
    ['open orders', String(account.openOrders)],
    ['stopped', account.killed === null ? 'no' : stopped(account.killed)],
    ['being closed', account.closing === null ? 'no' : `${account.closing.kind} since ${account.closing.since}`],
    ['opened', account.openedAt],
  ]);
  return [...facts, '', ...balanceLines(account), '', ...positionLines(positions)];
}

/** What stands behind the name of an account that may not trade. */
function standing({ closed, killed }: Account): string {
  return closed ? ' (closed)' : killed === null ? '' : ' (stopped)';
}

function stopped({ at, note }: NonNullable<Account['killed']>): string {
  return `since ${at}${note === null ? '' : `: ${note}`}; outcry resume ends it`;
}

function marginSettings({ margin, closeOut }: Account): string {
  if (!margin) return 'off';
  return closeOut ? 'on, closed out below the minimal margin' : 'on, never closed out';
}

function marginFacts({ currency, liquid, starting, minimal, corrected, level }: Margin): [string, string][] {
  return [
    ['liquid portfolio', `${liquid} ${currency}`],
    ['starting margin', `${starting} ${currency}, ${corrected} with open orders`],
    ['minimal margin', `${minimal} ${currency}`],
    ['funds sufficiency', level],
  ];
}

function balanceLines({ balances }: Account): string[] {
  if (balances.length === 0) return ['no balances'];
  const columns = [
    { title: 'ASSET' },
    { title: 'TOTAL', right: true },
    { title: 'HELD', right: true },
    { title: 'MARGIN', right: true },
    { title: 'AVAILABLE', right: true },
  ] as const;
  const rows = balances.map(({ asset, total, held, margin, available }) => [asset, total, held, margin, available]);
  return tableLines(columns, rows);
}

function positionLines(positions: readonly Position[]): string[] {
  if (positions.length === 0) return ['no positions'];
  const columns = [
    { title: 'INSTRUMENT' },
    { title: 'QUANTITY', right: true },
    { title: 'AVERAGE', right: true },
    { title: 'PRICE', right: true },
    { title: 'UNREALISED', right: true },
    { title: 'REALISED', right: true },
    { title: 'CURRENCY' },
  ] as const;
  const rows = positions.map((each) => [
    each.leg === 0 ? each.instrument : `${each.instrument} #${each.leg}`,
    each.quantity,
    each.averagePrice,
    orNothing(each.price),
    orNothing(each.unrealised),
    each.realised,
    each.currency,
  ]);
  return tableLines(columns, rows);
}
