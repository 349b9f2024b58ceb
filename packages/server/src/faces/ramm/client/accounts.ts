import { type CopyRow, findRow, searchTable } from '../../../readmodel/index.ts';
import { carryOut, carryOutShowing } from '../command.ts';
import { Fault } from '../errors.ts';
import { cents, id, optional, text, units, withDefault } from '../fields.ts';
import { type ClientCall, clientMethod, clientSearch, type Method } from '../method.ts';
import { someHold } from '../search/conditions.ts';
import { type Columns, pageOf } from '../search/live.ts';
import { AccountView, closedAccount } from '../views/account.ts';
import { StrategyView } from '../views/strategy.ts';
import { ASSET } from '../views/wallet.ts';
import { look } from '../views/world.ts';
import { momentText } from '../wire/moments.ts';
import { money } from '../wire/units.ts';
import { accountBlock } from './account-block.ts';
import { demandOwner, lookAtOwn } from './own-account.ts';
import { seenStrategy } from './strategies.ts';
import { strategyBlock } from './strategy-block.ts';
import { walletBlock, walletOf } from './wallet.ts';

const FACTOR = units(4);
const PROTECTION = units(4, { least: 0, most: 9_999 });
const TARGET = units(4, { least: 0 });

/** Closed investments that are told of in one search. */
const MOST_CLOSED = 10_000;

/** Investments of the caller (`ramm.md` 6). */
export const ACCOUNTS_METHODS: readonly Method[] = [
  clientMethod([2], {
    name: 'accounts.add',
    right: 'base',
    fields: {
      StrategyID: optional(id()),
      OfferID: optional(id()),
      Link: optional(text({ most: 64 })),
      Factor: withDefault(FACTOR, 10_000),
      Protection: withDefault(PROTECTION, 0),
      Target: withDefault(TARGET, 0),
      Money: cents({ least: 0, strict: true }),
    },
    async handle(call) {
      const { parts, given } = call;
      const { offer, wallet } = await wantedOffer(call);
      const { Factor: factor, Protection: protection, Target: target, Money } = given;
      return carryOutShowing(
        { parts, requestId: call.requestId },
        { type: 'copy.openAccount', wallet, offer, money: Money, factor, protection, target },
        { wallet: 'StrategyID' },
        ({ copy }, account) => ({
          AccountID: account,
          CommandBalanceID: (copy.accounts.get(account) ?? copy.ended.get(account))?.lastCommand,
        }),
      );
    },
  }),
  ...(
    [
      ['accounts.fund', 'copy.fund'],
      ['accounts.withdraw', 'copy.withdraw'],
    ] as const
  ).map(([name, type]) =>
    clientMethod([1, 2, 3], {
      name,
      right: 'base',
      fields: { AccountID: id(), Amount: cents({ least: 0, strict: true }) },
      async handle(call) {
        const { AccountID, Amount } = call.given;
        await demandOpen(call, AccountID);
        const command = await carryOut(call, { type, account: AccountID, amount: Amount }, ACCOUNT_ID);
        return { AccountID, CommandBalanceID: command };
      },
    }),
  ),
  ...(
    [
      ['accounts.close', 'copy.close', [1, 2, 3]],
      ['accounts.pause', 'copy.pause', [1, 2]],
      ['accounts.resume', 'copy.resume', [1, 2]],
    ] as const
  ).map(([name, type, versions]) =>
    clientMethod(versions, {
      name,
      right: 'base',
      fields: { AccountID: id() },
      async handle(call) {
        await demandOpen(call, call.given.AccountID);
        return { CommandID: await carryOut(call, { type, account: call.given.AccountID }, ACCOUNT_ID) };
      },
    }),
  ),
  ...(
    [
      ['accounts.setFactor', 'copy.setFactor', 'Factor', FACTOR],
      ['accounts.setProtection', 'copy.setProtection', 'Protection', PROTECTION],
      ['accounts.setTarget', 'copy.setTarget', 'Target', withDefault(TARGET, 0)],
    ] as const
  ).map(([name, type, field, kind]) =>
    clientMethod([1, 2], {
      name,
      right: 'base',
      fields: { AccountID: id(), [field]: kind },
      async handle(call) {
        const given = call.given as { readonly [name: string]: number };
        const account = given.AccountID as number;
        await demandOpen(call, account);
        return {
          CommandID: await carryOut(
            call,
            { type, account, value: given[field] as number },
            { ...ACCOUNT_ID, value: field },
          ),
        };
      },
    }),
  ),
  clientMethod([2, 3], {
    name: 'accounts.get',
    right: 'base',
    fields: { AccountID: optional(id()), ID: optional(id()) },
    handle(call) {
      const wanted = call.given.AccountID ?? call.given.ID;
      if (wanted === undefined) throw Fault.invalid('AccountID', 'it is missing');
      return lookAtOwn(call, 'AccountID', wanted, (view) => {
        const { Account: _, ...strategy } = strategyBlock(new StrategyView(view.world, view.strategy), call.client.id);
        return { Strategy: strategy, Account: accountBlock(view, call.client.id) };
      });
    },
  }),
  clientSearch([2], {
    name: 'accounts.searchClosed',
    entities: 'Strategies',
    filter: { Name: optional(text()) },
    sort: ['ID', 'Name', 'DTClosed', 'Account.ID', 'Account.DTClosed', 'Account.TotalProfit', 'Account.FeePaid'],
    besides: ({ parts, client }) => look(parts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id))] })),
    async find({ parts, client, search }) {
      const wallet = await look(parts, (world) => walletOf(world, client.id).wallet.id);
      const { rows: closed } = await searchTable<CopyRow<'copy_accounts'>>(parts.readModel, {
        table: 'copy_accounts',
        company: client.company,
        conditions: [{ column: 'wallet', is: 'equal', value: wallet }],
        order: 'id',
        ascending: false,
        limit: MOST_CLOSED,
        offset: 0,
        count: { name: 'accounts.wallet', owner: wallet },
      });
      return look(parts, (world) => {
        const views = closed
          .filter(({ type }) => type !== 0)
          .map(({ record }) => new AccountView(world, closedAccount(record ?? '')))
          .filter(({ strategy }) => someHold([strategy.name], search.filter.Name));
        const { rows, total } = pageOf(views, search, CLOSED_COLUMNS, ({ account }) => account.id);
        const shown = rows.map((view) => {
          const { Account: active, ...strategy } = strategyBlock(new StrategyView(world, view.strategy), client.id);
          return {
            ...strategy,
            ActiveAccountID: activeId(active),
            Account: accountBlock(view, client.id),
          };
        });
        return { rows: shown, total };
      });
    },
  }),
  clientMethod([1, 2, 3], {
    name: 'accounts.searchSpec',
    right: 'base',
    fields: {},
    handle: ({ parts, company }) =>
      look(parts, (world) => {
        const spec = world.copy.companies.get(company.id)?.spec;
        const [stream] = world.streamsOf(company.id);
        const row = {
          IDAccountSpecAsset: company.id,
          IDSpec: company.id,
          IDAsset: ASSET.id,
          IDStreamDefault: stream?.id,
          IDStreamDefaultSecurity: stream?.id,
          AccountMinBalance: money(spec?.accountMinBalance ?? 0),
          SecurityMinBalance: money(spec?.securityMinBalance ?? 0),
          Precision: ASSET.precision,
        };
        return { AccountSpecAsset: [row] };
      }),
  }),
  clientMethod([1, 2, 3], {
    name: 'accountCommands.get',
    right: 'base',
    fields: { AccountCommandID: id(), AccountID: optional(id()) },
    async handle(call) {
      const { parts, given } = call;
      const row = await findRow<CopyRow<'copy_commands'>>(parts.readModel, 'copy_commands', given.AccountCommandID);
      if (row === undefined || row.account === 0) throw Fault.unknown('AccountCommandID', 'command');
      if (given.AccountID !== undefined && given.AccountID !== row.account)
        throw Fault.unknown('AccountCommandID', 'command of this account');
      await lookAtOwn(call, 'AccountID', row.account, () => undefined);
      return { AccountCommandStatus: row.status };
    },
  }),
];

const ACCOUNT_ID = { account: 'AccountID' };

const CLOSED_COLUMNS: Columns<AccountView> = {
  ID: ({ strategy }) => strategy.id,
  Name: ({ strategy }) => strategy.name,
  DTClosed: ({ account }) => momentText(account.closedAt),
  'Account.ID': ({ account }) => account.id,
  'Account.DTClosed': ({ account }) => momentText(account.closedAt),
  'Account.TotalProfit': ({ figures }) => figures.totalProfit,
  'Account.FeePaid': ({ account }) => account.feePaid,
};

type Adding = ClientCall<{
  StrategyID: ReturnType<typeof optional<number>>;
  OfferID: ReturnType<typeof optional<number>>;
  Link: ReturnType<typeof optional<string>>;
}>;

/** The offer that is asked for, by its id with that of its strategy, by a link, or the public one. Throws Fault. */
function wantedOffer(
  call: Pick<Adding, 'parts' | 'client' | 'company' | 'given'>,
): Promise<{ offer: number; wallet: number }> {
  const { parts, client, given } = call;
  return look(parts, (world) => {
    const wallet = walletOf(world, client.id).wallet.id;
    const linked = given.Link ? parts.identity.business.offerOfLink(given.Link) : undefined;
    if (given.Link) {
      if (linked === undefined || !world.copy.offers.has(linked)) throw Fault.unknown('Link', 'offer');
      return { offer: linked, wallet };
    }
    if (given.StrategyID === undefined) throw Fault.invalid('StrategyID', 'it is missing');
    const { strategy } = seenStrategy(world, call, given.StrategyID, false);
    const wanted = given.OfferID ?? strategy.publicOffer;
    const offer = world.copy.offers.get(wanted);
    if (offer === undefined || offer.strategy !== strategy.id) throw Fault.unknown('OfferID', 'offer');
    const mine = strategy.wallet === wallet;
    if (offer.kind === 1 && !mine) throw Fault.forbidden('offer');
    return { offer: offer.id, wallet };
  });
}

function activeId(account: unknown): number | undefined {
  const id = (account as { readonly ID?: number } | undefined)?.ID;
  return id;
}

/** Throws Fault unless it is an open account of the caller. */
function demandOpen(call: Pick<ClientCall, 'parts' | 'client'>, account: number): Promise<void> {
  return lookAtOwn(call, 'AccountID', account, (view) => {
    demandOwner(view, call.client.id);
    if (view.account.status === 6) throw Fault.status('the account is closed');
  });
}
