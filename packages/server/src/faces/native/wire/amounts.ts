import { type Static, Type } from '@sinclair/typebox';
import { nullable } from './primitives.ts';

/** What went one way in a deal or trade. */
export const AmountAnswer = Type.Object({
  amount: Type.String({ description: 'coins' }),
  volume: Type.String({ description: 'money, fees included' }),
  average: nullable(Type.String({ description: 'money per coin; null while there is nothing' })),
});
export type AmountAnswer = Static<typeof AmountAnswer>;

export function amountAnswer({
  amount,
  volume,
  average,
}: {
  readonly amount: string;
  readonly volume: string;
  readonly average: string;
}): AmountAnswer {
  return { amount, volume, average: knownNumber(average) };
}

/** The core's `0` of a number that is not there. */
export function knownNumber(text: string): string | null {
  return text === '0' ? null : text;
}
