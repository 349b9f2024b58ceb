import type { Money } from '../numbers/index.ts';
import type { Faults } from './faults.ts';
import type { KnownWork } from './keys.ts';
import type { FeePlan, FillPolicy } from './state.ts';

/** Opens an account. The id is the next free one. */
export interface OpenAccount {
  readonly type: 'accounts.open';
  readonly owner: number;
  readonly name: string;
  /** Asset code. */
  readonly currency: string;
  readonly venue: string;
  readonly fillPolicy: FillPolicy;
  readonly margin: boolean;
  /** Whether positions are closed below the minimal margin; true unless told. */
  readonly closeOut?: boolean;
  readonly hedging: boolean;
  readonly fees: FeePlan;
}

/** Changes settings of an account; what is left out stays. */
export interface ConfigureAccount {
  readonly type: 'accounts.configure';
  readonly account: number;
  readonly name?: string;
  readonly margin?: boolean;
  readonly closeOut?: boolean;
  readonly fillPolicy?: FillPolicy;
  readonly fees?: FeePlan;
}

/** Closes an account without positions and orders. Money left goes back outside. */
export interface CloseAccount {
  readonly type: 'accounts.close';
  readonly account: number;
  /** Bought units are no hindrance: they go outside as money does. */
  readonly withUnits?: boolean;
}

/** Brings money (or units) in from outside. */
export interface Deposit {
  readonly type: 'accounts.deposit';
  readonly account: number;
  /** Asset code. */
  readonly asset: string;
  /** Minor units, above zero. */
  readonly amount: Money;
  readonly key: string | null;
  /** The id this key already has in the read model, when it is older than the core's memory. */
  readonly known?: KnownWork;
}

/** Takes free money (or units) out. */
export interface Withdraw {
  readonly type: 'accounts.withdraw';
  readonly account: number;
  readonly asset: string;
  readonly amount: Money;
  readonly key: string | null;
  readonly known?: KnownWork;
}

/** Moves free money (or units) to another account of the same owner. */
export interface TransferBetween {
  readonly type: 'accounts.transfer';
  /** Where it comes from; the key is remembered there. */
  readonly account: number;
  readonly to: number;
  /** Asset code. */
  readonly asset: string;
  /** Minor units, above zero. */
  readonly amount: Money;
  readonly key: string | null;
  readonly known?: KnownWork;
}

/**
 * What a real venue says an account has of an asset. The difference to the ledger is booked against the outside world;
 * saying the same again books nothing.
 */
export interface ReportBalance {
  readonly type: 'accounts.reportBalance';
  readonly account: number;
  /** Asset code. */
  readonly asset: string;
  /** Minor units, of either sign. */
  readonly total: Money;
}

/** Sets what goes wrong on purpose on a sandbox account; what is left out stays, null takes a fault away. */
export interface SetFaults {
  readonly type: 'accounts.setFaults';
  readonly account: number;
  readonly faults: Partial<Faults>;
}

export type AccountsCommand =
  | OpenAccount
  | ConfigureAccount
  | CloseAccount
  | Deposit
  | Withdraw
  | TransferBetween
  | ReportBalance
  | SetFaults;
