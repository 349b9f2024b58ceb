import type { Command, Instrument, Price, Quantity } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import { ApiError, type ErrorCode } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import { instrumentOf } from '../wire/instruments.ts';
import { DecimalText, nullable, strict } from '../wire/primitives.ts';
import { priceOf, quantityOf } from './orders.ts';
import { submit } from './submit.ts';

/** Something that runs, on one instrument, until it ends. */
export interface Steered<Row> {
  /** As the core names it when it does not run: `deal`, `trade`. */
  readonly field: 'deal' | 'trade';
  readonly name: string;
  readonly find: (caller: Caller, id: number) => Promise<Row>;
  readonly instrument: (row: Row) => number;
}

/** Sends what `compose` makes of one that runs, and resolves with it as it is then. Throws ApiError. */
export type Steer<Row> = (
  caller: Caller,
  id: number,
  reply: FastifyReply,
  compose: (pair: Instrument, row: Row) => Command,
) => Promise<Row>;

export function steering<Row extends { readonly figures: unknown; readonly record: { readonly status: string } }>(
  parts: NativeParts,
  { field, name, find, instrument }: Steered<Row>,
): Steer<Row> {
  const unknown: ErrorCode = `unknown_${field}`;
  const ended = (id: number, status: string): ApiError =>
    new ApiError('not_allowed_now', `${name} ${id} runs no more: it is ${status}`, field);
  return async (caller, id, reply, compose) => {
    const row = await find(caller, id);
    if (row.figures === null) throw ended(id, row.record.status);
    const command = compose(instrumentOf(listed(parts), instrument(row)), row);
    await submit(parts, command, reply).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === unknown) throw ended(id, 'ended by now');
      throw error;
    });
    return find(caller, id);
  };
}

/** How much more, or less, and at which price. */
export const FundsBody = strict({
  quantity: DecimalText,
  price: Type.Optional({ ...DecimalText, description: 'limit; left out: at the market' }),
});

/** The same in steps; price 0: at the market. Throws ApiError. */
export function fundsOf(
  pair: Instrument,
  { quantity, price }: Static<typeof FundsBody>,
): { readonly quantity: Quantity; readonly price: Price } {
  return {
    quantity: quantityOf(pair, quantity),
    price: price === undefined ? (0 as Price) : priceOf(pair, 'price', price),
  };
}

/** `most`: characters. */
export function noteBody(most: number) {
  return strict({ note: nullable(Type.String({ minLength: 1, maxLength: most, description: 'null: none' })) });
}
