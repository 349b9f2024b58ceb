import { instrumentById } from '../instruments/index.ts';
import { type Rejection, reject } from '../turn.ts';
import type { SignalRow } from './commands.ts';
import type { CompanySpec, CopyWorld } from './state.ts';
import { MAX_AMOUNT, MAX_LOT, ONE, type Parts } from './units.ts';

/** Longest names and comments, in characters. */
export const MAX_COPY_NAME = 64;
export const MAX_COPY_COMMENT = 256;

/** Largest commission rate, in dollars for a million: all of it. */
const MAX_RATE = 1_000_000;

/** Factors lie within ±[0.01, 1000]. */
const LEAST_FACTOR = 100;
const MOST_FACTOR = 10_000_000;

/** Levels and targets are below this: 9999.9999. */
const MOST_TARGET = 99_999_999;

/** What commands name by a number. */
const NAMED = [
  'company',
  'client',
  'account',
  'stream',
  'wallet',
  'strategy',
  'offer',
  'instrument',
  'partner',
  'follows',
];

/** Names of things in a command are numbers; null when they are. What they name is looked up later. */
export function checkNamed(command: object): Rejection | null {
  for (const field of NAMED) {
    const value = (command as Readonly<Record<string, unknown>>)[field];
    if (value !== undefined && typeof value !== 'number') return reject('invalid_value', field, 'must be a number');
  }
  return null;
}

export function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

export function checkId(field: string, value: unknown): Rejection | null {
  return isWhole(value, 1, Number.MAX_SAFE_INTEGER)
    ? null
    : reject('invalid_value', field, 'ids are positive integers');
}

export function checkAmount(field: string, value: unknown): Rejection | null {
  if (Number.isSafeInteger(value) && (value as number) <= 0) {
    return reject('amount_not_positive', field, 'the amount must be above zero');
  }
  return isWhole(value, 1, MAX_AMOUNT) ? null : reject('invalid_value', field, `cents, at most ${MAX_AMOUNT}`);
}

export function checkName(field: string, value: unknown): Rejection | null {
  const fits = typeof value === 'string' && value.trim() !== '' && value.length <= MAX_COPY_NAME;
  return fits ? null : reject('invalid_value', field, `a name has 1 to ${MAX_COPY_NAME} characters`);
}

export function checkComment(field: string, value: unknown): Rejection | null {
  if (value === null || value === undefined) return null;
  const fits = typeof value === 'string' && value.length <= MAX_COPY_COMMENT;
  return fits ? null : reject('invalid_value', field, `text of at most ${MAX_COPY_COMMENT} characters`);
}

export function checkShare(field: string, value: unknown): Rejection | null {
  return isWhole(value, 0, ONE) ? null : reject('invalid_value', field, 'a share lies within 0 and 1');
}

export function checkRate(field: string, value: unknown): Rejection | null {
  return isWhole(value, 0, MAX_RATE) ? null : reject('invalid_value', field, `dollars for a million, 0 to ${MAX_RATE}`);
}

export function checkFactor(field: string, value: unknown): Rejection | null {
  const size = typeof value === 'number' ? Math.abs(value) : 0;
  return Number.isSafeInteger(value) && size >= LEAST_FACTOR && size <= MOST_FACTOR
    ? null
    : reject('invalid_value', field, 'a factor lies within 0.01 and 1000, or the same below zero');
}

export function checkProtection(field: string, value: Parts): Rejection | null {
  const fits = isWhole(value, 0, ONE - 1) && value % 10 === 0;
  return fits ? null : reject('invalid_value', field, 'protection is from 0 to below 1, with three decimals');
}

export function checkTarget(field: string, value: Parts): Rejection | null {
  const fits = isWhole(value, 0, MOST_TARGET) && value % 10 === 0;
  return fits ? null : reject('invalid_value', field, 'a target is above 0 with three decimals, or 0 for none');
}

export function checkSpec(spec: CompanySpec): Rejection | null {
  const bounds: Readonly<Record<keyof CompanySpec, readonly [number, number]>> = {
    accountMinBalance: [0, MAX_AMOUNT],
    securityMinBalance: [0, MAX_AMOUNT],
    leverage: [1, 1_000],
    precisionVolume: [0, 4],
    mcLevel: [0, 100],
    aBook: [0, ONE],
    intervalDay: [1, 7],
    intervalMinute: [0, 1_439],
    payoutMinute: [0, 1_439],
  };
  for (const [field, [least, most]] of Object.entries(bounds)) {
    if (isWhole(spec[field as keyof CompanySpec], least, most)) continue;
    return reject('invalid_value', field, `a whole number from ${least} to ${most}`);
  }
  return null;
}

/** An instrument that can be copied: a contract for difference that is counted in lots. */
export function checkCopied(world: CopyWorld, instrument: unknown): Rejection | null {
  if (typeof instrument !== 'number') return reject('invalid_value', 'instrument', 'must be a number');
  const found = instrumentById(world.instruments, instrument);
  if (found === undefined) return reject('unknown_instrument', 'instrument', `no instrument ${instrument}`);
  if (found.settlement === 'cfd' && found.spec.contractSize !== undefined) return null;
  return reject('not_tradable', 'instrument', `${found.symbol} is not counted in lots`);
}

export function checkRow(row: SignalRow): Rejection | null {
  if (typeof row !== 'object' || row === null) return reject('invalid_value', 'rows', 'a row has instrument and lot');
  const { lot, equity, ticket, comment } = row;
  if (!isWhole(lot, -MAX_LOT, MAX_LOT))
    return reject('invalid_value', 'lot', 'a net lot of at most 100 000, 8 decimals');
  if (equity !== null && equity !== undefined && !isWhole(equity, 1, MAX_AMOUNT * 100)) {
    return reject('invalid_value', 'equity', 'the equity of the trader is above zero');
  }
  return checkComment('ticket', ticket) ?? checkComment('comment', comment);
}
