import {
  activeAccounts,
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
 * Figures for which accounts are looked at one by one, kept from one answer to the next: those of the books until the next
 * turn, those of prices also only as long as none has changed that went into them.
 */
export class KeptFigures {
  readonly prices: PriceTable;
  readonly #state: CoreState;
  readonly #seq: number;
  readonly #active: Map<number, number>;
  readonly #held = new Map<number, Held>();
  readonly #wallets = new Map<number, WalletFigures>();
  readonly #feesDue = new Map<number, number>();

  private constructor(state: CoreState, seq: number, active: Map<number, number>) {
    this.#state = state;
    this.#seq = seq;
    this.#active = active;
    this.prices = new PriceTable(state);
  }

  /** Those of this moment. */
  static of(engine: Engine, state: CoreState): KeptFigures {
    const known = KEPT.get(engine);
    const sameBooks = known !== undefined && known.#state === state && known.#seq === engine.seq;
    if (sameBooks && known.prices.holds()) return known;
    const made = new KeptFigures(state, engine.seq, sameBooks ? known.#active : new Map());
    KEPT.set(engine, made);
    return made;
  }

  held(wallet: Wallet): Held {
    return kept(this.#held, wallet.id, () => heldFigures(this.#state, wallet, this.prices));
  }

  wallet(wallet: Wallet): WalletFigures {
    return kept(this.#wallets, wallet.id, () => walletFigures(this.#state, wallet, this.prices));
  }

  feesDue(strategy: Strategy): number {
    return kept(this.#feesDue, strategy.id, () => feesDue(this.#state, strategy, this.prices));
  }

  activeAccounts(strategy: Strategy): number {
    return kept(this.#active, strategy.id, () => activeAccounts(this.#state, strategy));
  }
}

const KEPT = new WeakMap<Engine, KeptFigures>();

function kept<T>(figures: Map<number, T>, id: number, find: () => T): T {
  const known = figures.get(id);
  if (known !== undefined) return known;
  const found = find();
  figures.set(id, found);
  return found;
}
