import { describe, expect, it } from 'vitest';
import { BOTS_EVENTS, Core, DEAL_STATUSES, FINAL_DEAL_STATUSES, LEGS_EVENTS } from '../src/index.ts';
import { PLANTS } from './plants.ts';
import { DEFAULT_STEPS, describeFailure, type SimulationRun, simulate } from './simulate.ts';

const SEEDS = 500;
const GROUP = 100;
/** Seeds within which a planted fault must show. */
const SEEDS_TO_FIND = 100;
/** No measurement, only the end of patience with a run that hangs. */
const PATIENCE = { timeout: 240_000 };

function mustHold(run: SimulationRun): void {
  if (run.failure !== null) expect.fail(describeFailure(run, DEFAULT_STEPS));
}

/** How often each kind of event of bots came in a run; of starts and ends each way of its own. Close-outs are returned. */
function countEvents({ journal }: SimulationRun, counts: Map<string, number>): number {
  let closeOuts = 0;
  for (const { body, at } of journal) {
    for (const event of Core.codec.decode(body, at)) {
      if (event.type === 'risk.closeOutBegun') closeOuts++;
      if (!event.type.startsWith('bots.') && !event.type.startsWith('legs.')) continue;
      const { status, startedBy } = event as { status?: string; startedBy?: string };
      const name = [event.type, startedBy ?? status].filter((part) => part !== undefined).join(' ');
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return closeOuts;
}

const WAYS = {
  'bots.dealOpened': ['manual', 'nonstop', 'signal', 'webhook'],
  'bots.startWaits': ['nonstop', 'signal', 'webhook'],
  'bots.dealMoved': DEAL_STATUSES.filter((status) => status !== 'created'),
  'bots.dealClosed': FINAL_DEAL_STATUSES,
} as const;

const deals = new Map<string, number>();

describe('whole worlds under faults', () => {
  for (let from = 1; from <= SEEDS; from += GROUP) {
    it(`seeds ${from} to ${from + GROUP - 1} end with every rule kept`, PATIENCE, () => {
      let [crashes, orders, venueOrders, closeOuts] = [0, 0, 0, 0];
      for (let seed = from; seed < from + GROUP; seed++) {
        const run = simulate(seed);
        mustHold(run);
        crashes += run.crashes;
        orders += run.orders;
        venueOrders += run.venueOrders;
        closeOuts += countEvents(run, deals);
      }
      // the worlds are worth looking at: things do happen in them
      expect(crashes).toBeGreaterThan(GROUP);
      expect(orders).toBeGreaterThan(10 * GROUP);
      expect(venueOrders).toBeGreaterThan(GROUP);
      expect(closeOuts).toBeGreaterThan(0);
    });
  }

  it('deals begin, go on and end in every way there is', () => {
    const types = [...BOTS_EVENTS, ...LEGS_EVENTS].map(({ type }) => type);
    const ways = types.flatMap((type) => WAYS[type as keyof typeof WAYS]?.map((way) => `${type} ${way}`) ?? [type]);
    expect(ways.filter((way) => !deals.has(way))).toEqual([]);
  });

  it('a seed always makes the same run', () => {
    const [first, second] = [simulate(4711), simulate(4711)];
    expect(second).toEqual(first);
    expect(simulate(4712).digest).not.toBe(first.digest);
  });
});

describe('the simulation finds a fault that was put in on purpose', () => {
  it.each(PLANTS)('$name', PATIENCE, (plant) => {
    for (let seed = 1; seed <= SEEDS_TO_FIND; seed++) {
      const run = simulate(seed, DEFAULT_STEPS, plant);
      if (run.failure === null) continue;
      const told = describeFailure(run, DEFAULT_STEPS);
      expect(told).toContain(`seed ${seed}: ${run.failure.name}`);
      expect(told).toContain(`again: npm run simulate -- --seed ${seed}`);
      return;
    }
    expect.fail(`${plant.name}: not found in ${SEEDS_TO_FIND} seeds`);
  });
});
