import { type Core, moneyToText, positionsOf } from '../../src/index.ts';

/** What a golden journal comes to. Figures are for every later version; the digest only for the same snapshot version. */
export interface Expected {
  readonly about: string;
  readonly snapshotVersion: number;
  readonly digest: string;
  readonly turns: number;
  readonly events: Readonly<Record<string, number>>;
  readonly figures: Figures;
}

export interface Figures {
  /** By account id, then asset code: total, held, margin as decimal text. */
  readonly balances: Readonly<Record<string, Readonly<Record<string, readonly [string, string, string]>>>>;
  /** `account instrument leg quantity cost margin realised`, money in minor units. */
  readonly positions: readonly string[];
  /** `id account instrument side status filled/quantity price stopPrice heldMoney heldUnits`. */
  readonly orders: readonly string[];
  /** Ids of resting orders by symbol, bids best to worst, then asks. */
  readonly books: Readonly<Record<string, readonly number[]>>;
  /** Copied strategies, in cents; absent in journals without them. */
  readonly copy?: CopyFigures;
}

export interface CopyFigures {
  /** `id balance bonus`. */
  readonly wallets: readonly string[];
  /** `id status balance base drawdown`, and its positions as `instrument volume price`. */
  readonly accounts: readonly string[];
  /** `id status unitPrice rewards feesReceived commissionsReceived`. */
  readonly strategies: readonly string[];
  readonly ledger: Readonly<Record<string, number>>;
}

/** The figures of a core, in words of the trading field that outlive any form of snapshot. */
export function figuresOf(core: Core): Figures {
  const { accounts, exchange, instruments, orders } = core.state;
  const symbolOf = (id: number): string => instruments.instruments[id]?.symbol ?? `${id}`;
  const balances: Record<string, Record<string, readonly [string, string, string]>> = {};
  const positions: string[] = [];
  for (const account of accounts.accounts.values()) {
    const own: Record<string, readonly [string, string, string]> = {};
    for (const [id, { total, held, margin }] of account.balances) {
      const asset = instruments.assets[id];
      if (asset === undefined) throw new Error(`account ${account.id} has an asset ${id} that is not known`);
      own[asset.code] = [moneyToText(asset, total), moneyToText(asset, held), moneyToText(asset, margin)];
    }
    if (account.balances.size > 0) balances[account.id] = own;
    for (const p of positionsOf(account)) {
      positions.push([account.id, symbolOf(p.instrument), p.leg, p.quantity, p.cost, p.margin, p.realised].join(' '));
    }
  }
  const open = [...orders.open.values()].map((o) =>
    [
      o.id,
      o.account,
      symbolOf(o.instrument),
      o.side === 0 ? 'buy' : 'sell',
      o.status,
      `${o.filled}/${o.quantity}`,
      o.price,
      o.stopPrice,
      o.heldMoney,
      o.heldUnits,
    ].join(' '),
  );
  const books: Record<string, number[]> = {};
  exchange.books.forEach((book, id) => {
    if (book !== undefined && book.size > 0) books[symbolOf(id)] = Array.from(book.entries(), (entry) => entry.id);
  });
  const figures = { balances, positions, orders: open, books };
  return core.state.copy.companies.size === 0 ? figures : { ...figures, copy: copyFiguresOf(core) };
}

function copyFiguresOf(core: Core): CopyFigures {
  const { wallets, accounts, strategies, ledger } = core.state.copy;
  return {
    wallets: Array.from(wallets.values(), ({ id, balance, bonus }) => `${id} ${balance} ${bonus}`),
    accounts: Array.from(accounts.values(), ({ id, status, balance, profitBase, drawdownIn, positions }) => {
      const held = positions.map(({ instrument, volume, price }) => `${instrument} ${volume} ${price}`);
      return [`${id} ${status} ${balance} ${profitBase} ${drawdownIn}`, ...held].join('; ');
    }),
    strategies: Array.from(strategies.values(), (strategy) => {
      const { id, status, unitPrice, rewards, feesReceived, commissionsReceived } = strategy;
      return [id, status, unitPrice, rewards, feesReceived, commissionsReceived].join(' ');
    }),
    ledger: { ...ledger },
  };
}

export function countEvents(events: readonly { readonly type: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
