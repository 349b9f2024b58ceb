import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  type Command,
  Core,
  type CoreEvent,
  type FeePlan,
  type Instrument,
  type Money,
  type StatusTick,
  type Tick,
} from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import type { TimedTick } from '../../src/feeds/feed.ts';
import { loadRecordedFeed } from '../../src/feeds/recorded/load.ts';
import { BookJoin } from '../../src/feeds/recorded/ticks/book-join.ts';
import { BookPainter } from '../../src/feeds/recorded/ticks/book-painter.ts';
import { TickLineReader } from '../../src/feeds/recorded/ticks/line.ts';
import type { JournalEvent, Told } from './history.ts';
import { Schedule } from './schedule.ts';

const LISTED_AT = Date.UTC(2024, 7, 8);
const FEES: FeePlan = { maker: 500, taker: 1000, decimals: 8, rounding: 'halfUp', mode: 'quote' };
const RICH = (10n ** 30n) as Money;

/** The ticks of the recorded feed, line by line of the recording. */
export interface Recording {
  readonly symbol: string;
  readonly lines: readonly (readonly TimedTick[])[];
}

/** Plays a recording through the recorded feed and finds out which ticks each line made. */
export async function record(path: string, symbol: string): Promise<Recording> {
  const { instrument } = openVenue(symbol, 0);
  const find = (name: string) => (name === symbol ? instrument : undefined);
  const { feed } = await loadRecordedFeed({ paths: [path], findInstrument: find });
  const played = feed.pull(Number.POSITIVE_INFINITY, 10_000_000).filter(({ tick }) => tick.kind !== 'status');
  const reader = new TickLineReader(path, instrument);
  const painter = new BookPainter(instrument);
  let painted: Tick[] = [];
  const join = new BookJoin((told) => painted.push(...painter.paint(told)));
  let next = 0;
  const texts = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  const lines = texts.map((text, index) => {
    painted = [];
    join.take(reader.read(text, index + 1), index + 1);
    const ticks = played.slice(next, next + painted.length);
    next += painted.length;
    if (JSON.stringify(ticks.map(({ tick }) => tick)) !== JSON.stringify(painted))
      throw new Error(`line ${index + 1} of ${path} is played otherwise`);
    return ticks;
  });
  if (next !== played.length) throw new Error(`${played.length - next} ticks of ${path} belong to no line`);
  return { symbol, lines };
}

/** Runs the schedule of a seed over a recording through a core, and writes down what happened. */
export function play({ symbol, lines }: Recording, seed: number): Told[] {
  const { core, instrument, accounts } = openVenue(symbol, 2 + (seed % 4));
  const schedule = new Schedule(seed, core, instrument, accounts);
  const history: Told[] = [];
  let at = lines.flat()[0]?.at ?? 0;
  let breaks = 0;
  const advance = (): void => {
    while (core.nextTimer <= at) {
      const events = journaled(core, core.advance(at));
      if (events.length === 0) return;
      history.push({ kind: 'time', events });
    }
  };
  const say = (status: StatusTick['status']): void => {
    const events = core.tick({ kind: 'status', instrument: instrument.id, status }, at);
    history.push({ kind: 'status', status, events: journaled(core, events) });
    advance();
  };
  const send = (command: Command): void => {
    const { events } = core.execute(command, at);
    if (events.length > 0) history.push({ kind: 'command', events: journaled(core, events) });
    advance();
  };
  for (const [line, ticks] of lines.entries()) {
    at = ticks[0]?.at ?? at;
    advance();
    const events = ticks.flatMap((timed) => journaled(core, core.tick(timed.tick, timed.at)));
    history.push({ kind: 'line', line, events });
    advance();
    for (const command of schedule.afterLine()) send(command);
    const status = breaks > 0;
    breaks = status ? breaks - 1 : schedule.breakOf();
    if (status !== breaks > 0) say(breaks > 0 ? 'break' : 'normal');
  }
  say('closed');
  for (let i = 0; i < 20; i += 1) send(schedule.command());
  return history;
}

/** Events as they come back from the journal's rows. */
function journaled(core: Core, events: readonly CoreEvent[]): readonly JournalEvent[] {
  core.takeFinished();
  const [first] = events;
  return first === undefined ? [] : Core.codec.decode(core.encode(events), first.at).map((event) => ({ ...event }));
}

function openVenue(symbol: string, traders: number): { core: Core; instrument: Instrument; accounts: number[] } {
  const core = new Core();
  const must = (command: Command): number => {
    const { outcome, rejection } = core.execute(command, LISTED_AT);
    if (outcome === null) throw new Error(`${command.type} was refused: ${rejection?.detail}`);
    return outcome.id;
  };
  for (const asset of ASSETS) if (asset.kind === 'crypto') must({ type: 'instruments.defineAsset', asset });
  const listed = catalogue(LISTED_AT).find((each) => each.symbol === symbol);
  if (listed === undefined) throw new Error(`the catalogue has no ${symbol}`);
  const { minNotional: _, ...spec } = listed;
  must({ type: 'instruments.list', instrument: spec });
  const instrument = core.state.instruments.bySymbol.get(symbol) as Instrument;
  const accounts = Array.from({ length: traders }, (_each, index) => {
    const account = must({
      type: 'accounts.open',
      owner: index + 1,
      name: `trader ${index + 1}`,
      currency: 'USDT',
      venue: 'paper',
      fillPolicy: 'book',
      margin: false,
      hedging: false,
      fees: FEES,
    });
    for (const asset of symbol.split('_')) must({ type: 'accounts.deposit', account, asset, amount: RICH, key: null });
    return account;
  });
  return { core, instrument, accounts };
}
