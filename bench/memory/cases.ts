import type { Command, Money, OrderType, PlaceOrder, Price, Quantity } from '../../packages/core/src/index.ts';
import { Core } from '../../packages/core/src/index.ts';
import { ASSETS, catalogue } from '../../packages/core/src/instruments/catalogue/index.ts';

const START = Date.UTC(2026, 2, 18, 7);
const LAST = 1_000_000;
const LEVELS = 2_000;
const TRADERS = 16;
const FEES = { maker: 500, taker: 1000, decimals: 8, rounding: 'halfUp', mode: 'quote' } as const;

/** Something of which there can be many: `prepare` comes before the measurement, `add` is measured. */
export interface Case {
  readonly what: string;
  /** What the twin's plain object holds, in words. */
  readonly twin: string;
  readonly count: number;
  /** Returns what keeps everything alive, and adds the nth. */
  ours(): { readonly whole: unknown; add(n: number): void };
  theirs(n: number): object;
}

export const CASES = {
  account: {
    what: 'account, empty',
    twin: 'its facts, a Map of balances, a Map of positions',
    count: 100_000,
    ours: () => {
      const venue = openVenue();
      return { whole: venue, add: (n) => void venue.open(n) };
    },
    theirs: (n) => plainAccount(n, new Map(), new Map()),
  },
  position: {
    what: 'account, with money and one position',
    twin: 'the same with two balances and a position',
    count: 100_000,
    ours: () => {
      const venue = openVenue();
      return {
        whole: venue,
        add: (n) => {
          const account = venue.open(n);
          venue.deposit(account, 'USDT');
          venue.place(account, 'market', 'buy', 0, 0);
        },
      };
    },
    theirs: (n) =>
      plainAccount(
        n,
        new Map([1, 2].map((asset) => [asset, { total: BigInt(n) + 10n ** 24n, held: 0n, margin: 0n }])),
        new Map([[1, { quantity: 5, cost: BigInt(n) + 10n ** 20n, margin: 0n, realised: 0n }]]),
      ),
  },
  resting: {
    what: 'resting limit order',
    twin: 'its facts in a Map, without a book',
    count: 400_000,
    ours: () => orders('limit'),
    theirs: (n) => plainOrder(n, null),
  },
  stop: {
    what: 'order with an armed stop',
    twin: 'its facts and a condition',
    count: 400_000,
    ours: () => orders('stop'),
    theirs: (n) => plainOrder(n, { id: n * 128, direction: 'below', level: LAST - n }),
  },
  trailing: {
    what: 'order with an armed trailing stop',
    twin: 'its facts and a condition with its mark',
    count: 400_000,
    ours: () => orders('trailing'),
    theirs: (n) => plainOrder(n, { id: n * 128, side: 'sell', distance: 10 + n, mark: LAST }),
  },
} satisfies Record<string, Case>;

export type CaseName = keyof typeof CASES;

function orders(type: OrderType): ReturnType<Case['ours']> {
  const venue = openVenue();
  const accounts = Array.from({ length: TRADERS }, (_, n) => {
    const account = venue.open(n);
    venue.deposit(account, 'BTC');
    return account;
  });
  // sells: limits above the market, stops below it
  const add = (n: number): void => {
    const away = 10 + ((Math.imul(n, 7_919) >>> 0) % LEVELS);
    const account = accounts[n % TRADERS] as number;
    venue.place(account, type, 'sell', type === 'limit' ? LAST + away : 0, type === 'limit' ? 0 : away);
  };
  return { whole: venue, add };
}

function openVenue() {
  const core = new Core();
  const must = (command: Command): number => {
    const { outcome, rejection } = core.execute(command, START);
    core.takeFinished();
    if (outcome === null) throw new Error(`${command.type} was refused: ${rejection?.detail}`);
    return outcome.id;
  };
  for (const asset of ASSETS) if (asset.kind === 'crypto') must({ type: 'instruments.defineAsset', asset });
  const spec = catalogue(START).find(({ symbol }) => symbol === 'USDT_BTC');
  if (spec === undefined) throw new Error('the catalogue has no USDT_BTC');
  const { minNotional: _, ...listing } = spec;
  const instrument = must({ type: 'instruments.list', instrument: listing });
  core.tick({ kind: 'trade', instrument, price: LAST as Price, size: 1 as Quantity }, START);
  const book = { bid: (LAST - 1) as Price, ask: LAST as Price, bidSize: 1 as Quantity, askSize: (2 ** 40) as Quantity };
  core.tick({ kind: 'quote', instrument, ...book }, START);
  return {
    core,
    open: (n: number): number =>
      must({
        type: 'accounts.open',
        owner: 1 + n,
        name: `trader ${n}`,
        currency: 'USDT',
        venue: 'paper',
        fillPolicy: 'book',
        margin: false,
        hedging: false,
        fees: FEES,
      }),
    deposit: (account: number, asset: string): number =>
      must({ type: 'accounts.deposit', account, asset, amount: (10n ** 26n) as Money, key: null }),
    place: (account: number, orderType: OrderType, action: PlaceOrder['action'], price: number, away: number): number =>
      must({
        type: 'orders.place',
        account,
        instrument,
        action,
        orderType,
        validity: 'gtc',
        quantity: 5 as Quantity,
        price: price as Price,
        stopPrice: (orderType === 'stop' ? LAST - away : 0) as Price,
        ...(orderType === 'trailing' ? { trigger: { trail: { unit: 'steps', distance: away } } } : {}),
        leg: 'net',
        key: null,
        origin: 'bench',
        comment: null,
      }),
  };
}

function plainAccount(n: number, balances: Map<number, object>, positions: Map<number, object>): object {
  return {
    id: n,
    owner: 1 + n,
    name: `trader ${n}`,
    currency: 1,
    venue: 'paper',
    fillPolicy: 'book',
    fees: FEES,
    balances,
    positions,
  };
}

function plainOrder(n: number, condition: object | null): object {
  return {
    id: n * 16,
    account: 2_000_000_000 + (n % TRADERS),
    instrument: 1,
    side: 1,
    orderType: 'limit',
    validity: 'gtc',
    price: LAST + (n % LEVELS),
    stopPrice: 0,
    quantity: 5,
    filled: 0,
    status: 'working',
    createdAt: START + n,
    expiresAt: START * 2,
    heldUnits: BigInt(n) + 10n ** 14n,
    key: null,
    condition,
  };
}
