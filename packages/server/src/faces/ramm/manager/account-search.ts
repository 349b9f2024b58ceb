import { accountState, type CopyState } from '@outcry/core';
import { type Condition, type CopyRow, searchTable } from '../../../readmodel/index.ts';
import { type Given, id, integer, list, moment, optional } from '../fields.ts';
import type { RammParts } from '../parts.ts';
import { fitsTest, is, within } from '../search/conditions.ts';
import { comparing, type Found, placing, rowOf } from '../search/live.ts';
import { placesOf } from '../search/many.ts';
import type { SearchRequest } from '../search/request.ts';
import { between, equal, testIs } from '../search/stored.ts';
import { ACCOUNT_COLUMNS, AccountView, closedAccount } from '../views/account.ts';
import { look, type SeenWorld } from '../views/world.ts';
import type { Json } from '../wire/json.ts';

/** What accounts may be searched for. */
export const ACCOUNT_FILTER = {
  StrategyID: optional(id()),
  ClientID: optional(id()),
  DTCreatedFrom: optional(moment()),
  DTCreatedTo: optional(moment()),
  DTClosedFrom: optional(moment()),
  DTClosedTo: optional(moment()),
  Type: optional(integer({ most: 3 })),
  State: optional(integer({ most: 15 })),
  Statuses: optional(list(integer({ most: 6 }))),
  ID: optional(id()),
  StreamID: optional(id()),
  Test: optional(integer({ most: 2 })),
  AccountingSystem: optional(integer({ most: 1 })),
};

type Filter = typeof ACCOUNT_FILTER;

/** Status and state of what is in the table: closed, and flat. */
const CLOSED = 6;
const CLOSED_FLAT = 15;

/** Open and closed accounts in one list; each is there once, whatever closes in between. */
export async function findAccounts(
  parts: RammParts,
  company: number,
  search: SearchRequest<Filter>,
): Promise<Found<Json>> {
  const { filter, page, perPage, orderBy, ascending } = search;
  const from = (page - 1) * perPage;
  const items = await look(parts, ({ copy }) => [...candidates(copy, filter)]);
  const find = (world: SeenWorld, id: number): readonly AccountView[] => {
    const account = world.copy.accounts.get(id);
    if (account === undefined) return NONE;
    const view = new AccountView(world, account);
    return view.strategy.company === company && fits(view, filter) ? [view] : NONE;
  };
  const open = await placesOf(parts, { items, find, columns: ACCOUNT_COLUMNS, idOf }, search, from + perPage);
  const skipped = Math.max(0, from - open.total);
  const closed = wantsClosed(filter)
    ? await searchTable<CopyRow<'copy_accounts'>>(parts.readModel, {
        table: 'copy_accounts',
        company,
        conditions: conditionsOf(filter),
        order: SQL_ORDER[orderBy] ?? 'id',
        ascending,
        limit: from + perPage - skipped,
        offset: skipped,
        count: countOf(company, filter.StrategyID),
      })
    : { rows: [], total: 0 };
  return look(parts, (world) => {
    const seen = new Set(open.rows.map(({ id }) => id));
    const ended = closed.rows.filter((row) => !seen.has(row.id)).map((row) => closedAccount(row.record ?? ''));
    const place = placing(orderBy, ACCOUNT_COLUMNS, idOf);
    const endedPlaces = ended.map((account) => place(new AccountView(world, account)));
    const merged = [...open.rows.map(({ key, id }) => ({ key, id, entity: undefined })), ...endedPlaces]
      .sort(comparing<AccountView | undefined>(ascending))
      .slice(from - skipped, from - skipped + perPage);
    const rows = merged.flatMap(({ id, entity }) => {
      const account = world.copy.accounts.get(id);
      const view = entity ?? (account === undefined ? undefined : new AccountView(world, account));
      return view === undefined ? [] : [rowOf(ACCOUNT_COLUMNS, view)];
    });
    return { rows, total: open.total + closed.total };
  });
}

const NONE: readonly AccountView[] = [];

function idOf({ account }: AccountView): number {
  return account.id;
}

/** Open accounts among which all that fit are. */
function candidates({ accounts, strategies, wallets, walletOf }: CopyState, filter: Given<Filter>): Iterable<number> {
  if (filter.ID !== undefined) return [filter.ID];
  if (filter.ClientID !== undefined) return wallets.get(walletOf.get(filter.ClientID) ?? 0)?.accounts ?? [];
  if (filter.StrategyID !== undefined) return strategies.get(filter.StrategyID)?.members ?? [];
  return accounts.keys();
}

function fits(view: AccountView, filter: Given<Filter>): boolean {
  const { account, strategy } = view;
  return (
    is(account.id, filter.ID) &&
    is(strategy.id, filter.StrategyID) &&
    (filter.ClientID === undefined || view.wallet.client === filter.ClientID) &&
    is<number>(account.kind, filter.Type) &&
    is(account.stream, filter.StreamID) &&
    is<number>(strategy.accounting, filter.AccountingSystem) &&
    (filter.Test === undefined || fitsTest(view.wallet.test, filter.Test)) &&
    within(account.openedAt, filter.DTCreatedFrom, filter.DTCreatedTo) &&
    within(account.closedAt, filter.DTClosedFrom, filter.DTClosedTo) &&
    (filter.Statuses === undefined || filter.Statuses.includes(account.status)) &&
    (filter.State === undefined || accountState(account) === filter.State)
  );
}

function wantsClosed({ Statuses, State }: Given<Filter>): boolean {
  return (Statuses === undefined || Statuses.includes(CLOSED)) && (State === undefined || State === CLOSED_FLAT);
}

function conditionsOf(filter: Given<Filter>): Condition[] {
  return [
    ...equal('id', filter.ID),
    ...equal('strategy', filter.StrategyID),
    ...equal('client', filter.ClientID),
    ...equal('type', filter.Type),
    ...equal('stream', filter.StreamID),
    ...equal('accounting', filter.AccountingSystem),
    ...testIs(filter.Test),
    ...between('opened_at', filter.DTCreatedFrom, filter.DTCreatedTo),
    ...between('closed_at', filter.DTClosedFrom, filter.DTClosedTo),
  ];
}

function countOf(company: number, strategy: number | undefined) {
  return strategy === undefined
    ? ({ name: 'accounts.company', owner: company } as const)
    : ({ name: 'accounts.strategy', owner: strategy } as const);
}

/** Where closed accounts stand; what is not named is the same for all of them. */
const SQL_ORDER: Readonly<Record<string, string>> = {
  ID: 'id',
  ClientID: 'client',
  WalletID: 'wallet',
  StrategyID: 'strategy',
  AccountSpecAssetID: 'company',
  LiquidityID: 'stream',
  StreamID: 'stream',
  DTCreated: 'opened_at',
  DTClosed: 'closed_at',
  Type: 'type',
  Test: 'test',
  IsSecurity: 'type = 0',
  CommandCloseID: "json_extract(record, '$.closeCommand')",
  TradingIntervalCurrentID: "json_extract(record, '$.interval')",
  ABook: "json_extract(record, '$.aBook')",
  Factor: "json_extract(record, '$.factor')",
  ProfitBase: "json_extract(record, '$.profitBase')",
  MCReached: "json_extract(record, '$.mcReached')",
  Protection: "json_extract(record, '$.protection')",
  ProtectionEquity: "json_extract(record, '$.protectionLevel')",
  ProtectionReached: "json_extract(record, '$.protectionReached')",
  Target: "json_extract(record, '$.target')",
  TargetEquity: "json_extract(record, '$.targetLevel')",
  TargetReached: "json_extract(record, '$.targetReached')",
};
