import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naiveMargin } from '../simulation/naive-margin.ts';
import {
  type Account,
  fundsOf,
  type Instrument,
  isOnMargin,
  isReducing,
  judgedByPortfolio,
  type OrderFilled,
  type OrderPlaced,
  openQuantity,
  type Planned,
  plannedOf,
  plannedOrders,
} from '../src/index.ts';
import { History, type Step, step } from './random-history.ts';

const history = fc.array(step, { minLength: 100, maxLength: 200, size: 'max' });
const RUNS = Number(process.env.RUNS ?? 100);

function traders(history: History): Account[] {
  return [...history.world.core.state.accounts.accounts.values()].filter(
    ({ owner, fillPolicy }) => owner > 0 && fillPolicy === 'book',
  );
}

/** The orders that a step brought about on accounts on margin, and whether they could only make something smaller. */
function acceptedOf(history: History, one: Step): { account: Account; opens: boolean }[] {
  const { state } = history.world.core;
  const id = history.accounts[one.account] ?? 0;
  const account = state.accounts.accounts.get(id);
  if (one.kind !== 'place' || account === undefined || !isOnMargin(account)) return [];
  const before = new Map(
    state.instruments.instruments.flatMap((each) =>
      each === undefined ? [] : [[each.id, reach(account, each)] as const],
    ),
  );
  const from = history.world.events.length;
  history.perform(one);
  const events = history.world.events.slice(from);
  const placed = events.find((event): event is OrderPlaced => event.type === 'orders.placed');
  if (placed === undefined || placed.trigger !== null) return [];
  const instrument = state.instruments.instruments[placed.instrument] as Instrument;
  const side = placed.action === 'buy' || placed.action === 'cover' ? 0 : 1;
  const reducing = before.get(instrument.id)?.(placed.leg, side, placed.quantity) === true;
  // others' stops and what they bring about may move prices and positions in the same turn
  const quiet = events.every((event) => !event.type.startsWith('orders.') || (event as OrderFilled).id === placed.id);
  return quiet && judgedByPortfolio(state, account, instrument) ? [{ account, opens: !reducing }] : [];
}

function reach(account: Account, instrument: Instrument): (leg: number, side: 0 | 1, quantity: number) => boolean {
  const frozen = { ...account, balances: new Map([...account.balances].map(([asset, { ...copy }]) => [asset, copy])) };
  const positions = new Map(
    [...account.tickets, [0, account.net.get(instrument.id)] as const].map(([leg, each]) => [leg, each && { ...each }]),
  );
  return (leg, side, quantity) => isReducing(frozen, instrument, positions.get(leg), side, quantity);
}

describe('over any history', { timeout: 60_000 }, () => {
  it('the margin of every account is that of a naive recomputation, and so is what its orders plan', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const run = new History();
        steps.forEach((one, at) => {
          run.perform(one);
          if (at % 5 > 0) return;
          const { state } = run.world.core;
          for (const account of traders(run)) {
            const { liquid, starting, corrected } = fundsOf(state, account, plannedOrders(state.orders, account.id));
            const naive = naiveMargin(state, account);
            for (const [name, fast, slow] of [
              ['liquid', liquid, naive.liquid],
              ['starting', starting, naive.starting],
              ['corrected', corrected, naive.corrected],
            ] as const) {
              const off = fast > slow ? fast - slow : slow - fast;
              if (off > naive.roundings) throw new Error(`${name} of account ${account.id}: ${fast}, naively ${slow}`);
            }
          }
          const planned = new Map<string, { -readonly [K in keyof Planned]: Planned[K] }>();
          for (const order of state.orders.open.values()) {
            if (order.leg !== 0 && order.leg !== order.id) continue;
            const key = `${order.account} ${order.instrument}`;
            const sum = planned.get(key) ?? { ...plannedOf(state.orders, 0, order.instrument) };
            planned.set(key, sum);
            const left = openQuantity(order);
            if (order.status === 'armed') sum[order.side === 0 ? 'armedBuy' : 'armedSell'] += left;
            else {
              sum[order.side === 0 ? 'buy' : 'sell'] += left;
              sum[order.side === 0 ? 'buyTotal' : 'sellTotal'] += BigInt(order.price) * BigInt(left);
            }
          }
          const kept = [...state.orders.byAccount].flatMap(([account, list]) =>
            [...list.planned.values()].map((each) => [`${account} ${each.instrument}`, each] as const),
          );
          expect(new Map(kept)).toEqual(planned);
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('an order that opens something and is accepted leaves a liquid portfolio that covers the corrected margin', () => {
    let opened = 0;
    fc.assert(
      fc.property(history, (steps) => {
        const run = new History();
        for (const one of steps) {
          if (one.kind !== 'place') {
            run.perform(one);
            continue;
          }
          const { state } = run.world.core;
          const id = run.accounts[one.account] ?? 0;
          const holder = state.accounts.accounts.get(id);
          if (holder === undefined || !isOnMargin(holder)) {
            run.perform(one);
            continue;
          }
          for (const { account, opens } of acceptedOf(run, one)) {
            if (!opens) continue;
            opened++;
            const { liquid, corrected } = fundsOf(state, account, plannedOrders(state.orders, account.id));
            const { roundings } = naiveMargin(state, account);
            if (liquid + roundings < corrected) throw new Error(`account ${id}: ${liquid} for ${corrected}`);
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect(opened).toBeGreaterThan(RUNS);
  });
});
