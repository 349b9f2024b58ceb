import {
  bestAsk,
  bestBid,
  type CoreState,
  type Decimal,
  decimals,
  type Instrument,
  priceToDecimal,
  quantityToDecimal,
  valuationPrice,
} from '@outcry/core';
import { invalid, noMarketData } from '../errors.ts';
import { MARKETS, type Market, marketAnswer, marketNamed } from '../markets.ts';
import { instrumentOfPair, pairsOf } from '../pairs.ts';
import { oneOf, optional, text } from '../parameters.ts';
import { type OpenCall, type Route, route } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';
import { amountOf, decimalText } from '../wire/numbers.ts';

const MARKET = { market_code: optional(text()), pretty_display_type: optional(text()) };
const RATES = { ...MARKET, pair: text({ max: 64 }), limit_type: optional(oneOf(['bot', 'smart_trade', 'grid_bot'])) };

/** What can be traded and at what price (`threecommas.md` 9.3, 14); for everybody. */
export const MARKET_DATA_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/ver1/accounts/market_list',
    security: 'none',
    weight: 1,
    parameters: {},
    summary: 'Markets where accounts can be',
    handle: () => MARKETS.map(marketAnswer),
  }),
  ...['/ver1', '/v2'].map((version) =>
    route({
      method: 'GET',
      path: `${version}/accounts/market_pairs`,
      security: 'none',
      weight: 1,
      parameters: MARKET,
      summary: 'Pairs of a market',
      handle: ({ desk, given }) => desk.parts.engine.market((state) => pairsOf(state, marketOf(given))),
    }),
  ),
  route({
    method: 'GET',
    path: '/ver1/accounts/currency_rates',
    security: 'none',
    weight: 1,
    parameters: RATES,
    summary: 'Prices of a pair, and the limits of its orders',
    handle: ratesOf,
  }),
  route({
    method: 'GET',
    path: '/ver1/accounts/currency_rates_with_leverage_data',
    security: 'none',
    weight: 1,
    parameters: RATES,
    summary: 'The same, and which leverage there is',
    handle: (call) => ({ ...ratesOf(call), leverage_data: LEVERAGE }),
  }),
];

/** Spot is traded without leverage. */
export const LEVERAGE: JsonValue = [
  {
    code: 'not_specified',
    name: 'Not specified',
    can_set_leverage_value: false,
    available_leverage_values: [],
    max_leverage: 1,
    valid: { min: 1, max: 1 },
  },
];

/** The market that a call is about. Throws Fault. */
function marketOf(given: {
  readonly market_code: string | undefined;
  readonly pretty_display_type: string | undefined;
}): Market {
  const [name, value] =
    given.market_code === undefined
      ? (['pretty_display_type', given.pretty_display_type] as const)
      : (['market_code', given.market_code] as const);
  if (value === undefined) throw invalid({ market_code: ['is missing'] });
  const market = marketNamed(value);
  if (market === undefined) throw invalid({ [name]: ['does not have a valid value'] });
  return market;
}

function ratesOf({ desk, given }: OpenCall<typeof RATES>): { [key: string]: JsonValue } {
  marketOf(given);
  return desk.parts.engine.market((state) => {
    const instrument = instrumentOfPair(state.instruments, given.pair);
    const rates = instrument === undefined ? undefined : ratesOfInstrument(state, instrument);
    if (rates === undefined) throw noMarketData(given.pair);
    return rates;
  });
}

/** Undefined before its first price. */
function ratesOfInstrument(
  state: Pick<CoreState, 'market' | 'instruments'>,
  instrument: Instrument,
): { [key: string]: JsonValue } | undefined {
  const valuation = valuationPrice(state.market, instrument.id);
  if (valuation === undefined) return undefined;
  const price = (steps: number): Decimal => priceToDecimal(instrument, steps as never);
  const size = (steps: number): string => decimalText(quantityToDecimal(instrument, steps as never));
  const market = state.market.markets[instrument.id];
  const last = price(market !== undefined && market.lastAt > 0 ? market.last : valuation);
  const [bid, ask] = [bestBid(market), bestAsk(market)].map((level) => decimalText(level ? price(level.price) : last));
  const quote = state.instruments.assets[instrument.quote];
  const [lowest, highest] = [price(instrument.lowestPrice), price(instrument.highestPrice)];
  const minTotal = decimalText(amountOf(quote ?? { scale: 0 }, instrument.minNotional));
  const [down, up] = [lowest, highest].map((bound) => decimalText(decimals.divide(bound, last)));
  const largest = quantityToDecimal(instrument, instrument.maxQuantity);
  return {
    last: decimalText(last),
    bid: bid as string,
    ask: ask as string,
    orderbook_ask: ask as string,
    orderbook_bid: bid as string,
    orderbook_last: decimalText(last),
    orderbook_price_currency: (quote?.code ?? '').toUpperCase(),
    strategy_name: 'orderbook_price',
    contract_strategy_name: 'orderbook_price',
    instrumentKind: 'spot',
    minPrice: decimalText(lowest),
    maxPrice: decimalText(highest),
    priceStep: decimalText(instrument.priceStep),
    minLotSize: size(instrument.minQuantity),
    maxLotSize: size(instrument.maxQuantity),
    lotStep: decimalText(instrument.quantityStep),
    maxMarketBuyAmount: size(instrument.maxQuantity),
    maxMarketSellAmount: size(instrument.maxQuantity),
    bidMultiplierDown: down as string,
    bidMultiplierUp: up as string,
    askMultiplierUp: up as string,
    askMultiplierDown: down as string,
    minTotal,
    minMarketTotal: minTotal,
    maxTotal: decimalText(decimals.multiply(largest, highest)),
  };
}
