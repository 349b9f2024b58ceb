import { listAccountDays, listUnitPrices, newestUnitPrices } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import { id, integer, optional, text, units, withDefault } from '../fields.ts';
import { symbolShares } from '../manager/strategies.ts';
import { type ClientCall, clientMethod, clientSearch, type Method } from '../method.ts';
import { is, someHold } from '../search/conditions.ts';
import { type Columns, pageOf } from '../search/live.ts';
import { AccountView } from '../views/account.ts';
import { chartOf, thinned } from '../views/chart.ts';
import { StrategyView, yieldPercent } from '../views/strategy.ts';
import { look, type SeenWorld } from '../views/world.ts';
import type { ExactNumber, Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { eighths, money, parts, ratio } from '../wire/units.ts';
import { demandOwn, lookAtOwn } from './own-account.ts';
import { isPartner, offerBlock, ownAccount, strategyBlock } from './strategy-block.ts';
import { walletBlock, walletOf } from './wallet.ts';

const ROW_POINTS = 25;
const MOST_POINTS = 250;
const DAY_MS = 86_400_000;

const MODES = ['Rating', 'MyActiveStrategies', 'MyClosedStrategies', 'MyActiveAccounts'] as const;

const CHART = {
  MaxPoints: withDefault(integer({ least: 2, most: MOST_POINTS }), MOST_POINTS),
  chartType: optional(text()),
  chartSize: optional(text()),
};

/** Fields to sort strategies by, with a dot those of a block. */
function sortColumns(client: number): Columns<StrategyView> {
  const account = (read: (view: NonNullable<ReturnType<typeof ownAccount>>) => Json) => (view: StrategyView) => {
    const own = ownAccount(view, client);
    return own === undefined ? undefined : read(own);
  };
  const offer = (view: StrategyView) => view.world.copy.offers.get(view.strategy.publicOffer);
  return {
    ID: ({ strategy }) => strategy.id,
    Name: ({ strategy }) => strategy.name,
    Yield: ({ figures }) => eighths(figures.yield),
    MonthlyYield: ({ figures }) => eighths(figures.monthlyYield),
    Accounts: ({ figures }) => figures.accounts,
    Symbols: ({ symbols }) => symbols.join(', '),
    DTCreated: ({ strategy }) => strategy.createdAt,
    DTStat: ({ strategy }) => strategy.statAt || undefined,
    DTClosed: ({ strategy }) => strategy.closedAt || undefined,
    AgeByDays: ({ figures }) => figures.ageByDays,
    Status: ({ strategy }) => strategy.status,
    AccountingSystem: ({ strategy }) => strategy.accounting,
    Equity: ({ equity }) => equity,
    'PublicOffer.FeeRate': (view) => offer(view)?.feeRate,
    'PublicOffer.CommissionRate': (view) => offer(view)?.commissionRate,
    'TraderInfo.FeePaid': ({ strategy }) => strategy.feesReceived,
    'TraderInfo.FeeToPay': ({ feesDue }) => feesDue,
    'TraderInfo.CommissionPaid': ({ strategy }) => strategy.commissionsReceived,
    'TraderInfo.CommissionToPay': ({ strategy }) => strategy.rewards,
    'Account.ID': account(({ account: own }) => own.id),
    'Account.DTCreated': account(({ account: own }) => own.openedAt),
    'Account.Type': account(({ account: own }) => own.kind),
    'Account.State': account(({ figures }) => figures.state),
    'Account.Balance': account(({ account: own }) => own.balance),
    'Account.Equity': account(({ figures }) => figures.equity),
    'Account.Margin': account(({ figures }) => figures.margin),
    'Account.FreeMargin': account(({ figures }) => figures.freeMargin),
    'Account.Factor': account(({ account: own }) => own.factor),
    'Account.Protection': account(({ account: own }) => own.protection),
    'Account.Target': account(({ account: own }) => own.target || undefined),
    'Account.TotalProfit': account(({ figures }) => figures.totalProfit),
    'Account.FeePaid': account(({ account: own }) => own.feePaid),
    'Account.FeeToPay': account(({ figures }) => figures.feeToPay),
    'Account.ProfitCurrentIntervalGross': account(({ figures }) => figures.gross),
    'Account.AvailableToWithdraw': account(({ figures }) => figures.availableToWithdraw),
    'Account.PositionsCount': account(({ figures }) => figures.positions),
  };
}

const SORT = Object.keys(sortColumns(0));

/** Strategies to look at (`ramm.md` 6). */
export const STRATEGIES_METHODS: readonly Method[] = [
  clientMethod([2], {
    name: 'strategies.get',
    right: 'base',
    fields: { ID: optional(id()), Link: optional(text({ most: 64 })) },
    handle: (call) =>
      look(call.parts, (world) => {
        const { client, given, parts: rammParts } = call;
        const { business } = rammParts.identity;
        const linked = given.Link ? business.offerOfLink(given.Link) : undefined;
        if (given.Link && linked === undefined) throw Fault.unknown('Link', 'offer');
        const offer = linked === undefined ? undefined : world.copy.offers.get(linked);
        const wanted = offer?.strategy ?? given.ID;
        if (wanted === undefined) throw Fault.invalid('ID', 'it is missing');
        const view = seenStrategy(world, call, wanted, offer !== undefined);
        const { Account: account, ...block } = strategyBlock(view, client.id);
        const link = offer ?? ownLink(view, client.id);
        return {
          ...block,
          Equity: view.equity,
          LinkOffer: link === undefined ? undefined : { ...offerBlock(link), Link: business.linkOf(link.id) },
          Account: account,
        };
      }),
  }),
  clientSearch([2], {
    name: 'strategies.search',
    entities: 'Strategies',
    filter: {
      SearchMode: optional(text()),
      Name: optional(text()),
      AgeMin: optional(integer()),
      DealsMin: optional(integer()),
      YieldMin: optional(units(8)),
      AccountingSystem: optional(integer({ most: 1 })),
    },
    sort: SORT,
    besides: ({ parts: rammParts, client }) =>
      look(rammParts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id))] })),
    async find({ parts: rammParts, client, search }) {
      const { filter } = search;
      const mode = MODES.find((known) => known === (filter.SearchMode ?? 'Rating'));
      if (mode === undefined) throw Fault.invalid('Filter.SearchMode', `one of ${MODES.join(', ')}`);
      const columns = sortColumns(client.id);
      const page = await look(rammParts, (world) => {
        const views = candidates(world, client.id, mode).filter(
          (view) =>
            someHold([view.strategy.name], filter.Name) &&
            is<number>(view.strategy.accounting, filter.AccountingSystem) &&
            view.figures.ageByDays >= (filter.AgeMin ?? 0) &&
            dealsOf(view) >= (filter.DealsMin ?? 0) &&
            (filter.YieldMin === undefined || view.figures.yield >= filter.YieldMin),
        );
        const { rows, total } = pageOf(views, search, columns, ({ strategy }) => strategy.id);
        return { ids: rows.map(({ strategy }) => strategy.id), total };
      });
      const days = await newestUnitPrices(rammParts.readModel, page.ids, ROW_POINTS);
      const rows = await look(rammParts, (world) =>
        page.ids.flatMap((strategy) => {
          const known = world.copy.strategies.get(strategy);
          if (known === undefined) return [];
          const view = new StrategyView(world, known);
          const own = days.filter((day) => day.strategy === strategy);
          const chart = chartOf(view, own, ROW_POINTS).map(({ unitPrice }) => ({ Yield: yieldPercent(unitPrice) }));
          return [{ ...strategyBlock(view, client.id), Chart: chart }];
        }),
      );
      return { rows, total: page.total };
    },
  }),
  clientMethod([2], {
    name: 'strategies.getOffers',
    right: 'base',
    fields: { StrategyID: id() },
    handle: (call) => look(call.parts, (world) => ({ Offers: offersOf(world, call) })),
  }),
  clientMethod([1, 2], {
    name: 'charts.get',
    right: 'base',
    fields: { StrategyID: id(), ...CHART },
    async handle(call) {
      const { parts: rammParts, given } = call;
      await look(rammParts, (world) => seenStrategy(world, call, given.StrategyID, false).strategy.id);
      const days = await listUnitPrices(rammParts.readModel, given.StrategyID);
      return look(rammParts, (world) => {
        const view = seenStrategy(world, call, given.StrategyID, false);
        const points = chartOf(view, days, given.MaxPoints);
        return { Chart: points.map(({ at, unitPrice }) => ({ DT: momentText(at), Yield: yieldPercent(unitPrice) })) };
      });
    },
  }),
  clientMethod([1, 2], {
    name: 'accounts.getCharts',
    right: 'base',
    fields: { AccountID: id(), ...CHART },
    async handle(call) {
      const { parts: rammParts, given, client } = call;
      const days = await listAccountDays(rammParts.readModel, given.AccountID);
      return lookAtOwn(call, 'AccountID', given.AccountID, (view) => {
        demandOwn(view, client.id);
        const { account, figures, world } = view;
        const points = [
          ...days.map(({ day, equity, profit, base }) => ({ at: day * DAY_MS, equity, profit, base })),
          { at: world.now, equity: figures.equity, profit: figures.totalProfit, base: account.deposited },
        ];
        const Chart = thinned(points, given.MaxPoints).map(({ at, equity, profit, base }) => ({
          DT: momentText(at),
          Yield: percent(profit, base),
          Equity: money(equity),
        }));
        return { Chart };
      });
    },
  }),
  ...(
    [
      ['strategyportfolio.get', 'StrategyPortfolio'],
      ['strategysymbolstat.get', 'StrategySymbolStat'],
    ] as const
  ).map(([name, block]) =>
    clientMethod([1, 2], {
      name,
      right: 'base',
      fields: { StrategyID: id() },
      handle: (call) =>
        look(call.parts, (world) => ({
          [block]: symbolShares(seenStrategy(world, call, call.given.StrategyID, false), 1),
        })),
    }),
  ),
];

type Caller = Pick<ClientCall, 'client' | 'company'>;

/**
 * A strategy that the caller may see: by its id only with a public offer and while it is not closed, unless it is his own
 * or he has invested; by a link always. Throws Fault.
 */
export function seenStrategy(world: SeenWorld, { client, company }: Caller, id: number, linked: boolean): StrategyView {
  const strategy = world.copy.strategies.get(id);
  if (strategy === undefined || strategy.company !== company.id) throw Fault.unknown('StrategyID', 'strategy');
  const view = new StrategyView(world, strategy);
  const open = strategy.publicOffer !== 0 && strategy.status !== 4;
  const involved =
    view.wallet.client === client.id || isPartner(view, client.id) || ownAccount(view, client.id) !== undefined;
  if (!open && !linked && !involved) throw Fault.unknown('StrategyID', 'strategy');
  return view;
}

function candidates(world: SeenWorld, client: number, mode: (typeof MODES)[number]): StrategyView[] {
  const own = walletOf(world, client).wallet;
  const views = [...world.copy.strategies.values()]
    .filter(({ company }) => company === own.company)
    .map((strategy) => new StrategyView(world, strategy));
  switch (mode) {
    case 'MyActiveStrategies':
      return views.filter(({ strategy }) => strategy.wallet === own.id && strategy.closedAt === 0);
    case 'MyClosedStrategies':
      return views.filter(({ strategy }) => strategy.wallet === own.id && strategy.closedAt > 0);
    case 'MyActiveAccounts': {
      const invested = new Set(own.accounts.map((account) => world.copy.accounts.get(account)?.strategy));
      return views.filter(({ strategy }) => invested.has(strategy.id));
    }
    case 'Rating':
      // visible from its first position in the market on
      return views.filter(
        ({ strategy }) => strategy.publicOffer !== 0 && strategy.status !== 4 && strategy.turnover.size > 0,
      );
  }
}

function dealsOf({ strategy, world }: StrategyView): number {
  return world.copy.accounts.get(strategy.security)?.trades ?? 0;
}

/** A hidden offer of one's own strategy: the newest. */
function ownLink(view: StrategyView, client: number) {
  if (view.wallet.client !== client) return undefined;
  const offers = view.strategy.offers.flatMap((id) => view.world.copy.offers.get(id) ?? []);
  return offers.findLast(({ kind }) => kind === 1);
}

/** Public ones first, then the newest; the owner sees all, a partner his own, others the public one. */
function offersOf(world: SeenWorld, call: ClientCall<{ StrategyID: ReturnType<typeof id> }>): Json[] {
  const { client, given, parts: rammParts } = call;
  const view = seenStrategy(world, call, given.StrategyID, false);
  const wallet = world.copy.walletOf.get(client.id) ?? 0;
  const offers = view.strategy.offers
    .flatMap((offer) => world.copy.offers.get(offer) ?? [])
    .filter(
      ({ kind, partner }) => view.wallet.client === client.id || kind === 2 || (partner !== 0 && partner === wallet),
    )
    .sort((a, b) => b.kind - a.kind || b.id - a.id);
  return offers.map((offer) => {
    const accounts = view.strategy.members
      .flatMap((member) => world.copy.accounts.get(member) ?? [])
      .filter((account) => account.offer === offer.id);
    const sum = (read: (own: AccountView) => number): ExactNumber =>
      money(accounts.reduce((all, account) => all + read(new AccountView(world, account)), 0));
    return {
      ...offerBlock(offer),
      DTCreated: momentText(offer.createdAt),
      PartnerID: world.copy.wallets.get(offer.partner)?.client,
      PartnerShareRate: parts(offer.partnerShare),
      Link: rammParts.identity.business.linkOf(offer.id),
      Type: offer.kind,
      IsPublic: offer.kind === 2,
      Status: offer.status,
      Description: '',
      ActiveAccounts: offer.open,
      TotalAccounts: offer.total,
      FeePaid: sum(({ account }) => account.feePaid),
      FeeToPay: sum(({ figures }) => figures.feeToPay),
      CommissionPaid: sum(({ account }) => account.commissionPaid),
      // accrues for the strategy as a whole
      CommissionToPay: money(offer.total === 0 ? 0 : view.strategy.rewards),
    };
  });
}

/** Profit for the money brought in, in percent. */
function percent(profit: number, base: number): ExactNumber {
  return ratio(BigInt(profit) * 100n, base, 4);
}
