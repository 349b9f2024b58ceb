import { type Decision, reject } from '../turn.ts';

/**
 * What goes wrong on purpose on an account with the fill policy `sandbox`, so that error handling can be tested. Nothing
 * is left to chance: orders, calls and messages are counted. null: this does not happen.
 */
export interface Faults {
  /** The venue rejects each n-th order that reaches it, counted from the moment the faults were set. */
  readonly rejectEvery: number | null;
  /** One fill takes at most this share of an order's quantity (percent, 1 to 99), at least one quantity step. */
  readonly partialPercent: number | null;
  /** Market time (ms, 1 to 60 000) before the venue answers a new order. */
  readonly delayMs: number | null;
  /** Faces answer each n-th call about the account with an error of theirs that says: try again later. */
  readonly unavailableEvery: number | null;
  /** Faces end a stream about the account after n messages. */
  readonly disconnectEvery: number | null;
}

export const NO_FAULTS: Faults = {
  rejectEvery: null,
  partialPercent: null,
  delayMs: null,
  unavailableEvery: null,
  disconnectEvery: null,
};

/** Faults of an account, and how many orders have reached the venue under them. */
export interface AccountFaults extends Faults {
  readonly orders: number;
}

/** Least and most of each fault. */
export const FAULT_RANGES: Readonly<Record<keyof Faults, readonly [least: number, most: number]>> = {
  rejectEvery: [1, 1_000_000],
  partialPercent: [1, 99],
  delayMs: [1, 60_000],
  unavailableEvery: [2, 1_000_000],
  disconnectEvery: [1, 1_000_000],
};

export const FAULT_NAMES = Object.keys(FAULT_RANGES) as (keyof Faults)[];

/** Why a change of faults cannot be; null when it can. */
export function checkFaults(faults: Partial<Faults>): Decision | null {
  if (typeof faults !== 'object' || faults === null || Array.isArray(faults))
    return reject('invalid_value', 'faults', 'must be an object');
  for (const [name, value] of Object.entries(faults)) {
    if (!Object.hasOwn(FAULT_RANGES, name)) return reject('invalid_value', `faults.${name}`, 'no such fault');
    const [least, most] = FAULT_RANGES[name as keyof Faults];
    if (value === null || value === undefined) continue;
    if (!Number.isSafeInteger(value) || value < least || value > most)
      return reject('invalid_value', `faults.${name}`, `must be a whole number from ${least} to ${most}, or null`);
  }
  return null;
}

/** The settings after a change: what is left out stays. */
export function changedFaults(now: Faults | undefined, change: Partial<Faults>): Faults {
  const faults: { -readonly [K in keyof Faults]: Faults[K] } = { ...NO_FAULTS };
  for (const name of FAULT_NAMES) {
    const wanted = change[name];
    faults[name] = wanted === undefined ? (now?.[name] ?? null) : wanted;
  }
  return faults;
}

export function isFaultless(faults: Faults): boolean {
  return FAULT_NAMES.every((name) => faults[name] === null);
}
