import type { CopyRow } from '../../../readmodel/index.ts';
import { named, picked } from '../search/columns.ts';
import type { Columns } from '../search/live.ts';
import { priceOf } from '../views/deal.ts';
import { momentText } from '../wire/moments.ts';
import { eighths, money } from '../wire/units.ts';
import { IN_OUT } from './trade-book.ts';

type Row = CopyRow<'copy_deals'>;

/** A deal, and where it stands among the others of its account. */
export interface SeenDeal {
  readonly deal: Row;
  /** The trading interval in which it happened. */
  readonly interval: number | undefined;
  /** What its position held before, when the deal turned it round; hundred-millionths of a lot. */
  readonly before: number;
}

/** Entries that close something. */
const OUT = 1;

/** Every field of a deal in the Client API (`ramm.md` 6). Ids that are 0 and what a deal without a symbol lacks are left out. */
const DEAL: Columns<SeenDeal> = {
  ID: ({ deal }) => deal.id,
  SignalID: ({ deal }) => deal.signal || undefined,
  CommandID: ({ deal }) => deal.command || undefined,
  SOID: ({ deal }) => deal.stop || undefined,
  TradingIntervalID: ({ interval }) => interval,
  DT: ({ deal }) => momentText(deal.at),
  Type: ({ deal }) => deal.type,
  Symbol: ({ deal }) => deal.symbol ?? undefined,
  Volume: ({ deal }) => eighths(deal.volume),
  VolumeClosed: closedVolume,
  Price: ({ deal }) => priceOf(deal.price),
  Commission: ({ deal }) => money(deal.commission),
  Entry: ({ deal }) => deal.entry ?? undefined,
  Profit: ({ deal }) => money(deal.profit),
  Swap: ({ deal }) => money(deal.swap),
  TotalProfit: ({ deal }) => money(deal.total),
  DealToID: ({ deal }) => deal.deal_to || undefined,
  PrecisionPrice: ({ deal }) => deal.precision_price,
  PrecisionVolume: ({ deal }) => deal.precision_volume,
  Netting: ({ deal }) => deal.netting,
};

/** Deals of `deals.search`: the first version does not tell how much of a position a deal has closed. */
export const DEALS = picked(
  DEAL,
  named(`ID SignalID CommandID SOID TradingIntervalID DT Type Symbol Volume VolumeClosed Price Commission Entry Profit Swap
    TotalProfit DealToID PrecisionPrice PrecisionVolume Netting`),
);
export const DEALS_FIRST = picked(
  DEAL,
  Object.keys(DEALS).filter((name) => name !== 'VolumeClosed'),
);

/** Deals beside a strategy of the third version. */
export const DEALS_WITHIN = picked(
  DEAL,
  named(`ID DT Type Symbol Volume VolumeClosed Price Commission Entry Profit Swap TotalProfit PrecisionPrice
    PrecisionVolume`),
);

/** Columns of the table, by names that deals may be sorted by. Intervals follow each other, so moments order them. */
export const DEALS_SORT: Readonly<Record<string, keyof Row>> = {
  ID: 'id',
  SignalID: 'signal',
  CommandID: 'command',
  SOID: 'stop',
  TradingIntervalID: 'at',
  DT: 'at',
  Type: 'type',
  Symbol: 'symbol',
  Volume: 'volume',
  Price: 'price',
  Commission: 'commission',
  Entry: 'entry',
  Profit: 'profit',
  Swap: 'swap',
  TotalProfit: 'total',
  DealToID: 'deal_to',
  Netting: 'netting',
};

/** What a deal has closed, signed as the deal: all of one that goes out, what was held before of one that turns round. */
function closedVolume({ deal, before }: SeenDeal) {
  if (deal.entry === OUT) return eighths(deal.volume);
  return deal.entry === IN_OUT ? eighths(-before + 0) : undefined;
}
