import { type CoreState, type Decimal, decimals } from '@outcry/core';
import { ExactNumber, type JsonValue } from '../wire/json.ts';
import { exactNumber, fixedText, percent, roundedNumber } from '../wire/numbers.ts';
import { changeInDay } from './day-change.ts';
import type { Holding } from './worth.ts';

const NOTHING = new ExactNumber('0');

/** What accounts hold of each coin, with the account it stands for: one, or the id of the summary. */
export interface Page {
  readonly account: number;
  readonly holdings: readonly Holding[];
}

/** Holdings of several accounts added up by asset, the one worth most first. */
export function addedUp(all: readonly (readonly Holding[])[]): Holding[] {
  const sums = new Map<number, Holding>();
  for (const holding of all.flat()) {
    const known = sums.get(holding.asset.id);
    sums.set(holding.asset.id, known === undefined ? holding : sumOf(known, holding));
  }
  return [...sums.values()].sort((a, b) => decimals.compare(b.usd ?? decimals.ZERO, a.usd ?? decimals.ZERO));
}

function sumOf(a: Holding, b: Holding): Holding {
  const worth = (x: Decimal | null, y: Decimal | null) => (x === null || y === null ? (x ?? y) : decimals.add(x, y));
  return {
    asset: a.asset,
    total: decimals.add(a.total, b.total),
    available: decimals.add(a.available, b.available),
    onOrders: decimals.add(a.onOrders, b.onOrders),
    usd: worth(a.usd, b.usd),
    btc: worth(a.btc, b.btc),
  };
}

/** A slice for each coin that is held, the largest first (`threecommas.md` 9.3). */
export function pieChart({ account, holdings }: Page): JsonValue[] {
  const held = holdings.filter(({ total }) => total.coefficient > 0n);
  const whole = worthOfAll(held);
  return held.map((holding) => {
    const { asset, total } = holding;
    const [usd, btc] = [holding.usd ?? decimals.ZERO, holding.btc ?? decimals.ZERO];
    const share = roundedNumber(percent(usd, whole), 2);
    return {
      code: asset.code.toUpperCase(),
      coinmarketcapid: slugOf(asset.name),
      name: `${asset.name} (${asset.code.toUpperCase()})`,
      y: share,
      percentage: share,
      amount: exactNumber(total),
      btc_value: fixedText(btc, 8),
      usd_value: fixedText(usd, 2),
      primary_display_currency: { currency: 'USD', amount: fixedText(usd, 2) },
      account_id: account,
    };
  });
}

/** A row for each coin that is held or owed, numbers exact (`threecommas.md` 9.3). */
export function accountTable(state: CoreState, { account, holdings }: Page): JsonValue[] {
  const whole = worthOfAll(holdings.filter(({ total }) => total.coefficient > 0n));
  return holdings.map((holding) => {
    const { asset, total } = holding;
    const [usd, btc] = [holding.usd ?? decimals.ZERO, holding.btc ?? decimals.ZERO];
    const change = changeInDay(state, asset);
    return {
      currency_code: asset.code.toUpperCase(),
      currency_name: asset.name,
      currency_icon: '',
      currency_slug: slugOf(asset.name),
      percentage: roundedNumber(percent(usd, whole), 2),
      position: exactNumber(total),
      position_available: exactNumber(holding.available),
      position_type: NOTHING,
      borrowed: total.coefficient < 0n ? exactNumber(decimals.negate(total)) : NOTHING,
      on_orders: exactNumber(holding.onOrders),
      on_orders_with_leverage: NOTHING,
      on_orders_long: NOTHING,
      on_orders_short: NOTHING,
      equity: exactNumber(total),
      current_price: roundedNumber(priceOf(btc, total), 18),
      current_price_usd: roundedNumber(priceOf(usd, total), 18),
      day_change_percent: roundedNumber(change.usd, 2),
      day_change_percent_btc: roundedNumber(change.btc, 2),
      day_change_percent_usd: roundedNumber(change.usd, 2),
      btc_value: exactNumber(btc),
      usd_value: exactNumber(usd),
      available_long: NOTHING,
      available_short: NOTHING,
      available_with_leverage_long: NOTHING,
      available_with_leverage_short: NOTHING,
      account_id: account,
      is_wallet: false,
    };
  });
}

function worthOfAll(holdings: readonly Holding[]): Decimal {
  return holdings.reduce((sum, { usd }) => (usd === null ? sum : decimals.add(sum, usd)), decimals.ZERO);
}

function priceOf(worth: Decimal, amount: Decimal): Decimal {
  return amount.coefficient === 0n ? decimals.ZERO : decimals.divide(worth, amount);
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
