import {
  Core,
  type CoreEvent,
  type CoreSnapshot,
  isLimited,
  type OrderType,
  type Price,
  type Quantity,
  waitOf,
} from '../../src/index.ts';
import { World } from '../world.ts';
import type { Input, Step } from './flow.ts';
import { named } from './naive-desk.ts';

const SYMBOL = 'SBER';
const SIZE = 1_000_000 as Quantity;

/** A journal row, and how much of the input had been taken when it was written. */
interface Row {
  readonly at: number;
  readonly body: string;
  readonly seen: number;
}

/** A life of the core over a flow of inputs, and what its journal says of waiting orders. */
export class CoreDesk {
  readonly rows: Row[];
  readonly world: World;
  #next: number;

  /** The first life, or the next one after a crash: from journal rows, or from a snapshot of them. */
  constructor(before: { readonly rows: readonly Row[]; readonly fromSnapshot: boolean } | null) {
    if (before === null) {
      this.world = new World();
      const account = this.world.open({ margin: true });
      this.world.deposit(account, 'rub', '1000000000');
      this.rows = this.world.journal.map((row) => ({ ...row, seen: 0 }));
      this.#next = 0;
      return;
    }
    let core = new Core();
    for (const { at, body } of before.rows) core.applyTurn(at, body);
    if (before.fromSnapshot) core = Core.restore(JSON.parse(JSON.stringify(core.snapshot())) as CoreSnapshot);
    this.world = new World(core, true);
    this.world.now = core.now;
    this.world.journal.push(...before.rows);
    this.rows = [...before.rows];
    this.#next = before.rows.at(-1)?.seen ?? 0;
  }

  /** Takes inputs up to a number; after a restart the feed first gives the market as it stood. */
  run(inputs: readonly Input[], to: number): void {
    for (const input of standing(inputs.slice(0, this.#next))) this.#market(input);
    this.#keep(this.#next);
    for (; this.#next < to; this.#next++) {
      this.world.advance(this.world.now + 90);
      this.#keep(this.#next);
      this.#take(inputs[this.#next] as Input, this.#next);
      this.#keep(this.#next + 1);
    }
  }

  #keep(seen: number): void {
    for (const row of this.world.journal.slice(this.rows.length)) this.rows.push({ ...row, seen });
  }

  #take(input: Input, number: number): void {
    const { step, middle } = input;
    if (step.kind === 'place') this.#place(step, middle, number);
    else if (step.kind === 'cancel' || step.kind === 'move') {
      const armed = new Map([...this.world.core.state.orders.open.values()].flatMap(numberOf));
      const order = armed.get(named(armed, step.pick));
      if (order === undefined) return;
      if (step.kind === 'cancel') this.world.must({ type: 'orders.cancel', order });
      else this.world.run({ type: 'orders.move', order, stopPrice: (middle + step.level) as Price });
    } else this.#market(input);
  }

  #market({ step, middle }: Input): void {
    const instrument = this.world.instrument(SYMBOL).id;
    if (step.kind === 'status') this.world.tick({ kind: 'status', instrument, status: step.status });
    if (step.kind === 'trade') this.world.tick({ kind: 'trade', instrument, price: middle as Price, size: SIZE });
    if (step.kind !== 'quote') return;
    const size = (side: 'bid' | 'ask'): Quantity => (step.empty === side ? 0 : SIZE) as Quantity;
    this.world.tick({
      kind: 'quote',
      instrument,
      bid: (middle - step.spread) as Price,
      bidSize: size('bid'),
      ask: (middle + step.spread) as Price,
      askSize: size('ask'),
    });
  }

  #place(step: Extract<Step, { kind: 'place' }>, middle: number, number: number): void {
    const { orderType, action, by, trail, offset } = step;
    const trails = waitOf(orderType) === 'trailing';
    const stopPrice = step.level === 0 && trails ? 0 : middle + step.level;
    this.world.run({
      type: 'orders.place',
      account: 2_000_000_000,
      instrument: this.world.instrument(SYMBOL).id,
      action,
      orderType: orderType as OrderType,
      validity: 'gtc',
      quantity: 1 as Quantity,
      price: (isLimited(orderType) && !trails ? middle + step.limit : 0) as Price,
      stopPrice: stopPrice as Price,
      trigger: {
        by,
        ...(trails ? { trail } : {}),
        ...(orderType === 'trailingLimit' && offset !== null ? { offset } : {}),
      },
      leg: 'net',
      key: `${number}`,
      origin: 'test',
      comment: null,
    });
  }

  /** `input: order activated price`, `input: order fired price limit`, in the order of inputs and orders. */
  get log(): string[] {
    const numbers = new Map<number, string>();
    const lines: string[] = [];
    for (const { at, body, seen } of this.rows) {
      for (const event of Core.codec.decode(body, at)) {
        const { id, key, mark, price, limit } = event as CoreEvent & Record<string, number>;
        if (event.type === 'orders.placed') numbers.set(id as number, `${key}`);
        const name = `${seen - 1}: ${numbers.get(id as number)}`;
        if (event.type === 'orders.activated') lines.push(`${name} activated ${mark}`);
        if (event.type === 'orders.triggered') lines.push(`${name} fired ${price} ${limit}`);
      }
    }
    return lines;
  }
}

/** The armed orders by the number of the input that placed them. */
function numberOf(order: { id: number; key: string | null; status: string }): [number, number][] {
  return order.status === 'armed' ? [[Number(order.key), order.id]] : [];
}

/** The newest quote and trade of a flow, among its changes of trading status: a price from a break was never watched. */
function standing(inputs: readonly Input[]): Input[] {
  const newest = (kind: Step['kind']): Input | undefined => inputs.findLast(({ step }) => step.kind === kind);
  const shown = [newest('quote'), newest('trade')];
  return inputs.filter((input) => input.step.kind === 'status' || shown.includes(input));
}
