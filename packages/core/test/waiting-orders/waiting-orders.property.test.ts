import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkStops } from '../../simulation/invariants.ts';
import { stopById, stopId } from '../../src/index.ts';
import { CoreDesk } from './core-desk.ts';
import { flow, type Input } from './flow.ts';
import { NaiveDesk } from './naive-desk.ts';

/** The lines of one input in one order: the naive desk goes through its orders as they came. */
const sorted = (log: readonly string[]): string[] => {
  const byInput = (a: string, b: string): number => Number.parseInt(a, 10) - Number.parseInt(b, 10);
  return [...log].sort((a, b) => byInput(a, b) || (a < b ? -1 : 1));
};

/** Where everything fires that waits, with the newest prices in it. */
const levels = ({ world }: CoreDesk): unknown =>
  [...world.core.state.orders.open.values()].flatMap(({ id }) => {
    const view = stopById(world.core.state.stops, stopId('order', id));
    return view === undefined ? [] : [[id, view.level, view.mark]];
  });

function lived(inputs: readonly Input[]): CoreDesk {
  const desk = new CoreDesk(null);
  desk.run(inputs, inputs.length);
  return desk;
}

describe('orders that wait for a price, of every type and by every price', { timeout: 60_000 }, () => {
  it('are activated and fire at the prices and with the limits that a look at every order at every tick gives', () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(flow(80, 160), (inputs) => {
        const naive = new NaiveDesk();
        inputs.forEach((input, number) => {
          naive.take(input, number);
        });
        const desk = lived(inputs);
        expect(sorted(desk.log)).toEqual(sorted(naive.log));
        checkStops(desk.world.core.state);
        for (const line of desk.log) {
          const [, order, what] = line.split(' ');
          const { step } = inputs[Number(order)] as Input;
          const kind = `${step.kind === 'place' ? step.orderType : step.kind} ${what}`;
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        }
      }),
      { numRuns: 150 },
    );
    expect(kinds.size).toBe(8);
    for (const [kind, count] of kinds) expect([kind, count > 100]).toEqual([kind, true]);
  });

  it('fire at the same ticks and prices whether the process lived or was killed ten times, the last turns lost', () => {
    let fired = 0;
    fc.assert(
      fc.property(
        flow(250, 400),
        fc.array(fc.record({ after: fc.integer({ min: 1, max: 45 }), lost: fc.nat(4), fromSnapshot: fc.boolean() }), {
          minLength: 10,
          maxLength: 10,
        }),
        (inputs, kills) => {
          const undisturbed = lived(inputs);
          let desk = new CoreDesk(null);
          let at = 0;
          for (const { after, lost, fromSnapshot } of kills) {
            at = Math.min(at + after, inputs.length);
            desk.run(inputs, at);
            const first = desk.rows.findIndex(({ seen }) => seen > 0);
            const kept = first < 0 ? desk.rows.length : Math.max(first, desk.rows.length - lost);
            desk = new CoreDesk({ rows: desk.rows.slice(0, kept), fromSnapshot });
          }
          desk.run(inputs, inputs.length);
          expect(desk.log).toEqual(undisturbed.log);
          expect(levels(desk)).toEqual(levels(undisturbed));
          fired += desk.log.length;
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
    expect(fired).toBeGreaterThan(1_000);
  });
});
