import { type CopyRow, findRow, searchTable } from '../../../readmodel/index.ts';
import { carryOut, carryOutShowing } from '../command.ts';
import { Fault } from '../errors.ts';
import { cents, decimal, id, integer, optional, section, text, units, withDefault } from '../fields.ts';
import { type ClientCall, clientMethod, type Method, NOTHING } from '../method.ts';
import { present } from '../present.ts';
import { rateOf } from '../rates.ts';
import { type Columns, pageOf, rowOf } from '../search/live.ts';
import { pagination, readSearch } from '../search/request.ts';
import { AccountView, closedAccount } from '../views/account.ts';
import { look, type SeenWorld } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { money } from '../wire/units.ts';
import { walletOf } from './wallet.ts';

/** Closed investments of a strategy that are told of in one list. */
const MOST_CLOSED = 10_000;

const LISTED = { StrategyID: id(), Pagination: optional(section()), OrderBy: optional(section()) };

/** Strategies that the caller leads (`ramm.md` 6). */
export const MY_STRATEGIES_METHODS: readonly Method[] = [
  clientMethod([2], {
    name: 'myStrategies.add',
    right: 'base',
    fields: {
      Name: text({ least: 1, most: 50 }),
      Protection: withDefault(units(4, { least: 0, most: 9_999 }), 0),
      Target: withDefault(units(4, { least: 0 }), 0),
      Money: cents({ least: 0, strict: true }),
      AccountingSystem: withDefault(integer({ most: 1 }), 1),
    },
    async handle(call) {
      const { parts, client, given } = call;
      const wallet = await look(parts, (world) => walletOf(world, client.id).wallet.id);
      return carryOutShowing(
        call,
        {
          type: 'copy.addStrategy',
          wallet,
          name: given.Name,
          accounting: given.AccountingSystem as 0 | 1,
          money: given.Money,
          protection: given.Protection,
          target: given.Target,
          ...present({ stream: client.defaultStream ?? undefined, aBook: client.defaultHedge ?? undefined }),
        },
        {},
        ({ copy }, strategy) => {
          const account = copy.strategies.get(strategy)?.security ?? 0;
          return {
            StrategyID: strategy,
            AccountID: account,
            AccountCommandID: copy.accounts.get(account)?.lastCommand,
          };
        },
      );
    },
  }),
  clientMethod([2, 3], {
    name: 'myStrategies.addOffer',
    right: 'base',
    fields: {
      StrategyID: id(),
      FeeRate: units(4, { least: 0, most: 10_000 }),
      CommissionRate: decimal({ least: '0' }),
    },
    async handle(call) {
      const { parts, given } = call;
      await demandMine(call, given.StrategyID);
      const offer = await carryOut(
        call,
        {
          type: 'copy.addOffer',
          strategy: given.StrategyID,
          feeRate: given.FeeRate,
          commissionRate: rateOf('CommissionRate', given.CommissionRate),
          kind: 1,
        },
        STRATEGY_ID,
      );
      return { OfferID: offer, Link: parts.identity.business.linkOf(offer) };
    },
  }),
  clientMethod([2, 3], {
    name: 'myStrategies.setPublicOffer',
    right: 'base',
    fields: { StrategyID: id(), OfferID: optional(id()) },
    async handle(call) {
      const { StrategyID, OfferID = 0 } = call.given;
      await demandMine(call, StrategyID);
      await carryOut(call, { type: 'copy.setPublicOffer', strategy: StrategyID, offer: OfferID }, STRATEGY_ID);
      return NOTHING;
    },
  }),
  ...(
    [
      ['myStrategies.close', 'copy.closeStrategy'],
      ['myStrategies.pause', 'copy.pauseStrategy'],
      ['myStrategies.resume', 'copy.resumeStrategy'],
    ] as const
  ).map(([name, type]) =>
    clientMethod([1, 2, 3], {
      name,
      right: 'base',
      fields: { StrategyID: id() },
      async handle(call) {
        await demandMine(call, call.given.StrategyID);
        return { CommandID: await carryOut(call, { type, strategy: call.given.StrategyID }, STRATEGY_ID) };
      },
    }),
  ),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.getToken',
    right: 'base',
    fields: { StrategyID: id() },
    async handle(call) {
      await demandMine(call, call.given.StrategyID);
      const { strategyTokens } = call.parts.identity.business;
      return { Token: strategyTokens.get(call.given.StrategyID) ?? (await newToken(call)) };
    },
  }),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.setToken',
    right: 'base',
    fields: { StrategyID: id() },
    async handle(call) {
      await demandMine(call, call.given.StrategyID);
      return { Token: await newToken(call) };
    },
  }),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.checkName',
    right: 'base',
    fields: { Name: text({ least: 1, most: 64 }) },
    handle: ({ parts, given }) =>
      look(parts, ({ copy }) => ({ StrategyNameAvailable: !copy.names.has(given.Name.toLowerCase()) })),
  }),
  clientMethod([1, 2, 3], {
    name: 'strategyCommands.get',
    right: 'base',
    fields: { StrategyCommandID: id(), StrategyID: optional(id()) },
    async handle(call) {
      const { parts, given } = call;
      const row = await findRow<CopyRow<'copy_commands'>>(parts.readModel, 'copy_commands', given.StrategyCommandID);
      if (row === undefined || row.account !== 0) throw Fault.unknown('StrategyCommandID', 'command');
      if (given.StrategyID !== undefined && given.StrategyID !== row.strategy)
        throw Fault.unknown('StrategyCommandID', 'command of this strategy');
      await demandMine(call, row.strategy);
      return { StrategyCommandStatus: row.status };
    },
  }),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.getActiveAccounts',
    right: 'base',
    fields: LISTED,
    async handle(call) {
      const { parts, client, given } = call;
      await demandMine(call, given.StrategyID);
      return look(parts, (world) => {
        const members = world.copy.strategies.get(given.StrategyID)?.members ?? [];
        const views = members.flatMap((member) => {
          const account = world.copy.accounts.get(member);
          return account === undefined ? [] : [new AccountView(world, account)];
        });
        return listed(call, views, activeColumns(client.id));
      });
    },
  }),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.getClosedAccounts',
    right: 'base',
    fields: LISTED,
    async handle(call) {
      const { parts, client, given } = call;
      await demandMine(call, given.StrategyID);
      const { rows } = await searchTable<CopyRow<'copy_accounts'>>(parts.readModel, {
        table: 'copy_accounts',
        company: client.company,
        conditions: [{ column: 'strategy', is: 'equal', value: given.StrategyID }],
        order: 'id',
        ascending: false,
        limit: MOST_CLOSED,
        offset: 0,
        count: { name: 'accounts.strategy', owner: given.StrategyID },
      });
      return look(parts, (world) => {
        const views = rows.map(({ record }) => new AccountView(world, closedAccount(record ?? '')));
        return listed(call, views, closedColumns(client.id));
      });
    },
  }),
];

const STRATEGY_ID = { strategy: 'StrategyID' };

/** Throws Fault unless the strategy is the caller's. */
function demandMine({ parts, client }: Pick<ClientCall, 'parts' | 'client'>, id: number): Promise<void> {
  return look(parts, (world: SeenWorld) => {
    const strategy = world.copy.strategies.get(id);
    if (strategy === undefined) throw Fault.unknown('StrategyID', 'strategy');
    if (strategy.wallet !== world.copy.walletOf.get(client.id)) throw Fault.forbidden('strategy');
  });
}

/** The strategy's next token; the one before dies at once. */
async function newToken({ parts, given }: ClientCall<{ StrategyID: ReturnType<typeof id> }>): Promise<string> {
  const { business } = parts.identity;
  const { token, statements } = business.strategyTokens.renew(given.StrategyID);
  await business.save(statements);
  return token;
}

/** One page of a strategy's accounts, with the sections of a search. */
function listed(
  { given }: ClientCall<typeof LISTED>,
  views: readonly AccountView[],
  columns: Columns<AccountView>,
): Json {
  const sections = Object.assign(Object.create(null), { Pagination: given.Pagination, OrderBy: given.OrderBy });
  const search = readSearch({ filter: {}, sort: Object.keys(columns) }, withoutAbsent(sections));
  const { rows, total } = pageOf(views, search, columns, ({ account }) => account.id);
  return {
    OrderBy: search.echo.OrderBy,
    Pagination: pagination(search, total),
    StrategyID: given.StrategyID,
    Accounts: rows.map((view) => rowOf(columns, view)),
  };
}

function withoutAbsent<T extends object>(values: T): T {
  for (const [name, value] of Object.entries(values)) if (value === undefined) delete values[name as keyof T];
  return values;
}

function activeColumns(client: number): Columns<AccountView> {
  return {
    ID: ({ account }) => account.id,
    DT: ({ account }) => momentText(account.openedAt),
    State: ({ figures }) => figures.state,
    Equity: ({ figures }) => money(figures.equity),
    ProfitCurrentIntervalGross: ({ figures }) => money(figures.gross),
    FeePaid: ({ account }) => money(account.feePaid),
    TotalCommissionTrader: ({ account }) => money(account.commissionPaid),
    FeeToPay: ({ figures }) => money(figures.feeToPay),
    TotalProfitNet: ({ figures }) => money(figures.totalProfit - figures.feeToPay),
    IsMyAccount: ({ wallet }) => wallet.client === client,
    ClientID: ({ wallet }) => wallet.client,
  };
}

function closedColumns(client: number): Columns<AccountView> {
  return {
    ID: ({ account }) => account.id,
    DT: ({ account }) => momentText(account.openedAt),
    DTClosed: ({ account }) => momentOf(account.closedAt),
    FeePaid: ({ account }) => money(account.feePaid),
    TotalCommissionTrader: ({ account }) => money(account.commissionPaid),
    TotalProfitNet: ({ figures }) => money(figures.totalProfit),
    IsMyAccount: ({ wallet }) => wallet.client === client,
    ClientID: ({ wallet }) => wallet.client,
  };
}
