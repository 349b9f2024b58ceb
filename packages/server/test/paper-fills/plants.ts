import type { Filled, JournalEvent, Told } from './history.ts';
import type { Rule, Verdict } from './verdict.ts';

type Place = Verdict['judged'][number];

/** A history with one fault in it, and what the checker must say of it. */
export interface Plant {
  readonly name: string;
  readonly history: readonly Told[];
  readonly expected: RegExp;
}

const RULES: readonly Rule[] = [
  'displayed size',
  'another user',
  'trade through',
  'trade at the price',
  'quote through',
];

/** Histories that differ from a good one by one planted fault each. */
export function plants(good: readonly Told[], { judged }: Verdict): Plant[] {
  const planted: Plant[] = [];
  for (const rule of RULES) {
    const place = judged.filter((each) => each.rule === rule)[3];
    if (place === undefined) throw new Error(`too few fills by ${rule}`);
    const fill = fillAt(good, place);
    const change = (name: string, changed: Partial<Filled>, expected: RegExp): number =>
      planted.push({ name: `${rule}: ${name}`, history: withFill(good, place, [{ ...fill, ...changed }]), expected });
    change('a price one step off', { price: fill.price + 1 }, /takes at|trades at|is filled at/);
    change('a price one step off the other way', { price: fill.price - 1 }, /takes at|trades at|is filled at/);
    change('one more than was filled', { quantity: fill.quantity + 1 }, /is filled with|takes|were open/);
    change('an order that does not exist', { id: 1 }, /before it exists|takes/);
    change('the other side of the trade', { maker: !fill.maker }, /is filled as|is filled by nothing/);
    planted.push({
      name: `${rule}: a fill that did not happen`,
      history: withFill(good, place, []),
      expected:
        /is owed|although it could trade|neither rests nor ends|is filled as taker|best displayed price|filled whole|takes|by nothing|stands before it/,
    });
    planted.push({
      name: `${rule}: the same fill twice`,
      history: withFill(good, place, [fill, fill]),
      expected: /without|before it exists|is filled|takes|trades|no trade|no quote|while ended|were open/,
    });
  }
  planted.push(
    ...early(good, judged),
    ...doubleUse(good, judged),
    ...inBreak(good, judged),
    ...ownOrders(good, judged),
  );
  return planted;
}

function fillAt(history: readonly Told[], { step, event }: Place): Filled {
  return history[step]?.events[event] as Filled;
}

function withFill(history: readonly Told[], { step, event }: Place, fills: readonly JournalEvent[]): Told[] {
  return withEvents(history, step, (events) => [...events.slice(0, event), ...fills, ...events.slice(event + 1)]);
}

function withEvents(
  history: readonly Told[],
  step: number,
  change: (events: readonly JournalEvent[]) => readonly JournalEvent[],
): Told[] {
  return history.map((told, index) => (index === step ? { ...told, events: change(told.events) } : told));
}

/** A resting order is filled by an earlier line than the one that reached it, and before it was placed at all. */
function early(good: readonly Told[], judged: readonly Place[]): Plant[] {
  const found: Plant[] = [];
  for (const place of judged.filter(({ rule }) => rule === 'trade at the price')) {
    const fill = fillAt(good, place);
    const rested = good.findIndex(({ events }) =>
      events.some(({ type, id, resting }) => id === fill.id && (type === 'orders.rested' || resting === true)),
    );
    const placed = good.findIndex(({ events }) =>
      events.some(({ type, id }) => type === 'orders.placed' && id === fill.id),
    );
    const between = good.findIndex((told, index) => index > rested && told.kind === 'line');
    if (rested < 0 || placed < 2 || between >= place.step) continue;
    const gone = withFill(good, place, []);
    found.push({
      name: 'a fill before the queue was used up',
      history: withEvents(gone, between, (events) => [fill, ...events]),
      expected: /no trade reaches it|is reached by no quote|is filled with/,
    });
    found.push({
      name: 'a fill before the order was placed',
      history: withEvents(gone, placed - 1, (events) => [...events, fill]),
      expected: /before it exists/,
    });
    if (found.length >= 20) break;
  }
  return found;
}

/** An order that emptied a displayed level takes from it once more. */
function doubleUse(good: readonly Told[], judged: readonly Place[]): Plant[] {
  return judged
    .filter((place, index) => place.rule === 'displayed size' && judged[index + 1]?.step === place.step)
    .slice(0, 10)
    .map((place) => {
      const fill = fillAt(good, place);
      const larger = good.map((told) => ({
        ...told,
        events: told.events.map((event) =>
          event.type === 'orders.placed' && event.id === fill.id
            ? { ...event, quantity: (event.quantity as number) + fill.quantity }
            : event,
        ),
      }));
      return {
        name: 'displayed size taken twice',
        history: withFill(larger, place, [fill, fill]),
        expected: /the best displayed price is|are left to take|although order/,
      };
    });
}

/** Trading was closed when the fill happened. */
function inBreak(good: readonly Told[], judged: readonly Place[]): Plant[] {
  return RULES.map((rule) => {
    const { step } = judged.filter((each) => each.rule === rule)[5] as Place;
    const pause: Told = { kind: 'status', status: 'break', events: [] };
    return {
      name: `${rule}: in a break`,
      history: [...good.slice(0, step), pause, ...good.slice(step)],
      expected: /while trading is closed/,
    };
  });
}

/** Both sides of a trade between users belong to one account. */
function ownOrders(good: readonly Told[], judged: readonly Place[]): Plant[] {
  return judged
    .filter(({ rule }) => rule === 'another user')
    .slice(0, 2)
    .map((place) => {
      const first = fillAt(good, { ...place, event: place.event });
      const events = good[place.step]?.events as readonly Filled[];
      const other = events.find((event) => event.fill === first.fill && event.id !== first.id) as Filled;
      const history = good.map((told) => ({
        ...told,
        events: told.events.map((event) =>
          event.id === other.id && 'account' in event ? { ...event, account: first.account } : event,
        ),
      }));
      return { name: 'own orders trade with each other', history, expected: /trades with its own account/ };
    });
}
