import { setImmediate as breathe } from 'node:timers/promises';
import { placesBetween, stretchOf } from '../../../readmodel/index.ts';
import type { RammParts } from '../parts.ts';
import { look, type SeenWorld } from '../views/world.ts';
import { ExactNumber, type Json } from '../wire/json.ts';
import type { SearchRequest } from './request.ts';

/** What is looked at without a pause: a few milliseconds, then commands and ticks have their turn. */
const AT_ONCE = 4_000;

/** What things of a list are sorted by, in their order, and the state of which that is. */
interface Keys {
  readonly units: Float64Array;
  readonly state: readonly unknown[];
}

const KEPT = new WeakMap<object, Map<string, Keys>>();

/** Numbers by which the things of a list are sorted. */
export interface Numbered<T> {
  readonly list: readonly T[];
  readonly field: string;
  /** A number, or an exact one of always the same scale. */
  readonly read: (world: SeenWorld, thing: T) => Json;
  /** What the numbers depend on; they are kept until one of it is another. */
  readonly state: (world: SeenWorld) => readonly unknown[];
}

/** The numbers of a list's things; kept with the list while the state is the same. Null when there are none to compare. */
async function keysOf<T>(parts: RammParts, { list, field, read, state }: Numbered<T>): Promise<Float64Array | null> {
  const kept = KEPT.get(list)?.get(field);
  if (kept !== undefined && (await look(parts, (world) => same(state(world), kept.state)))) return kept.units;
  const units = new Float64Array(list.length);
  let scale: number | undefined;
  let seen: readonly unknown[] | undefined;
  let steady = true;
  for (let from = 0; from < list.length; from += AT_ONCE) {
    if (from > 0) await breathe();
    const numbers = await look(parts, (world) => {
      const now = state(world);
      steady &&= seen === undefined || same(seen, now);
      seen = now;
      for (let i = from; i < Math.min(list.length, from + AT_ONCE); i++) {
        const key = read(world, list[i] as T);
        const [own, its] = key instanceof ExactNumber ? [key.units, key.scale] : [key, 0];
        scale ??= its;
        if (typeof own !== 'number' || its !== scale) return false;
        units[i] = own;
      }
      return true;
    });
    if (!numbers) return null;
  }
  if (steady && seen !== undefined) {
    const fields = KEPT.get(list) ?? new Map<string, Keys>();
    KEPT.set(list, fields.set(field, { units, state: seen }));
  }
  return units;
}

function same(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((each, i) => each === others[i]);
}

/** The page that is asked for of a list that stands by id, sorted by its numbers. Null when they are none to compare. */
export async function pageByKeys<T>(
  parts: RammParts,
  numbered: Numbered<T>,
  { page, perPage, ascending }: Pick<SearchRequest<never>, 'page' | 'perPage' | 'ascending'>,
): Promise<T[] | null> {
  const keys = await keysOf(parts, numbered);
  if (keys === null) return null;
  const end = Math.min(page * perPage, keys.length);
  const offset = (page - 1) * perPage;
  if (offset >= end) return [];
  const places = stretchOf(placesBetween(0, keys.length), { values: keys, ascending }, offset, end);
  return Array.from(places, (place) => numbered.list[place] as T);
}
