import { InvalidArgumentError } from 'commander';

/** Reads a whole number from 1 on, for options and arguments. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError('Expected a whole number from 1 on.');
  return Number(text);
}
