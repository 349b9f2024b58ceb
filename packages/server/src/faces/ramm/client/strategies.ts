import type { Offer } from '@outcry/core';
import { Fault } from '../errors.ts';
import { id, integer, optional, text, units } from '../fields.ts';
import { type ClientCall, clientMethod, clientSearch, type Method } from '../method.ts';
import { named, picked, within } from '../search/columns.ts';
import { is, someHold } from '../search/conditions.ts';
import type { Columns } from '../search/live.ts';
import { look, type SeenWorld } from '../views/world.ts';
import { ACCOUNT } from './account-columns.ts';
import { rowChart, rowCharts } from './charts.ts';
import { followLink } from './followed-links.ts';
import { offerBlock } from './offer-block.ts';
import { dealsOf, idleStrategies, isOf, MODES, strategiesToSearch } from './rating.ts';
import { type SeenStrategy, seenStrategy } from './seen-strategy.ts';
import { STRATEGY, strategyBlock } from './strategy-columns.ts';
import { shownPage, strategyPage } from './strategy-page.ts';
import { walletBlock, walletOf } from './wallet.ts';

/** Fields to sort strategies by, with a dot those of a block. */
export const STRATEGY_ORDER: Columns<SeenStrategy> = {
  ...picked(
    STRATEGY,
    named(`ID Name DT DTCreated DTStat DTClosed Status Yield MonthlyYield Accounts Symbols IsMyStrategy AgeByDays
      AccountingSystem Equity`),
  ),
  'PublicOffer.FeeRate': ({ view }) => view.world.copy.offers.get(view.strategy.publicOffer)?.feeRate,
  'PublicOffer.CommissionRate': ({ view }) => view.world.copy.offers.get(view.strategy.publicOffer)?.commissionRate,
  ...within(
    'TraderInfo',
    picked(STRATEGY, named('FeePaid FeeToPay CommissionPaid CommissionToPay')),
    (seen: SeenStrategy) => (seen.isMine ? seen : undefined),
  ),
  ...within(
    'Account',
    picked(
      ACCOUNT,
      named(`ID IsSecurity Type AccountSpecAssetID Asset TradingIntervalCurrentID DTCreated Balance Equity Margin FreeMargin
        MarginLevel IntervalPnL ProfitCurrentIntervalGross State Status Factor MCReached Protection ProtectionEquity
        ProtectionReached Target TargetEquity TargetReached Positions PositionsCount AccountMinBalance
        AvailableToWithdraw TotalProfit FeePaid FeeToPay`),
    ),
    ({ account }) => account,
  ),
};

const BY_LINK = { ID: optional(id()), Link: optional(text({ most: 64 })) };

/** Strategies to look at (`ramm.md` 6). */
export const STRATEGIES_METHODS: readonly Method[] = [
  clientMethod([2], {
    name: 'strategies.get',
    right: 'base',
    fields: BY_LINK,
    handle: (call) =>
      look(call.parts, (world) => {
        const { business } = call.parts.identity;
        const offer = linkedOffer(world, call);
        const wanted = offer?.strategy ?? call.given.ID;
        if (wanted === undefined) throw Fault.invalid('ID', 'it is missing');
        const seen = seenStrategy(world, call, wanted, 'ID');
        const { Account: account, ...block } = strategyBlock(seen);
        const link = offer ?? ownLink(seen);
        return {
          ...block,
          Equity: seen.view.equity,
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
    sort: Object.keys(STRATEGY_ORDER),
    besides: ({ parts, client, version }) =>
      look(parts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id), version)] })),
    async find(call) {
      const { parts, company, search } = call;
      const { filter } = search;
      const mode = MODES.find((known) => known === (filter.SearchMode ?? 'Rating'));
      if (mode === undefined) throw Fault.invalid('Filter.SearchMode', `one of ${MODES.join(', ')}`);
      const ofMode = isOf(mode, await idleStrategies(parts, company.id));
      const fits = (seen: SeenStrategy): boolean =>
        ofMode(seen) &&
        someHold([seen.view.strategy.name], filter.Name) &&
        is<number>(seen.view.strategy.accounting, filter.AccountingSystem) &&
        seen.view.figures.ageByDays >= (filter.AgeMin ?? 0) &&
        dealsOf(seen) >= (filter.DealsMin ?? 0) &&
        (filter.YieldMin === undefined || seen.view.figures.yield >= filter.YieldMin);
      const items = await strategiesToSearch(call, mode);
      const { ids, total } = await strategyPage(call, { items, fits, order: STRATEGY_ORDER });
      const charts = await rowCharts(parts, ids);
      const show = (seen: SeenStrategy) => ({ ...strategyBlock(seen), Chart: rowChart(seen.view, charts) });
      return { rows: await shownPage(call, ids, show), total };
    },
  }),
];

/** The offer to which a link leads, open to the session from now on; undefined without a link. Throws Fault. */
function linkedOffer(
  { copy }: SeenWorld,
  { given, parts, company, session }: Pick<ClientCall<typeof BY_LINK>, 'given' | 'parts' | 'company' | 'session'>,
): Offer | undefined {
  if (!given.Link) return undefined;
  const offer = copy.offers.get(parts.identity.business.offerOfLink(given.Link) ?? 0);
  if (offer === undefined || copy.strategies.get(offer.strategy)?.company !== company.id)
    throw Fault.unknown('Link', 'offer');
  followLink(session, offer.strategy);
  return offer;
}

/** A hidden offer of one's own strategy: the newest. */
function ownLink({ view, isMine }: SeenStrategy) {
  if (!isMine) return undefined;
  const offers = view.strategy.offers.flatMap((offer) => view.world.copy.offers.get(offer) ?? []);
  return offers.findLast(({ kind }) => kind === 1);
}
