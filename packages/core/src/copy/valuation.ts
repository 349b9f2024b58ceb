import type { CopyAccount, CopyPosition } from './account.ts';
import { mulDiv, mulMulDiv } from './arithmetic.ts';
import type { Priced, PriceTable } from './price-table.ts';
import { type CompanySpec, type CopyWorld, companyOf, strategyById } from './state.ts';
import { termsOf } from './terms.ts';
import { type Cents, type Micros, ONE, type Parts } from './units.ts';

/** Floating result of a position at a price, without its swap. */
export function floating({ volume, price }: CopyPosition, priced: Priced): Cents {
  return mulMulDiv(volume, priced.fine - price, priced.numerator, priced.denominator, 'halfUp');
}

/** Value of a volume at a price, as a magnitude: its turnover on one side. */
export function turnoverOf(volume: number, priced: Priced): Cents {
  return mulMulDiv(Math.abs(volume), priced.fine, priced.numerator, priced.denominator, 'halfUp');
}

/** Money that a volume binds at a price (`ramm-rules.md` 2). */
export function marginOf(volume: number, priced: Priced, leverage: number): Cents {
  return mulMulDiv(Math.abs(volume), priced.fine, priced.numerator, priced.denominator * leverage, 'halfUp');
}

/** What an account is worth, binds and may lose. Positions without a price count with their entry price. */
export interface Worth {
  readonly equity: Cents;
  readonly margin: Cents;
  /** Whether every position has a price. */
  readonly priced: boolean;
}

/** What one account is worth. */
export function worthOf(world: CopyWorld, account: CopyAccount, prices: PriceTable): Worth {
  return new Valuer(world, prices).of(account);
}

/** Values one account after another: what they share is looked up once, and all have the same answer, filled anew. */
export class Valuer {
  readonly #world: CopyWorld;
  readonly #prices: PriceTable;
  readonly #leverage: number;
  readonly #worth: { -readonly [K in keyof Worth]: Worth[K] } = { equity: 0, margin: 0, priced: true };
  #strategy = 0;
  #spec: CompanySpec | null = null;

  /** `leverage`: other than the company's of this moment; 0: that one. */
  constructor(world: CopyWorld, prices: PriceTable, leverage = 0) {
    this.#world = world;
    this.#prices = prices;
    this.#leverage = leverage;
  }

  /** What an account is worth, until the next one is asked for. */
  of(account: CopyAccount): Worth {
    const worth = this.#worth;
    worth.priced = true;
    let equity = account.balance;
    let margin = 0;
    for (const position of account.positions) {
      equity += position.swap;
      if (position.volume === 0) continue;
      const at = this.#prices.of(position.instrument);
      if (at === undefined) {
        worth.priced = false;
        continue;
      }
      equity += floating(position, at);
      margin += marginOf(position.volume, at, this.#leverage || this.specOf(account).leverage);
    }
    worth.equity = equity;
    worth.margin = margin;
    return worth;
  }

  /** The specification under which an account trades. */
  specOf({ strategy }: CopyAccount): CompanySpec {
    if (this.#spec !== null && strategy === this.#strategy) return this.#spec;
    this.#strategy = strategy;
    this.#spec = specOfStrategy(this.#world, strategy);
    return this.#spec;
  }
}

/** The specification under which an account trades. */
export function specOf({ copy }: Pick<CopyWorld, 'copy'>, account: CopyAccount): CompanySpec {
  return specOfStrategy({ copy }, account.strategy);
}

export function specOfStrategy({ copy }: Pick<CopyWorld, 'copy'>, strategy: number): CompanySpec {
  return companyOf(copy, strategyById(copy, strategy).company).spec;
}

/** The fee that has accrued above the high-water mark (`ramm-rules.md` 3). */
export function feeToPay(world: CopyWorld, account: CopyAccount, equity: Cents): Cents {
  const { feeRate } = termsOf(world.copy, account);
  const gain = equity - account.profitBase - account.drawdownIn;
  return gain <= 0 || feeRate === 0 ? 0 : mulDiv(gain, feeRate, ONE, 'halfUp');
}

/** What may be taken out now. */
export function availableToWithdraw(world: CopyWorld, account: CopyAccount, equity: Cents): Cents {
  const spec = specOf(world, account);
  const least = account.kind === 0 ? spec.securityMinBalance : spec.accountMinBalance;
  const stays = Math.max(least, feeToPay(world, account, equity));
  return Math.max(0, Math.min(account.balance, equity) - stays);
}

/** Levels that protection and target come to at an equity (`ramm-rules.md` 7); 0: off. */
export function levelsAt(
  equity: Cents,
  protection: Parts,
  target: Parts,
): { readonly protectionLevel: Micros; readonly targetLevel: Micros } {
  return {
    protectionLevel: Math.max(0, protection * equity),
    targetLevel: target === 0 ? 0 : Math.max(1, (ONE + target) * equity),
  };
}
