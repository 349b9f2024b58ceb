import type { JsonValue } from './wire/json.ts';

/** A place where accounts can be. */
export interface Market {
  /** `market_code`. */
  readonly code: string;
  readonly name: string;
  /** `pretty_display_type` of its accounts. */
  readonly displayType: string;
  readonly url: string;
  /** Parameters of `accounts/new` beside name, api_key and secret. */
  readonly further?: readonly string[];
}

/** Where paper accounts are. */
export const PAPER: Market = {
  code: 'paper_trading',
  name: 'Paper trading account',
  displayType: 'PaperTrading',
  url: '',
};

/** Exchanges by the codes that were recorded (`threecommas.md` 9.3). No account of one can be connected yet. */
const EXCHANGES: readonly Market[] = [
  { code: 'binance', name: 'Binance Spot', displayType: 'Binance', url: 'https://www.binance.com/' },
  { code: 'binance_us', name: 'Binance US', displayType: 'BinanceUs', url: 'https://www.binance.us/' },
  { code: 'bitfinex', name: 'Bitfinex', displayType: 'Bitfinex', url: 'https://www.bitfinex.com/' },
  {
    code: 'bitstamp',
    name: 'Bitstamp',
    displayType: 'Bitstamp',
    url: 'https://www.bitstamp.net/',
    further: ['customer_id'],
  },
  { code: 'bittrex', name: 'Bittrex', displayType: 'Bittrex', url: 'https://bittrex.com/' },
  {
    code: 'gdax',
    name: 'Coinbase Pro (GDAX)',
    displayType: 'Gdax',
    url: 'https://pro.coinbase.com/',
    further: ['passphrase'],
  },
  { code: 'gemini', name: 'Gemini', displayType: 'Gemini', url: 'https://www.gemini.com/' },
  { code: 'huobi', name: 'Huobi', displayType: 'Huobi', url: 'https://www.huobi.com/' },
  { code: 'kucoin', name: 'KuCoin', displayType: 'Kucoin', url: 'https://www.kucoin.com/', further: ['passphrase'] },
  { code: 'okex', name: 'OKX', displayType: 'Okex', url: 'https://www.okx.com/', further: ['passphrase'] },
  { code: 'poloniex', name: 'Poloniex', displayType: 'Poloniex', url: 'https://poloniex.com/' },
  { code: 'kraken', name: 'Kraken', displayType: 'Kraken', url: 'https://www.kraken.com/' },
  { code: 'gate_io', name: 'Gate.io', displayType: 'GateIo', url: 'https://www.gate.io/' },
  { code: 'bybit', name: 'Bybit', displayType: 'Bybit', url: 'https://www.bybit.com/' },
];

export const MARKETS: readonly Market[] = [PAPER, ...EXCHANGES];

/** The market of this code, name or display type, in any letter case. */
export function marketNamed(name: string): Market | undefined {
  const wanted = name.toLowerCase();
  return MARKETS.find((market) =>
    [market.code, market.name, market.displayType].some((known) => known.toLowerCase() === wanted),
  );
}

/** The market of an account's venue; paper for an account that is not known. */
export function marketOfVenue(venue: string | undefined): Market {
  return venue === undefined || venue === 'paper' ? PAPER : (marketNamed(venue) ?? PAPER);
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  secret: 'API Secret:',
  api_key: 'API Key:',
  customer_id: 'Customer ID:',
  passphrase: 'Passphrase:',
};

/** A market of `market_list` (`threecommas.md` 9.3). */
export function marketAnswer(market: Market): JsonValue {
  const { code, name, url, further = [] } = market;
  const fields = market === PAPER ? [] : ['secret', 'api_key', ...further];
  return {
    market_name: name,
    market_url: url,
    market_icon: '',
    help_link: '',
    nomics_id: code,
    market_code: code,
    form_fields: {
      required: fields.map((field) => ({ field, localized_name: FIELD_NAMES[field] ?? field })),
      optional: [],
    },
    connection_type: 'fields',
    available_connection_flows: ['form'],
    third_party_allowed: true,
    trusted_ips: [],
    trusted_ips_input_type: 'text',
    fast_connect_action_name: null,
  };
}
