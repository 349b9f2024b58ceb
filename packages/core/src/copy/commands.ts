import type { CompanySpec, StrategyExternal, WalletExternal } from './state.ts';
import type { Cents, Lots, Parts, Rate } from './units.ts';

/** Makes the core know a company, or changes its specification; what is left out stays. The id is the caller's. */
export interface SetCompany {
  readonly type: 'copy.setCompany';
  readonly company: number;
  readonly spec?: Partial<CompanySpec>;
}

/** An execution stream: a core account of this platform that takes the company's aggregated orders. Outcome: its id. */
export interface AddStream {
  readonly type: 'copy.addStream';
  readonly company: number;
  /** 1 … 64 characters, unique in the company. */
  readonly name: string;
  /** A core account in `usd` with margin, not hedging; no other stream has it. */
  readonly account: number;
  /** Commission of the liquidity side and of the broker; default 0. */
  readonly liquidityRate?: Rate;
  readonly brokerRate?: Rate;
}

/** Changes name or commissions of a stream. */
export interface SetStream {
  readonly type: 'copy.setStream';
  readonly stream: number;
  readonly name?: string;
  readonly liquidityRate?: Rate;
  readonly brokerRate?: Rate;
}

/** A client's wallet in USD, one per client of the company. Outcome: its id. */
export interface OpenWallet {
  readonly type: 'copy.openWallet';
  readonly company: number;
  readonly client: number;
  /** Digits of a lot, 0 … 4; the company's unless told. */
  readonly precisionVolume?: number;
  readonly test?: boolean;
  /** Where an external account is executed. */
  readonly external?: WalletExternal | null;
}

/** Money from and to the outside. The same external id for the same wallet and kind is the same transfer. Outcome: its id. */
export interface TransferMoney {
  readonly type: 'copy.transfer';
  readonly wallet: number;
  /** 0 fund, 1 withdraw, 2 bonus fund, 3 bonus withdraw. */
  readonly kind: 0 | 1 | 2 | 3;
  /** Magnitude, above zero. */
  readonly amount: Cents;
  readonly externalId?: number | null;
  /** The transfer that this external id already has in the read model, when it is older than the core's memory. */
  readonly known?: number;
  readonly commentClient?: string | null;
  readonly commentCompany?: string | null;
}

/**
 * A strategy with its security account and the command that funds it (`accountById(…).lastCommand`); with rates also its
 * public offer. Outcome: the id of the strategy.
 */
export interface AddStrategy {
  readonly type: 'copy.addStrategy';
  /** The trader's wallet: pays the security account and receives rewards. */
  readonly wallet: number;
  /** 1 … 64 characters, unique on the platform whatever the letter case. */
  readonly name: string;
  /** 0 hedging, 1 netting. */
  readonly accounting: 0 | 1;
  /** The trader's own money. */
  readonly money: Cents;
  readonly protection?: Parts;
  /** 0: none. */
  readonly target?: Parts;
  /** Of the public offer; without them there is none. */
  readonly feeRate?: Parts;
  readonly commissionRate?: Rate;
  readonly partner?: number;
  readonly partnerShare?: Parts;
  readonly external?: StrategyExternal | null;
  /** A core account whose fills become the strategy's signals; 0: none. */
  readonly follows?: number;
  readonly aBook?: Parts;
  readonly stream?: number;
}

export interface RenameStrategy {
  readonly type: 'copy.renameStrategy';
  readonly strategy: number;
  readonly name: string;
}

/** Conditions under which investors join. Outcome: its id. */
export interface AddOffer {
  readonly type: 'copy.addOffer';
  readonly strategy: number;
  /** 0 … 1. */
  readonly feeRate: Parts;
  readonly commissionRate: Rate;
  /** 0 trader's, 1 non-public, 2 public; a public one makes the public one before it non-public. */
  readonly kind: 0 | 1 | 2;
  /** Wallet of the partner; 0: none. */
  readonly partner?: number;
  readonly partnerShare?: Parts;
}

/** Makes this offer the public one; 0: none is public. */
export interface SetPublicOffer {
  readonly type: 'copy.setPublicOffer';
  readonly strategy: number;
  readonly offer: number;
}

/** 0 active, 1 no new investments, 2 closed: its investments are closed. */
export interface SetOfferStatus {
  readonly type: 'copy.setOfferStatus';
  readonly offer: number;
  readonly status: 0 | 1 | 2;
}

/** An investment and the command that funds it (`accountById(…).lastCommand`). Outcome: the id of the account. */
export interface OpenCopyAccount {
  readonly type: 'copy.openAccount';
  readonly wallet: number;
  readonly offer: number;
  /** At least the company's smallest first deposit. */
  readonly money: Cents;
  /** Factor in ±[0.01, 1000]; default 1. */
  readonly factor?: Parts;
  /** 0 … below 1 with three decimals; 0: off. */
  readonly protection?: Parts;
  /** Above 0 with three decimals; 0: off. */
  readonly target?: Parts;
  /** Executed on a broker's account (Type 3). */
  readonly externalAccount?: boolean;
  readonly aBook?: Parts;
  readonly stream?: number;
}

/** Puts money of the wallet into the account. This and the following: outcome is the id of a command with a status. */
export interface FundAccount {
  readonly type: 'copy.fund';
  readonly account: number;
  readonly amount: Cents;
}

/** Takes money out of an account that is paused or stopped, once it is flat. */
export interface WithdrawFromAccount {
  readonly type: 'copy.withdraw';
  readonly account: number;
  readonly amount: Cents;
}

export interface PauseAccount {
  readonly type: 'copy.pause';
  readonly account: number;
}

export interface ResumeAccount {
  readonly type: 'copy.resume';
  readonly account: number;
}

/** Closes all positions, takes the fee, pays the rest to the wallet. */
export interface CloseCopyAccount {
  readonly type: 'copy.close';
  readonly account: number;
}

/** The operator forbids the account to trade, or allows it again (then it is paused). */
export interface DisableAccount {
  readonly type: 'copy.disable' | 'copy.enable';
  readonly account: number;
}

/** `factor`, `protection`, `target`, `aBook` in ten-thousandths; `stream` an id. Target 0: off. */
export interface SetAccount {
  readonly type: 'copy.setFactor' | 'copy.setProtection' | 'copy.setTarget' | 'copy.setABook' | 'copy.setAccountStream';
  readonly account: number;
  readonly value: number;
}

/** Outcome is the id of a strategy command. `disable` and `enable` are the operator's. */
export interface MoveStrategy {
  readonly type:
    | 'copy.pauseStrategy'
    | 'copy.resumeStrategy'
    | 'copy.closeStrategy'
    | 'copy.disableStrategy'
    | 'copy.enableStrategy';
  readonly strategy: number;
}

/** One symbol of a trader: his net lot in it (or of one ticket, in a hedging strategy) and his equity. */
export interface SignalRow {
  /** A cfd instrument. */
  readonly instrument: number;
  readonly lot: Lots;
  /** Absent: the last one known, else that of the security account. */
  readonly equity?: Cents | null;
  readonly ticket?: string | null;
  readonly comment?: string | null;
}

/** The trader's net lot is this now. Outcome: the id of the signal; its status tells what became of it. */
export interface AddSignal extends SignalRow {
  readonly type: 'copy.signal';
  readonly strategy: number;
}

/**
 * All that the trader holds; what is not listed he does not hold. Rows of unknown instruments are left out. Outcome: the id
 * of the first of its signals, one per row; 0 without rows.
 */
export interface AddSync {
  readonly type: 'copy.sync';
  readonly strategy: number;
  /** Soft: asked for by the platform, touches only accounts that want a sync. */
  readonly soft: boolean;
  readonly rows: readonly SignalRow[];
  readonly ticket?: string | null;
  readonly comment?: string | null;
}

/** The operator books swap on all open positions of a stream in an instrument, in cents for a lot of either side. */
export interface BookSwap {
  readonly type: 'copy.bookSwap';
  readonly stream: number;
  readonly instrument: number;
  readonly long: Cents;
  readonly short: Cents;
}

export type AccountCommand =
  | FundAccount
  | WithdrawFromAccount
  | PauseAccount
  | ResumeAccount
  | CloseCopyAccount
  | DisableAccount
  | SetAccount;

export type CopyCommand =
  | SetCompany
  | AddStream
  | SetStream
  | OpenWallet
  | TransferMoney
  | AddStrategy
  | RenameStrategy
  | AddOffer
  | SetPublicOffer
  | SetOfferStatus
  | OpenCopyAccount
  | AccountCommand
  | MoveStrategy
  | AddSignal
  | AddSync
  | BookSwap;
