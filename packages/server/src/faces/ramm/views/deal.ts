import type { CopyRow } from '../../../readmodel/index.ts';
import { PRICE_DECIMALS } from '../../../readmodel/index.ts';
import { type Json, scaled } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { eighths, money } from '../wire/units.ts';
import type { SeenWorld } from './world.ts';

type Row = CopyRow<'copy_deals'>;

/** A row of `deals.search` (`ramm.md` 4.11). Ids that are 0 and what a deal without a symbol lacks are left out. */
export function dealRow(world: SeenWorld, row: Row): Json {
  const client = world.client(row.client);
  return {
    ID: row.id,
    ...shared(row),
    AccountType: row.account_type,
    ClientID: row.client,
    WalletID: row.wallet,
    ClientLogin: client?.login,
    ClientEmail: client?.email,
    Test: row.test,
    StrategyTags: world.copy.strategies.get(row.strategy)?.external?.tags ?? undefined,
  };
}

/** What `deals.get` tells. */
export function dealDetails(row: Row): Json {
  return {
    DealID: row.id,
    ...shared(row),
    CommissionLiquidity: money(row.liquidity),
    CommissionBroker: money(row.broker),
    CommissionTrader: money(row.trader),
    CommissionPartner: money(row.partner),
    Comment: '',
    Tag: 0,
  };
}

function shared(row: Row) {
  return {
    StrategyID: row.strategy,
    AccountingSystem: row.accounting,
    AccountID: row.account,
    SignalID: row.signal || undefined,
    CommandID: row.command || undefined,
    SOID: row.stop || undefined,
    SymbolSpecID: row.instrument || undefined,
    StreamID: row.stream || undefined,
    FillRequestID: row.request || undefined,
    DT: momentText(row.at),
    Type: row.type,
    Symbol: row.symbol ?? undefined,
    Volume: eighths(row.volume),
    VolumeA: eighths(row.volume_a),
    Price: priceOf(row.price),
    Commission: money(row.commission),
    Entry: row.entry ?? undefined,
    Profit: money(row.profit),
    Swap: money(row.swap),
    TotalProfit: money(row.total),
    DealToID: row.deal_to || undefined,
    Netting: row.netting,
    PrecisionPrice: row.precision_price,
    PrecisionVolume: row.precision_volume,
    TurnoverUSD: money(row.turnover),
  };
}

/** A price as the tables keep it; undefined for none. */
export function priceOf(price: number) {
  return price === 0 ? undefined : scaled(price, PRICE_DECIMALS);
}
