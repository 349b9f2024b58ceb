import { type Account, FIRST_ACCOUNT_ID, type Instrument } from '../src/index.ts';
import { Audit } from './audit.ts';
import { Clients } from './clients.ts';
import { CopyClients } from './copy-clients.ts';
import type { Row } from './disk.ts';
import { must } from './failure.ts';
import { checkInvariants } from './invariants.ts';
import { Issued } from './issued.ts';
import { LAST_ROUNDS, LastOrders, ROUND_TIME } from './last-orders.ts';
import { Link } from './link.ts';
import { ACCOUNTS, funding, INSTRUMENTS, listing, START } from './listing.ts';
import { SimulatedMarket } from './market.ts';
import type { View } from './orders-of-clients.ts';
import { type Plant, SOUND } from './planting.ts';
import { Platform } from './platform.ts';
import { Random } from './random.ts';
import { SimulatedVenue, type VenueRequest, type VenueWord } from './venue.ts';
import { VenueDesk } from './venue-desk.ts';

/** Steps of one run unless told otherwise. */
export const DEFAULT_STEPS = 400;

const TRACED_STEPS = 60;
/** Bots of the beginning. */
const FIRST_BOTS = 5;
/** What is added to the seed for copied strategies. */
const COPY_SEEDS = 1_000_003;
/** How often somebody does something there, for a step of the world. */
const COPY_CHANCE = 0.25;
const FIRST_GRIDS = 3;
const DAY = 86_400_000;

/** Typical quantity of one order or level, in quantity steps. */
const SIZES: Readonly<Record<string, number>> = {
  SBER: 40,
  USDT_BTC: 25_000,
  USDT_ETH: 20_000,
  SRH6: 15,
  EURUSD: 4_000,
  USDJPY: 4_000,
  USDRUB: 4_000,
};

export interface SimulationRun {
  readonly seed: number;
  /** What went wrong; null when every rule held. */
  readonly failure: Error | null;
  /** The last steps, oldest first. */
  readonly trace: readonly string[];
  readonly turns: number;
  readonly crashes: number;
  readonly orders: number;
  /** Orders that reached the simulated venue. */
  readonly venueOrders: number;
  readonly digest: string;
  /** The journal as it stands on disk at the end. */
  readonly journal: readonly Row[];
}

/** Runs one seed to its quiet end, or to the first rule that does not hold. */
export function simulate(seed: number, steps = DEFAULT_STEPS, plant: Plant = SOUND): SimulationRun {
  const world = new World(seed, plant);
  let failure: Error | null = null;
  try {
    world.begin();
    for (let step = 0; step < steps; step++) world.step();
    world.end();
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  return world.report(seed, failure);
}

/** The last steps, the rule that did not hold, and the command that shows it again. */
export function describeFailure({ seed, failure, trace }: SimulationRun, steps: number): string {
  const again = `npm run simulate -- --seed ${seed}${steps === DEFAULT_STEPS ? '' : ` --steps ${steps}`}`;
  return `${trace.join('\n')}\n\nseed ${seed}: ${failure?.stack ?? 'every rule held'}\n\nagain: ${again}`;
}

class World {
  readonly #random: Random;
  readonly #issued = new Issued();
  readonly #audit: Audit;
  readonly #platform: Platform;
  readonly #clients: Clients;
  readonly #copiers: CopyClients;
  /** Chance of copied strategies: the rest of the world goes as it would without them. */
  readonly #copyRandom: Random;
  readonly #requests: Link<VenueRequest>;
  readonly #words: Link<VenueWord>;
  readonly #venue: SimulatedVenue;
  readonly #desk: VenueDesk;
  readonly #markets = new Map<number, SimulatedMarket>();
  /** Accounts that once might owe: on margin, of the sandbox, at a real venue. */
  readonly #debtors = new Set<number>();
  readonly #trace: string[] = [];
  #now = 0;
  #clock = START;
  #crashes = 0;

  constructor(seed: number, plant: Plant) {
    const random = new Random(seed);
    this.#random = random;
    this.#audit = new Audit(this.#issued);
    this.#platform = new Platform(this.#audit, plant);
    this.#clients = new Clients(this.#platform, this.#audit, this.#issued, random);
    this.#copyRandom = new Random(seed + COPY_SEEDS);
    this.#copiers = new CopyClients(this.#platform, this.#copyRandom);
    this.#requests = new Link(random);
    this.#words = new Link(random);
    this.#venue = new SimulatedVenue(random, this.#words);
    const middleOf = (instrument: number): number => this.#markets.get(instrument)?.middle ?? 1000;
    this.#desk = new VenueDesk(this.#platform, this.#requests, plant, middleOf);
  }

  /** Instruments, accounts and their first money. */
  begin(): void {
    const platform = this.#platform;
    const outcome = (token: string, command: Parameters<Platform['decide']>[0]): number => {
      this.#issued.tokens.add(token);
      const { outcome: done, rejection } = platform.decide(command, this.#clock);
      must(done !== null, () => `the world does not begin: ${rejection?.detail}`);
      return done.id;
    };
    for (const [index, command] of listing().entries()) outcome(`listing ${index}`, command);
    for (const { open, money } of ACCOUNTS) {
      const id = outcome(open.name, open);
      for (const [asset, amount] of money) {
        const key = `first ${open.name} ${asset}`;
        outcome(key, funding(id, open.venue, asset, amount, key));
      }
    }
    for (const spec of INSTRUMENTS) {
      const instrument = platform.core.state.instruments.bySymbol.get(spec.symbol) as Instrument;
      const middle = Math.round(Number(spec.typicalPrice) / Number(spec.priceStep));
      this.#markets.set(
        instrument.id,
        new SimulatedMarket(instrument, middle, SIZES[spec.symbol] as number, this.#random),
      );
    }
    this.#refill(1);
    for (let bot = 0; bot < FIRST_BOTS; bot++) this.#clients.makeBot(this.#view(), this.#clock);
    for (let bot = 0; bot < FIRST_GRIDS; bot++) this.#clients.makeGrid(this.#view(), this.#clock);
    this.#copiers.begin(outcome, this.#clock);
    this.#check();
  }

  step(): void {
    this.#now++;
    this.#clock += this.#random.between(0, 1500);
    const kind = this.#random.weighted({
      client: 34,
      tick: 30,
      write: 12,
      answer: 7,
      publish: 6,
      venue: 8,
      timers: 2,
      clock: 1,
      crash: 1.2,
      snapshot: 0.8,
    });
    this.#note(() => `${kind} ${this.#do(kind)}`);
    if (this.#copyRandom.chance(COPY_CHANCE)) this.#note(() => `copy ${this.#copiers.act(this.#clock)}`);
    this.#desk.watch(this.#clock, this.#now);
    for (const request of this.#requests.receive(this.#now)) this.#venue.take(request, this.#now);
    this.#desk.hear(this.#words.receive(this.#now), this.#clock);
    if (this.#platform.core.wantsHistory && this.#random.chance(0.2)) {
      this.#platform.giveHistory(this.#clock, this.#random.chance(0.8));
    }
    this.#check();
  }

  /** Faults stop, everything on its way arrives; then the books of all must agree. */
  end(): void {
    this.#note(() => 'the faults end');
    this.#requests.healed = true;
    this.#words.healed = true;
    this.#refill(1);
    this.#clients.sendLost(this.#clock);
    this.#settle();
    this.#now += 100;
    this.#desk.eager = true;
    for (let round = 0; round < 12; round++) this.#round();
    this.#settle();
    this.#audit.agree(this.#platform.core);
    this.#endTraders();
    this.#audit.agree(this.#platform.core);
    this.#desk.agree(this.#venue, (order) => this.#audit.orders.get(order)?.filled ?? -1);
    this.#platform.compareWithFollower();
    this.#platform.crash(false);
    this.#platform.restart(Number.POSITIVE_INFINITY);
    this.#audit.agree(this.#platform.core);
  }

  /** Every deal and smart trade that is told to end does, once nothing keeps it from that. */
  #endTraders(): void {
    this.#clock = Math.max(this.#clock, this.#platform.core.now);
    const orders = new LastOrders(this.#platform, (wish) => this.#clients.send(wish, this.#clock));
    const runs = (): boolean => {
      const { bots, trades, grid, legs } = this.#platform.core.state;
      const grids = [...grid.bots.values()].some(({ status }) => status !== 'disabled');
      // an order may be under way for a strategy that can never close: it ends, too
      return bots.deals.size + trades.trades.size + legs.byOrder.size > 0 || grids || this.#copiers.runs;
    };
    for (let round = 0; round < LAST_ROUNDS && runs(); round++) {
      this.#clock += ROUND_TIME;
      orders.trade(this.#markets.values(), this.#clock);
      if (round === 0) {
        orders.prepare();
        this.#copiers.fundStreams((wish) => this.#clients.send(wish, this.#clock));
      }
      this.#copiers.giveLastOrders(this.#clock);
      orders.giveOrders();
      this.#venue.trade(this.#now);
      this.#round();
    }
    orders.mustBeOver();
    this.#copiers.mustBeOver();
    for (let round = 0; round < 12; round++) this.#round();
  }

  /** What is on its way arrives. */
  #round(): void {
    this.#now++;
    this.#settle();
    this.#desk.watch(this.#clock, this.#now);
    for (const request of this.#requests.receive(this.#now)) this.#venue.take(request, this.#now);
    this.#desk.hear(this.#words.receive(this.#now), this.#clock);
    this.#check();
  }

  report(seed: number, failure: Error | null): SimulationRun {
    return {
      seed,
      failure,
      trace: this.#trace,
      turns: this.#platform.turns,
      crashes: this.#crashes,
      orders: this.#audit.orders.size,
      venueOrders: this.#venue.orders.size,
      digest: failure === null ? this.#platform.core.digest() : '',
      journal: this.#platform.disk.rows,
    };
  }

  #view(): View {
    return { core: this.#platform.core, markets: this.#markets, sizes: SIZES, random: this.#random };
  }

  #do(kind: string): string {
    const platform = this.#platform;
    switch (kind) {
      case 'client':
        return this.#clients.act(this.#view(), this.#clock);
      case 'tick': {
        const tick = this.#aMarket().next();
        return `${JSON.stringify(tick)}: ${platform.tick(tick, this.#clock)} events`;
      }
      case 'write':
        return this.#write();
      case 'answer': {
        const answer = platform.answer();
        return answer === undefined ? 'none' : this.#clients.hear(answer);
      }
      case 'publish': {
        const events = platform.takeEffects();
        this.#desk.publish(events, this.#now);
        return `${events.length} events`;
      }
      case 'venue':
        this.#venue.trade(this.#now);
        return 'trades';
      case 'timers':
        platform.advance(platform.now(this.#clock));
        return `at ${platform.core.now}`;
      case 'clock':
        return this.#jump();
      case 'snapshot':
        platform.writeSnapshot();
        return `of turn ${platform.disk.lastSeq}`;
      default:
        return this.#crash();
    }
  }

  /** The market that something happens in: most often one that bots trade. */
  #aMarket(): SimulatedMarket {
    const markets = [...this.#markets.values()];
    const spot = markets.filter(({ instrument }) => instrument.settlement === 'spot');
    return this.#random.pick(this.#random.chance(0.4) ? spot : markets);
  }

  #write(): string {
    const platform = this.#platform;
    if (platform.disk.writing.length === 0)
      return platform.beginWrite() ? `begins, ${platform.disk.writing.length} turns` : 'has nothing';
    const rows = platform.finishWrite();
    if (platform.settled && this.#random.chance(0.15)) {
      platform.compareWithFollower();
      this.#audit.agree(platform.core);
    }
    return `is done, ${rows} turns to ${platform.disk.lastSeq}`;
  }

  #jump(): string {
    const jump = this.#random.weighted({ minutes: 4, hours: 2, day: 2, days: 0.4, back: 3 });
    const [low, high] = {
      minutes: [60_000, 1_200_000],
      hours: [3_600_000, 30_000_000],
      day: [DAY, DAY],
      days: [2 * DAY, 35 * DAY],
      back: [-7_200_000, -1],
    }[jump] as [number, number];
    this.#clock += this.#random.between(low, high);
    return `jumps to ${this.#clock} (${jump})`;
  }

  #crash(): string {
    const saved = this.#random.chance(0.5);
    this.#crashes++;
    this.#platform.crash(saved);
    this.#clients.crash();
    const back = this.#random.weighted({ newest: 6, older: 2, none: 2 });
    const how = this.#platform.restart({ newest: 0, older: 1, none: Number.POSITIVE_INFINITY }[back]);
    this.#desk.recover(this.#clock, this.#now);
    this.#refill(0.8);
    return `${saved ? 'with' : 'without'} the batch under way; restarted from ${how}`;
  }

  /** The feed fills the market after a start, sometimes not at once. */
  #refill(probability: number): void {
    for (const market of this.#markets.values()) {
      if (!this.#random.chance(probability)) continue;
      for (const tick of market.refill(probability === 1)) this.#platform.tick(tick, this.#clock);
    }
  }

  /** Writes, answers and publishes until nothing waits. */
  #settle(): void {
    const platform = this.#platform;
    while (!platform.settled) {
      platform.beginWrite();
      platform.finishWrite();
    }
    for (let answer = platform.answer(); answer !== undefined; answer = platform.answer()) this.#clients.hear(answer);
    this.#desk.publish(platform.takeEffects(), this.#now);
  }

  #check(): void {
    checkInvariants(this.#platform.core, (account) => this.#mayOwe(account));
  }

  #mayOwe(account: Account): boolean {
    if (account.id < FIRST_ACCOUNT_ID) return true;
    if (account.margin || account.fillPolicy === 'sandbox' || account.venue !== 'paper') this.#debtors.add(account.id);
    return this.#debtors.has(account.id);
  }

  /** Keeps the last steps for the one who looks for the fault, the one that fails among them. */
  #note(step: () => string): void {
    const line = `${String(this.#now).padStart(5)}  `;
    this.#trace.push(`${line}(failed here)`);
    if (this.#trace.length > TRACED_STEPS) this.#trace.shift();
    this.#trace[this.#trace.length - 1] = `${line}${step()}`;
  }
}
