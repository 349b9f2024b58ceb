import { median } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { BotsWorld } from './world.ts';

const BOTS = [100, 1_000, 20_000];
const RESTING_SAFETY_ORDERS = 5;
const ROUNDS = 15;
const TICKS = 20_000;
/** Prices stay inside this share of where they began: no order is reached. */
const QUIET = 0.005;
const WAVE = 0.06;
/** Through the small world; one goes through the large one. */
const WAVES = 5;

/** Ticks that touch nothing, with many bots and with none; then waves that touch every deal. */
export function ticks(print: Print): void {
  const bare = new BotsWorld();
  const worlds = BOTS.map((count) => {
    const world = new BotsWorld();
    world.enable(world.create(count));
    const safetyOrders = world.openOrders - count;
    if (world.deals !== count || safetyOrders !== count * RESTING_SAFETY_ORDERS)
      throw new Error(`${count} bots have ${world.deals} deals and ${safetyOrders} resting safety orders`);
    return world;
  });
  quiet(print, bare, worlds);
  waves(print, worlds);
}

function quiet(print: Print, bare: BotsWorld, worlds: readonly BotsWorld[]): void {
  const all = [bare, ...worlds];
  const rates = all.map((): number[] => []);
  const before = all.map(({ events }) => events);
  for (const world of all) world.tick(TICKS, QUIET);
  for (let round = 0; round < ROUNDS; round++) {
    all.forEach((world, i) => {
      rates[i]?.push(perSecond(TICKS, () => world.tick(TICKS, QUIET)));
    });
  }
  if (all.some(({ events }, i) => events !== before[i])) throw new Error('a quiet tick has touched something');
  const [none = 0, few = 0, fewer = 0, many = 0] = rates.map(median);
  const row = { unit: 'ticks/s', better: 'more' } as const;
  // a pair with orders costs a look at the best of them and at the nearest condition; how many there are costs nothing
  print({ ...row, what: 'quiet ticks, 100 bots on half of the pairs; none', ours: few, reference: none });
  print({ ...row, what: 'the same, 1 000 bots on all pairs; none', ours: fewer, reference: none });
  print({ ...row, what: 'the same, 20 000 bots; 1 000', ours: many, reference: fewer, aim: 'flat' });
}

interface WaveRates {
  readonly events: number;
  readonly deals: number;
}

/** Every price falls through safety orders of each deal and comes back through its take profit. */
function waves(print: Print, [, small, large]: readonly BotsWorld[]): void {
  if (small === undefined || large === undefined) return;
  small.wave(WAVE);
  const [reference, ours] = [waveRates(small, WAVES), waveRates(large, 1)];
  const row = { unit: 'events/s', better: 'more', aim: 'flat' } as const;
  print({ what: 'waves through 20 000 deals; 1 000', ours: ours.events, reference: reference.events, ...row });
  const deals = { ...row, unit: 'deals/s' };
  print({ what: 'deals ended and begun in them', ours: ours.deals, reference: reference.deals, ...deals });
}

function waveRates(world: BotsWorld, count: number): WaveRates {
  const { events, nextDeal, deals } = world;
  const seconds = secondsOf(() => {
    for (let wave = 0; wave < count; wave++) world.wave(WAVE);
  });
  const begun = world.nextDeal - nextDeal;
  if (begun !== count * deals || world.deals !== deals)
    throw new Error(`in ${count} waves ${begun} deals of ${deals} bots have begun, ${world.deals} run`);
  return { events: (world.events - events) / seconds, deals: begun / seconds };
}

function perSecond(count: number, act: () => void): number {
  return count / secondsOf(act);
}

function secondsOf(act: () => void): number {
  const begun = performance.now();
  act();
  return (performance.now() - begun) / 1_000;
}
