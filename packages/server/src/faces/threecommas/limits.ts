/** How many requests, weighed, may come in a window of the wall clock (`threecommas.md` 4). */
export interface LimitRule {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** Who exceeds it is refused this long. */
  readonly blockMs: number;
}

/** All calls together that have no counter of their own. */
export const OVERALL_LIMIT: LimitRule = { name: 'overall', limit: 100, windowMs: 60_000, blockMs: 300_000 };

/** Who is refused this often inside one block goes on on purpose: a strike. */
export const REFUSALS_PER_STRIKE = 10;

/** Callers counted apart in one window; further ones share a counter. */
const MAX_CALLERS = 50_000;

const OTHERS = 'others';

/** What became of a request. */
export interface Taken {
  readonly refused: boolean;
  /** Whole seconds until the caller may come again; 0 when it was not refused. */
  readonly retryAfter: number;
  /** It has gone on after refusals: its address is to be banned. */
  readonly strike: boolean;
}

const GRANTED: Taken = { refused: false, retryAfter: 0, strike: false };

interface Block {
  readonly until: number;
  refusals: number;
}

interface Counter {
  window: number;
  readonly used: Map<string, number>;
  readonly blocked: Map<string, Block>;
}

/** Requests of everybody, in windows that the wall clock aligns. */
export class Limits {
  readonly #now: () => number;
  readonly #counters = new Map<string, Counter>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a request of a caller: a key or an address. */
  take(caller: string, rule: LimitRule, weight: number): Taken {
    const now = this.#now();
    const counter = this.#counterOf(rule, now);
    const who = counter.used.size >= MAX_CALLERS && !counter.used.has(caller) ? OTHERS : caller;
    const block = counter.blocked.get(who);
    if (block !== undefined && block.until > now) return refused(block, now);
    const used = (counter.used.get(who) ?? 0) + weight;
    if (used <= rule.limit) {
      counter.used.set(who, used);
      return GRANTED;
    }
    const begun: Block = { until: now + rule.blockMs, refusals: 0 };
    counter.blocked.set(who, begun);
    return refused(begun, now);
  }

  #counterOf({ name, windowMs }: LimitRule, now: number): Counter {
    const window = Math.floor(now / windowMs);
    let counter = this.#counters.get(name);
    if (counter === undefined) {
      counter = { window, used: new Map(), blocked: new Map() };
      this.#counters.set(name, counter);
    }
    if (counter.window === window) return counter;
    counter.window = window;
    counter.used.clear();
    for (const [who, { until }] of counter.blocked) if (until <= now) counter.blocked.delete(who);
    return counter;
  }
}

function refused(block: Block, now: number): Taken {
  block.refusals++;
  const strike = block.refusals >= REFUSALS_PER_STRIKE;
  if (strike) block.refusals = 0;
  return { refused: true, retryAfter: Math.max(1, Math.ceil((block.until - now) / 1_000)), strike };
}
