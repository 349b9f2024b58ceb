import { METHODS, type Method } from './contract.ts';
import { TInvestError } from './errors.ts';

/** A counter that several methods share. */
export interface LimitGroup {
  readonly name: string;
  readonly perMinute: number;
}

const MINUTE_MS = 60_000;

/** Calls a minute by service, over all tokens and accounts of a person (`tinvest.md` 17); signals are not in its table. */
const SERVICE_LIMITS: Readonly<Partial<Record<Method['service'], LimitGroup>>> = {
  InstrumentsService: { name: 'instruments', perMinute: 200 },
  UsersService: { name: 'users', perMinute: 100 },
  OperationsService: { name: 'operations', perMinute: 200 },
  MarketDataService: { name: 'market data', perMinute: 600 },
  StopOrdersService: { name: 'stop orders', perMinute: 50 },
  OrdersService: { name: 'orders', perMinute: 100 },
  SandboxService: { name: 'sandbox', perMinute: 200 },
  SignalService: { name: 'signals', perMinute: 100 },
};

const REPORTS: LimitGroup = { name: 'reports', perMinute: 5 };

/** Methods with a counter of their own. */
const METHOD_LIMITS: Readonly<Record<string, LimitGroup>> = {
  'OrdersService/GetOrders': { name: 'GetOrders', perMinute: 200 },
  'OrdersService/PostOrder': { name: 'PostOrder', perMinute: 300 },
  'OrdersService/CancelOrder': { name: 'CancelOrder', perMinute: 100 },
  'OrdersService/PostOrderAsync': { name: 'PostOrderAsync', perMinute: 450 },
  'OperationsService/GetBrokerReport': REPORTS,
  'OperationsService/GetDividendsForeignIssuer': REPORTS,
};

/** All calls from one address. */
export const ADDRESS_LIMIT: LimitGroup = { name: 'address', perMinute: 1_000 };

const COUNTERS: ReadonlyMap<string, LimitGroup | undefined> = new Map(
  METHODS.filter(({ responseStream }) => !responseStream).map(({ path, service, name }) => [
    path,
    METHOD_LIMITS[`${service}/${name}`] ?? SERVICE_LIMITS[service],
  ]),
);

/** The counter of a unary method; undefined for streams, whose open ones are counted. */
export function limitOf({ path }: Pick<Method, 'path'>): LimitGroup | undefined {
  return COUNTERS.get(path);
}

/** Streams that may be open at a time over all tokens of a person, by the methods that share the count. */
export interface StreamGroup {
  readonly limit: number;
  readonly paths: readonly string[];
}

const STREAM_LIMITS: readonly (readonly [limit: number, methods: readonly string[]])[] = [
  [16, ['MarketDataStream', 'MarketDataServerSideStream']],
  [10, ['OrderStateStream']],
  [10, ['TradesStream']],
  [2, ['PositionsStream']],
  [2, ['PortfolioStream']],
  [2, ['OperationsStream']],
];

export const STREAM_GROUPS: readonly StreamGroup[] = STREAM_LIMITS.map(([limit, names]) => ({
  limit,
  paths: METHODS.filter(({ name }) => names.includes(name)).map(({ path }) => path),
}));

/** Streams of a person that may be open with limits lifted. */
const MOST_STREAMS = 5_000;

/** What a call has used of its counter. */
export interface Usage {
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the counter starts anew, at least 1. */
  readonly reset: number;
  readonly refused: boolean;
}

/** Calls and open streams of everybody. Counters start anew with each minute of the wall clock. */
export class Limits {
  readonly #on: boolean;
  readonly #now: () => number;
  #minute = -1;
  readonly #used = new Map<string, number>();
  readonly #open = new Map<string, number>();

  constructor(on: boolean, now: () => number) {
    this.#on = on;
    this.#now = now;
  }

  /** Counts a call of whoever it is: a person, or an address. */
  take(who: number | string, { name, perMinute }: LimitGroup): Usage {
    const now = this.#now();
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#used.clear();
    }
    const reset = Math.max(1, Math.ceil(((minute + 1) * MINUTE_MS - now) / 1_000));
    if (!this.#on) return { limit: perMinute, remaining: perMinute, reset, refused: false };
    const key = `${who} ${name}`;
    const used = this.#used.get(key) ?? 0;
    if (used >= perMinute) return { limit: perMinute, remaining: 0, reset, refused: true };
    this.#used.set(key, used + 1);
    return { limit: perMinute, remaining: perMinute - used - 1, reset, refused: false };
  }

  /** Counts a stream until the answer is called. Throws TInvestError when too many are open by this counter. */
  openStream(person: number, path: string, counter: 'grpc' | 'websocket' = 'grpc'): () => void {
    const group = STREAM_GROUPS.find(({ paths }) => paths.includes(path));
    if (group === undefined) throw new Error(`${path} is no stream`);
    const key = keyOf(person, group, counter);
    const open = this.#open.get(key) ?? 0;
    if (open >= (this.#on ? group.limit : MOST_STREAMS)) throw new TInvestError('80001');
    this.#open.set(key, open + 1);
    let closed = false;
    return () => {
      if (closed) return;
      closed = true;
      const left = (this.#open.get(key) ?? 1) - 1;
      if (left === 0) this.#open.delete(key);
      else this.#open.set(key, left);
    };
  }

  /** Streams of a person that are open over gRPC now. */
  openStreams(person: number, group: StreamGroup): number {
    return this.#open.get(keyOf(person, group, 'grpc')) ?? 0;
  }
}

function keyOf(person: number, { paths }: StreamGroup, counter: 'grpc' | 'websocket'): string {
  return `${counter} ${person} ${paths[0]}`;
}

/** A counter as responses show it (`tinvest.md` 3.3). */
export function usageHeaders({ limit, remaining, reset }: Usage): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-limit': `${limit}, ${limit};w=60`,
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
  };
}
