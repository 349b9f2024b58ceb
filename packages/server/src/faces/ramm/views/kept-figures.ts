import {
  AccountValuer,
  activeAccounts,
  type CopyAccount,
  type CoreState,
  feesDue,
  type HeldFigures,
  heldFigures,
  PriceTable,
  type Strategy,
  type Wallet,
  type WalletFigures,
  walletFigures,
} from '@outcry/core';

type Engine = { readonly seq: number };

/** What the owner of a wallet holds. */
export interface Held {
  readonly own: HeldFigures;
  readonly investments: HeldFigures;
}

/**
 * What accounts are worth at one state of the core, with all that is looked up once for it: prices, and sums over the accounts
 * of a strategy. It serves one answer after another, until a turn comes, or a price changes that went into it.
 */
export class KeptFigures {
  readonly prices: PriceTable;
  readonly #state: CoreState;
  readonly #seq: number;
  readonly #valuer: AccountValuer;
  /** By the books alone: it outlives prices. */
  readonly #active: Map<number, number>;
  readonly #feesDue = new Map<number, number>();

  private constructor(state: CoreState, seq: number, active: Map<number, number>) {
    this.#state = state;
    this.#seq = seq;
    this.#active = active;
    this.prices = new PriceTable(state);
    this.#valuer = new AccountValuer(state, this.prices);
  }

  /** Those of this moment; the same ones as long as they hold. */
  static of(engine: Engine, state: CoreState): KeptFigures {
    const known = KEPT.get(engine);
    const sameBooks = known !== undefined && known.#state === state && known.#seq === engine.seq;
    if (sameBooks && known.prices.holds()) return known;
    const made = new KeptFigures(state, engine.seq, sameBooks ? known.#active : new Map());
    KEPT.set(engine, made);
    return made;
  }

  /** What an account is worth and binds. */
  worth(account: CopyAccount): { readonly equity: number; readonly margin: number } {
    const { equity, margin } = this.#valuer.of(account);
    return { equity, margin };
  }

  held(wallet: Wallet): Held {
    return heldFigures(this.#state, wallet, this.#valuer);
  }

  wallet(wallet: Wallet): WalletFigures {
    return walletFigures(this.#state, wallet, this.#valuer);
  }

  feesDue(strategy: Strategy): number {
    return kept(this.#feesDue, strategy.id, () => feesDue(this.#state, strategy, this.#valuer));
  }

  activeAccounts(strategy: Strategy): number {
    return kept(this.#active, strategy.id, () => activeAccounts(this.#state, strategy));
  }
}

const KEPT = new WeakMap<Engine, KeptFigures>();

function kept(figures: Map<number, number>, id: number, find: () => number): number {
  const known = figures.get(id);
  if (known !== undefined) return known;
  const found = find();
  figures.set(id, found);
  return found;
}
