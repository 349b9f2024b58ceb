import { OrderBook as PeerBook } from 'nodejs-order-book';
import { OrderBook } from '../../packages/core/src/exchange/book/book.ts';
import type { BookSide } from '../../packages/core/src/exchange/book/resting-order.ts';
import { type Flow, LIMIT } from './flow.ts';

/** What traded: number of fills, quantity, and a hash over price and quantity of every fill in order. */
export interface Trades {
  fills: number;
  quantity: number;
  hash: number;
}

/** A book under measurement: runs operations of its flow from one position to another. */
export interface Contender {
  readonly trades: Trades;
  run(from: number, to: number): void;
  resting(): number;
}

function note(trades: Trades, price: number, quantity: number): void {
  trades.fills += 1;
  trades.quantity += quantity;
  trades.hash = (Math.imul(trades.hash ^ price, 0x01000193) + quantity) | 0;
}

export interface OursContender extends Contender {
  readonly book: OrderBook;
}

export function ours(flow: Flow): OursContender {
  const book = new OrderBook();
  const trades = { fills: 0, quantity: 0, hash: 0 };
  const onFill = (_id: number, _account: number, price: number, quantity: number): void =>
    note(trades, price, quantity);
  const { kind, id, side, price, quantity } = flow;
  return {
    book,
    trades,
    resting: () => book.size,
    run(from, to) {
      for (let i = from; i < to; i += 1) {
        const order = id[i] as number;
        if (kind[i] === LIMIT) {
          const at = side[i] as BookSide;
          const limit = price[i] as number;
          const size = quantity[i] as number;
          const left = size - book.take(at === 0 ? 1 : 0, limit, size, onFill);
          if (left > 0) book.insert(order, 2_000_000_000, at, limit, left, 0);
        } else {
          const slot = book.find(order);
          if (slot >= 0) book.remove(slot);
        }
      }
    },
  };
}

/** `ids` are the flow's ids as text, which is what this library wants, made beforehand. */
export function peer(flow: Flow, ids: readonly string[]): Contender {
  const book = new PeerBook();
  const trades = { fills: 0, quantity: 0, hash: 0 };
  const { kind, side, price, quantity } = flow;
  let resting = 0;
  return {
    trades,
    resting: () => resting,
    run(from, to) {
      for (let i = from; i < to; i += 1) {
        const order = ids[i] as string;
        if (kind[i] !== LIMIT) {
          if (book.cancel(order) !== undefined) resting -= 1;
          continue;
        }
        const size = quantity[i] as number;
        const answer = book.limit({
          id: order,
          side: (side[i] === 0 ? 'buy' : 'sell') as never,
          size,
          price: price[i] as number,
        });
        if (answer.err !== null) throw answer.err;
        const whole = answer.quantityLeft === 0;
        const makers = answer.done.length - (whole ? 1 : 0);
        for (let k = 0; k < makers; k += 1) {
          const maker = answer.done[k] as { price: number; size: number };
          note(trades, maker.price, maker.size);
        }
        resting -= makers;
        if (!whole) resting += 1;
        else if (answer.partial !== null) {
          note(trades, (answer.partial as { price: number }).price, answer.partialQuantityProcessed);
        }
      }
    },
  };
}
