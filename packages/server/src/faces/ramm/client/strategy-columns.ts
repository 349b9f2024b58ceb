import type { StrategyVideo } from '../../../identity/index.ts';
import { named, picked } from '../search/columns.ts';
import { type Columns, rowOf } from '../search/live.ts';
import { yields } from '../views/strategy.ts';
import type { Json } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { eighths, fractionOfRate, money, parts } from '../wire/units.ts';
import { accountBlock } from './account-columns.ts';
import { offerBlock } from './offer-block.ts';
import type { SeenStrategy } from './seen-strategy.ts';

/** Symbols named in a strategy. */
const NAMED_SYMBOLS = 3;

/** Every field of a strategy in the Client API but its chart (`ramm.md` 6); versions and methods pick theirs. */
export const STRATEGY: Columns<SeenStrategy> = {
  ID: ({ view }) => view.strategy.id,
  Name: ({ view }) => view.strategy.name,
  AccountingSystem: ({ view }) => view.strategy.accounting,
  Yield: ({ view }) => eighths(view.figures.yield),
  MonthlyYield: ({ view }) => eighths(view.figures.monthlyYield),
  Yields: ({ view }) => yields(view.figures),
  Accounts: ({ view }) => view.accounts,
  Symbols: ({ view }) => view.symbols.slice(0, NAMED_SYMBOLS).join(', '),
  DT: ({ view }) => momentText(view.strategy.createdAt),
  DTCreated: ({ view }) => momentText(view.strategy.createdAt),
  DTStat: ({ view }) => momentOf(view.strategy.statAt),
  DTClosed: ({ view }) => momentOf(view.strategy.closedAt),
  AgeByDays: ({ view }) => view.figures.ageByDays,
  MasterAccount: ({ view }) => view.strategy.external?.account || undefined,
  IsMyStrategy: ({ isMine }) => isMine,
  Status: ({ view }) => view.strategy.status,
  Equity: ({ view }) => view.equity,
  Fee: ({ terms }) => parts(terms.feeRate),
  Commission: ({ terms }) => fractionOfRate(terms.commissionRate),
  PartnerShare: ({ terms }) => parts(terms.partnerShare),
  SignalSourceType: ({ view }) => sourceOf(view),
  FeePaid: ({ view }) => money(view.strategy.feesReceived),
  FeeToPay: ({ view }) => money(view.feesDue),
  CommissionPaid: ({ view }) => money(view.strategy.commissionsReceived),
  CommissionToPay: ({ view }) => money(view.strategy.rewards),
  Offer: ({ terms }) => ({ Commission: fractionOfRate(terms.commissionRate), Fee: parts(terms.feeRate) }),
  Tags: ({ video }) => videoTags(video),
  PublicOffer: ({ view }) => {
    const offer = view.world.copy.offers.get(view.strategy.publicOffer);
    return offer === undefined ? undefined : offerBlock(offer);
  },
  TraderInfo: (seen) => (seen.isMine ? traderInfo(seen) : undefined),
  PartnerInfo: (seen) => (seen.isPartner ? partnerInfo(seen) : undefined),
  Account: ({ account, client }) => (account === undefined ? undefined : accountBlock(account.view, client)),
};

const SECOND = picked(
  STRATEGY,
  named(`ID Name AccountingSystem Yield MonthlyYield Yields Accounts Symbols DTCreated DTStat DTClosed AgeByDays
    MasterAccount IsMyStrategy Status Tags PublicOffer TraderInfo PartnerInfo Account`),
);

/** A strategy of the second version, as the client sees it. */
export function strategyBlock(seen: SeenStrategy): Record<string, Json> {
  return rowOf(SECOND, seen);
}

function traderInfo({ view }: SeenStrategy): Json {
  return {
    MasterAccount: view.strategy.external?.account || undefined,
    ManageType: sourceOf(view),
    FeePaid: money(view.strategy.feesReceived),
    FeeToPay: money(view.feesDue),
    CommissionPaid: money(view.strategy.commissionsReceived),
    CommissionToPay: money(view.strategy.rewards),
  };
}

function partnerInfo({ view, client }: SeenStrategy): Json {
  const wallet = view.world.copy.walletOf.get(client) ?? 0;
  return { CommissionToPay: money(view.strategy.partnerRewards.get(wallet) ?? 0) };
}

/** Where signals come from: 0 a terminal with the strategy's token, 1 the Manager API, from an account of a broker. */
function sourceOf({ strategy }: SeenStrategy['view']): 0 | 1 {
  return strategy.external === null || strategy.external.account === '' ? 0 : 1;
}

/** The documents and the web client spell it differently. */
function videoTags(video: StrategyVideo | undefined): Json {
  return video === undefined ? {} : { Youtube: video.youtube, YouTube: video.youtube };
}
