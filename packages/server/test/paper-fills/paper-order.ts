import { isBetter, type Side } from './tape.ts';

/** What the checker knows of an order from the journal's events. */
export interface PaperOrder {
  readonly id: number;
  readonly account: number;
  readonly side: Side;
  readonly validity: string;
  /** Whether it has a limit once it is at the venue. */
  readonly limited: boolean;
  readonly wait: Wait | null;
  price: number;
  stopPrice: number;
  quantity: number;
  filled: number;
  /** `entering`: it has come to the venue in this turn and takes what it can. */
  state: 'waiting' | 'entering' | 'resting' | 'ended';
  /** Displayed size that stands before it at its price. */
  ahead: number;
  /** Of a trailing order: the best price since it was placed. */
  mark: number;
}

export interface Wait {
  readonly kind: 'stop' | 'takeProfit' | 'trailing';
  /** Of trailing orders, in price steps. */
  readonly distance: number;
}

export function openOf({ quantity, filled }: PaperOrder): number {
  return quantity - filled;
}

export function opposite(side: Side): Side {
  return side === 0 ? 1 : 0;
}

/** Whether an order that takes would pay, or be content with, this price. */
export function allows({ limited, side, price }: PaperOrder, offered: number): boolean {
  return !limited || offered === price || isBetter(side, price, offered);
}

/** Whether the last price reaches what the order waits for. */
export function isReached({ wait, side, stopPrice, mark }: PaperOrder, last: number): boolean {
  if (wait === null) return false;
  if (wait.kind === 'trailing') return side === 0 ? last >= mark + wait.distance : last <= mark - wait.distance;
  const rising = (wait.kind === 'stop') === (side === 0);
  return rising ? last >= stopPrice : last <= stopPrice;
}

/** Resting orders of one side: by price, then by arrival. */
export class Queue {
  readonly orders: PaperOrder[] = [];
  private readonly side: Side;

  constructor(side: Side) {
    this.side = side;
  }

  get first(): PaperOrder | undefined {
    return this.orders[0];
  }

  at(price: number): PaperOrder[] {
    return this.orders.filter((order) => order.price === price);
  }

  join(order: PaperOrder): void {
    const behind = this.orders.findIndex(({ price }) => isBetter(this.side, order.price, price));
    this.orders.splice(behind < 0 ? this.orders.length : behind, 0, order);
  }

  leave(order: PaperOrder): void {
    const at = this.orders.indexOf(order);
    if (at >= 0) this.orders.splice(at, 1);
  }
}
