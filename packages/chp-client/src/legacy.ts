import { type Given, readArguments } from './calls/arguments.ts';
import { LoginException } from './errors.ts';
import { type ConnectionOptions, type Settings, settingsOf } from './settings.ts';
import { type CallOptions, type Effect, send } from './transport/sender.ts';
import { addTwins, type Camel } from './twins.ts';
import { writeBody } from './wire/body.ts';
import type { Decimal, Decimals } from './wire/decimals.ts';
import type { BarInterval, OrderAction, OrderType, OrderValidity, PortfolioMode } from './wire/requests.ts';
import { responseOf } from './wire/response.ts';

/** What CHP_api's constructor may be told by name. */
export interface LegacyOptions<D extends Decimals = 'number'> extends ConnectionOptions<D> {
  /** Whether to speak https. */
  readonly enable_SSL?: boolean | undefined;
}

/** One call of the first generation: where it goes and which argument becomes which field. */
interface LegacyRule {
  readonly path: string;
  readonly effect: Effect;
  /** Argument → field, in the order of the arguments. */
  readonly fields: Readonly<Record<string, string>>;
}

function instrument(path: string, effect: Effect): LegacyRule {
  return { path: `/api/instruments/${path}`, effect, fields: { company: 'Symbol' } };
}

function account(path: string, effect: Effect): LegacyRule {
  return { path: `/api/accountinformation/listenportfolio/${path}`, effect, fields: { portfolio: 'portfolio' } };
}

function history(path: string): LegacyRule {
  return {
    path: `/api/GetMyPortfolioData/${path}`,
    effect: 'read',
    fields: { mode: 'mode', portfolio: 'portfolio' },
  };
}

const RULES = {
  get_bars: {
    path: '/api/instruments/getbars',
    effect: 'read',
    fields: { company: 'symbol', interval: 'interval', since: 'since', count: 'count' },
  },
  get_symbols: { path: '/api/instruments/getsymbols', effect: 'read', fields: {} },
  get_trades: {
    path: '/api/instruments/gettrade',
    effect: 'read',
    fields: { company: 'symbol', count: 'count', time_from: 'from' },
  },
  listen_quotes: instrument('listenquotes', 'subscription'),
  cancel_quotes: instrument('cancelquotes', 'subscription'),
  listen_ticks: instrument('listenticks', 'subscription'),
  cancel_ticks: instrument('cancelticks', 'subscription'),
  listen_bid_asks: instrument('listenbidasks', 'subscription'),
  cancel_bid_ask: instrument('cancelbidasks', 'subscription'),
  get_portfolio_list: { path: '/api/accountinformation/getprortfoliolist', effect: 'read', fields: {} },
  add_trade: account('addtrade', 'read'),
  set_portfolio: account('setportfolio', 'read'),
  update_order: account('UpdateOrder', 'read'),
  update_position: account('UpdatePosition', 'read'),
  cancel_portfolio: account('CancelPortfolio', 'subscription'),
  set_my_trade: history('SetMyTrade'),
  set_my_order: history('SetMyOrder'),
  set_my_close_pos: history('SetMyClosePos'),
  place_order: {
    path: '/api/order/place',
    effect: 'order',
    fields: {
      portfolio: 'portfolio',
      company: 'symbol',
      action: 'action',
      _type: 'Type',
      validity: 'validity',
      price: 'price',
      amount: 'amount',
      stop: 'stop',
      cookie: 'cookie',
    },
  },
  move_order: {
    path: '/api/order/move',
    effect: 'order',
    fields: { company: 'symbol', portfolio: 'portfolio', order_id: 'orderid', targetprice: 'targetprice' },
  },
  cancel_order: {
    path: '/api/order/cancel',
    effect: 'order',
    fields: { company: 'Symbol', portfolio: 'portfolio', order_id: 'orderid' },
  },
} as const satisfies Record<keyof LegacyCalls, LegacyRule>;

/** Types of the arguments by name. */
interface ArgumentTypes {
  readonly company: string;
  readonly portfolio: string;
  readonly interval: BarInterval;
  readonly since: string;
  readonly time_from: string;
  readonly count: number;
  readonly mode: PortfolioMode;
  readonly action: OrderAction;
  readonly _type: OrderType;
  readonly validity: OrderValidity;
  readonly price: Decimal;
  readonly amount: Decimal;
  readonly stop: Decimal;
  readonly cookie: number;
  readonly order_id: string;
  readonly targetprice: Decimal;
}

type Named<N extends readonly (keyof ArgumentTypes)[]> = { readonly [K in N[number]]: ArgumentTypes[K] };
type Placed<N extends readonly (keyof ArgumentTypes)[]> = { [I in keyof N]: ArgumentTypes[N[I]] };

/** A call in its two forms; it answers with the parsed body as it came. */
interface LegacyCall<N extends readonly (keyof ArgumentTypes)[]> {
  (...given: [...arguments: Placed<N>, options?: CallOptions]): Promise<unknown>;
  (named: Named<N>, options?: CallOptions): Promise<unknown>;
}

type OfCompany = LegacyCall<['company']>;
type OfPortfolio = LegacyCall<['portfolio']>;
type OfHistory = LegacyCall<['mode', 'portfolio']>;

interface LegacyCalls {
  readonly get_bars: LegacyCall<['company', 'interval', 'since', 'count']>;
  readonly get_symbols: (options?: CallOptions) => Promise<unknown>;
  readonly get_trades: LegacyCall<['company', 'count', 'time_from']>;
  readonly listen_quotes: OfCompany;
  readonly cancel_quotes: OfCompany;
  readonly listen_ticks: OfCompany;
  readonly cancel_ticks: OfCompany;
  readonly listen_bid_asks: OfCompany;
  readonly cancel_bid_ask: OfCompany;
  readonly get_portfolio_list: (options?: CallOptions) => Promise<unknown>;
  /** A read, despite its name. */
  readonly add_trade: OfPortfolio;
  /** A read, despite its name. */
  readonly set_portfolio: OfPortfolio;
  readonly update_order: OfPortfolio;
  readonly update_position: OfPortfolio;
  readonly cancel_portfolio: OfPortfolio;
  readonly set_my_trade: OfHistory;
  readonly set_my_order: OfHistory;
  readonly set_my_close_pos: OfHistory;
  readonly place_order: LegacyCall<
    ['portfolio', 'company', 'action', '_type', 'validity', 'price', 'amount', 'stop', 'cookie']
  >;
  readonly move_order: LegacyCall<['company', 'portfolio', 'order_id', 'targetprice']>;
  readonly cancel_order: LegacyCall<['company', 'portfolio', 'order_id']>;
}

type LegacyTwins = { readonly [N in keyof LegacyCalls as Camel<N>]: LegacyCalls[N] };

/** Who calls; told once by `login`. */
interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly key: string;
}

/** Its calls are added below; exported to the world as CHP_api. */
class LegacyClient {
  readonly #address: string;
  readonly #settings: Settings;
  #credentials: Partial<Credentials> = {};

  constructor(api_url: string, port?: number | string | null, options: LegacyOptions<Decimals> = {}) {
    if (typeof api_url !== 'string') throw new TypeError('CHP_api: api_url is missing');
    this.#address = `${options.enable_SSL === true ? 'https' : 'http'}://${api_url}${port ? `:${port}` : ''}`;
    this.#settings = settingsOf(options);
  }

  /** Keeps who calls; sends nothing. */
  login(user_login: string, password: string, key: string): void {
    this.#credentials = { login: user_login, password, key };
  }

  static {
    for (const [name, rule] of Object.entries<LegacyRule>(RULES)) {
      const call = {
        async [name](this: LegacyClient, ...given: Given): Promise<unknown> {
          return this.#call(name, rule, given);
        },
      };
      Object.defineProperty(LegacyClient.prototype, name, { value: call[name], writable: true, configurable: true });
    }
    addTwins(
      LegacyClient.prototype,
      Object.keys(RULES).map((name) => [name, name.replace(/_(.)/g, (_, sign) => sign.toUpperCase())]),
    );
    Object.defineProperty(LegacyClient, 'name', { value: 'CHP_api' });
  }

  async #call(name: string, rule: LegacyRule, given: Given): Promise<unknown> {
    const { login, password, key } = this.#credentials;
    if (!login) throw new LoginException('Нет логина. выполните метод login.');
    if (!password) throw new LoginException('Нет пароля. выполните метод login.');
    if (!key) throw new LoginException('Нет ключа. выполните метод login.');
    const { fields, options } = readArguments(name, Object.keys(rule.fields), given);
    const sent = Object.entries(rule.fields).map(([argument, field]) => [field, fields[argument]]);
    const body = writeBody({ login, password, key, ...Object.fromEntries(sent) });
    const call = { url: `${this.#address}${rule.path}`, urn: rule.path.slice(1), effect: rule.effect, body };
    return responseOf(await send(call, this.#settings.sender, options), this.#settings.decimals).json();
  }
}

/**
 * The client of the bridge's first generation: no session, the credentials go with each call. Replies come back parsed and
 * unchecked; a body that is not JSON rejects with SyntaxError, a call before `login` with LoginException. Each method also
 * exists under its camelCase name.
 */
export type CHP_api = Pick<LegacyClient, 'login'> & LegacyCalls & LegacyTwins;

interface LegacyConstructor {
  new (api_url: string, port?: number | string | null, options?: LegacyOptions<Decimals>): CHP_api;
  readonly prototype: CHP_api;
}

export const CHP_api = LegacyClient as unknown as LegacyConstructor;
