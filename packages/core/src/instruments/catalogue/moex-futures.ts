import { DAY_MS, dateOf, formatIsoDate, thirdThursday } from '../days.ts';
import type { InstrumentSpec } from '../spec.ts';

/**
 * Quarterly futures of the Moscow Exchange (FORTS, class SPBFUT) by rule.
 *
 * - Contracts of March, June, September and December (H, M, U, Z); the last trading day is the third Thursday. Holidays,
 *   for which the exchange moves it, are not known here.
 * - Names: `SRZ6` is family, month letter and last digit of the year, so a name comes again after ten years; SmartCOM
 *   says `SBRF-12.26`. T-Invest's FIGI is `FUT`, family, month and year padded with zeros: `FUTSBRF12240`, `FUTSI1226000`,
 *   `FUTMIX122600` were seen; those of other quarters follow the same rule (uncertain). Uids stand only where one was seen.
 * - First trading day: our choice, the first Thursday of the month a year before expiry; 2025-12-04 for SRZ6 is what the
 *   exchange published.
 * - The expiration date is the day after the last trading day, as T-Invest states it in 2026 (in 2022 the day itself for
 *   contracts settled in cash). Delivery is what the exchange states; the paper market settles every contract in cash.
 *
 * Sources: MOEX ISS tables of 2026 (SRZ6, SiZ6: price step 1, step cost 1, last trading day 2026-12-17), T-Invest `Futures`
 * recorded in May 2022 (names, sizes, delivery, asset types), T-Invest answers of October 2026 (uids of SiZ6 and MXZ6).
 * Prices of MIX lie on multiples of 25 in every table. Prices, initial margins and rates are our choice.
 */

interface Family {
  /** First letters of the ticker. */
  readonly prefix: string;
  /** The exchange's name of the family, as in `SBRF-12.26`. */
  readonly code: string;
  readonly title: string;
  readonly titleRu: string;
  readonly basicAsset: string;
  readonly basicInstrument?: string;
  readonly basicAssetSize: string;
  readonly assetType: 'security' | 'currency' | 'index';
  readonly delivery: 'physical' | 'cash';
  readonly step: string;
  /** Roubles per point; step cost ÷ price step. */
  readonly multiplier: string;
  readonly price: string;
  readonly initialMargin: string;
  readonly rates: { readonly long: string; readonly short: string };
  readonly volatility: string;
  readonly turnover: string;
}

const FAMILIES: readonly Family[] = [
  {
    prefix: 'SR',
    code: 'SBRF',
    title: 'Sberbank',
    titleRu: 'Сбер Банк (обыкновенные)',
    basicAsset: 'SBER',
    basicInstrument: 'SBER',
    basicAssetSize: '100',
    assetType: 'security',
    delivery: 'physical',
    step: '1',
    multiplier: '1',
    price: '33000',
    initialMargin: '6500',
    rates: { long: '0.2', short: '0.22' },
    volatility: '0.014',
    turnover: '9000000000',
  },
  {
    prefix: 'GZ',
    code: 'GAZR',
    title: 'Gazprom',
    titleRu: 'Газпром (обыкновенные)',
    basicAsset: 'GAZP',
    basicInstrument: 'GAZP',
    basicAssetSize: '100',
    assetType: 'security',
    delivery: 'physical',
    // step and step cost as SBRF (uncertain)
    step: '1',
    multiplier: '1',
    price: '12200',
    initialMargin: '2600',
    rates: { long: '0.2', short: '0.22' },
    volatility: '0.016',
    turnover: '7000000000',
  },
  {
    prefix: 'MX',
    code: 'MIX',
    title: 'MOEX Russia Index',
    titleRu: 'Индекс МосБиржи',
    basicAsset: 'IMOEX',
    basicAssetSize: '1',
    assetType: 'index',
    delivery: 'cash',
    // step cost 25 roubles: uncertain, no table seen
    step: '25',
    multiplier: '1',
    price: '270000',
    initialMargin: '40000',
    rates: { long: '0.15', short: '0.17' },
    volatility: '0.012',
    turnover: '5000000000',
  },
  {
    prefix: 'Si',
    code: 'Si',
    title: 'US dollar, Russian rouble',
    titleRu: 'Курс доллар - рубль',
    basicAsset: 'USD/RUB',
    basicAssetSize: '1000',
    assetType: 'currency',
    delivery: 'cash',
    step: '1',
    multiplier: '1',
    price: '86000',
    initialMargin: '11500',
    rates: { long: '0.14', short: '0.16' },
    volatility: '0.009',
    turnover: '60000000000',
  },
];

/** T-Invest's uids that were seen, by SmartCOM's name. */
const UIDS: Readonly<Record<string, string>> = {
  'Si-12.26': '2dd5eb6b-7a52-4186-a0ec-9f7f6ed6fbd7',
  'MIX-12.26': '3d96c0f8-9e6e-4c0a-bac8-44a5a1db8050',
};

/** How many quarters of a family are listed at any time. */
const QUARTERS_LISTED = 2;

const MONTH_LETTERS: Readonly<Record<number, string>> = { 3: 'H', 6: 'M', 9: 'U', 12: 'Z' };

const MOSCOW_OFFSET_MS = 3 * 3_600_000;

/**
 * The contracts listed at market time `at` (ms UTC): the nearest two quarters of each family. A quarter ends with its last
 * trading day in Moscow; the contract's description does not depend on `at`.
 */
export function quarterlyFutures(at: number): InstrumentSpec[] {
  const quarters = quartersFrom(Math.floor((at + MOSCOW_OFFSET_MS) / DAY_MS));
  return FAMILIES.flatMap((family) => quarters.map(({ year, month }) => contract(family, year, month)));
}

function quartersFrom(today: number): { year: number; month: number }[] {
  const { year, month } = dateOf(today);
  const quarters: { year: number; month: number }[] = [];
  for (let index = Math.floor((month - 1) / 3); quarters.length < QUARTERS_LISTED; index++) {
    const quarter = { year: year + Math.floor(index / 4), month: (index % 4) * 3 + 3 };
    if (thirdThursday(quarter.year, quarter.month) >= today) quarters.push(quarter);
  }
  return quarters;
}

function contract(family: Family, year: number, month: number): InstrumentSpec {
  const lastTradeDay = thirdThursday(year, month);
  const ticker = `${family.prefix}${MONTH_LETTERS[month]}${year % 10}`;
  const shortYear = String(year % 100).padStart(2, '0');
  const name = `${family.code}-${month}.${shortYear}`;
  return {
    symbol: ticker,
    kind: 'future',
    settlement: 'futures',
    title: `${name} ${family.title}`,
    titleRu: `${name} ${family.titleRu}`,
    quote: 'rub',
    priceStep: family.step,
    quantityStep: '1',
    multiplier: family.multiplier,
    calendar: 'moscow',
    marginRates: family.rates,
    initialMargin: family.initialMargin,
    shortable: true,
    future: {
      ...(family.basicInstrument === undefined ? {} : { basicInstrument: family.basicInstrument }),
      basicAsset: family.basicAsset,
      basicAssetSize: family.basicAssetSize,
      assetType: family.assetType,
      delivery: family.delivery,
      firstTradeDate: formatIsoDate(thirdThursday(year - 1, month) - 14),
      lastTradeDate: formatIsoDate(lastTradeDay),
      expirationDate: formatIsoDate(lastTradeDay + 1),
    },
    ids: {
      ticker,
      classCode: 'SPBFUT',
      figi: `FUT${family.code.toUpperCase()}${String(month).padStart(2, '0')}${shortYear}`.padEnd(12, '0'),
      ...(UIDS[name] === undefined ? {} : { uid: UIDS[name] }),
      smartcom: name,
    },
    typicalPrice: family.price,
    dailyVolatility: family.volatility,
    dailyTurnover: family.turnover,
  };
}
