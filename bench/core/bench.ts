import { Core } from '../../packages/core/src/index.ts';
import { type FlowShape, makeFlow } from '../book/flow.ts';
import { collectGarbage, memoryInUse, type Timed, timed } from '../book/pauses.ts';
import { ours as bareBook } from '../book/sides.ts';
import type { Print } from '../row.ts';
import { openVenue, type VenueOptions } from './venue.ts';

export const title =
  'the whole core (risk checks, ledger, events) against the bare book, identical flows, identical trades';

/** The flows of the bench `book`. */
const SHAPES: readonly FlowShape[] = [
  { name: 'steady, 10 k resting', seed: 1, kind: 'steady', resting: 10_000, operations: 1_000_000, depth: 30 },
  { name: 'growing to 170 k resting', seed: 2, kind: 'growing', resting: 170_000, operations: 2_000_000, depth: 100 },
  { name: 'steady, 1 M resting', seed: 3, kind: 'steady', resting: 1_000_000, operations: 500_000, depth: 5_000 },
];

const ROUNDS = 3;

export async function run(print: Print): Promise<void> {
  const warm = makeFlow({ name: 'warm-up', seed: 9, kind: 'steady', resting: 5_000, operations: 150_000, depth: 50 });
  openVenue(warm, { encode: true }).run(0, warm.end);
  bareBook(warm).run(0, warm.end);
  for (const shape of SHAPES) await measureFlow(shape, print);
  await measureReplay(print);
  await measureState(print);
}

async function measureFlow(shape: FlowShape, print: Print): Promise<void> {
  const flow = makeFlow(shape);
  const operations = flow.end - flow.start;
  const round = async (options: VenueOptions): Promise<{ time: Timed; venue: ReturnType<typeof openVenue> }> => {
    const venue = openVenue(flow, options);
    venue.run(0, flow.start);
    collectGarbage();
    const before = venue.counts.events;
    const time = await timed(() => venue.run(flow.start, flow.end));
    venue.counts.events -= before;
    return { time, venue };
  };
  const bare = bareBook(flow);
  bare.run(0, flow.start);
  collectGarbage();
  const reference = operations / (await timed(() => bare.run(flow.start, flow.end))).seconds;

  const rounds: Timed[] = [];
  let events = 0;
  for (let i = 0; i < ROUNDS; i += 1) {
    const { time, venue } = await round({});
    rounds.push(time);
    events = venue.counts.events;
    const [whole, book] = [venue, bare].map(
      ({ trades, resting }) => `${trades.fills} fills of ${trades.quantity}, ${resting()} rest`,
    );
    if (whole !== book || venue.trades.hash !== bare.trades.hash)
      throw new Error(`${shape.name}: core ${whole}; book ${book}`);
  }
  rounds.sort((a, b) => a.seconds - b.seconds);
  const median = rounds[ROUNDS >> 1] as Timed;
  print({
    what: shape.name,
    ours: operations / median.seconds,
    reference,
    unit: 'orders/s',
    better: 'more',
    aim: '1 M orders/s',
  });
  const encoded = await round({ encode: true });
  print({
    what: '  and every turn encoded for the journal',
    ours: operations / encoded.time.seconds,
    reference,
    unit: 'orders/s',
    better: 'more',
  });
  print(
    `  ${operations} orders and cancels, ${events} events, ${bare.trades.fills} fills in prefill and flow; garbage collector: ` +
      `${((median.paused / 1000 / median.seconds) * 100).toFixed(1)} % of the time in ${median.pauses} pauses, longest ${median.longestPause.toFixed(1)} ms`,
  );
}

/** How fast the journal of the steady flow is replayed: the fold alone, and from the rows' text. */
async function measureReplay(print: Print): Promise<void> {
  const flow = makeFlow({ name: 'replay', seed: 4, kind: 'steady', resting: 10_000, operations: 400_000, depth: 30 });
  const venue = openVenue(flow, { keepJournal: true });
  const live = await timed(() => venue.run(0, flow.end));
  const { events } = venue.counts;
  const decoded = venue.journal.map(({ at, body }) => Core.codec.decode(body, at));
  const folded = new Core();
  collectGarbage();
  const fold = await timed(() => {
    for (const turn of decoded) {
      for (const event of turn) folded.apply(event);
      folded.takeFinished();
    }
  });
  decoded.length = 0;
  const replayed = new Core();
  collectGarbage();
  const replay = await timed(() => {
    for (const { at, body } of venue.journal) replayed.applyTurn(at, body);
  });
  const digests = [venue.core.digest(), folded.digest(), replayed.digest()];
  if (new Set(digests).size !== 1)
    throw new Error(`digests differ: live ${digests[0]}, apply ${digests[1]}, applyTurn ${digests[2]}`);
  const reference = events / live.seconds;
  print({
    what: 'replay through apply (against live)',
    ours: events / fold.seconds,
    reference,
    unit: 'events/s',
    better: 'more',
  });
  print({
    what: 'replay from rows through applyTurn',
    ours: events / replay.seconds,
    reference,
    unit: 'events/s',
    better: 'more',
  });
}

/** Snapshot, restore and digest with a million open orders, against replaying the journal that led there. */
async function measureState(print: Print): Promise<void> {
  const before = memoryInUse();
  const flow = makeFlow({ name: 'state', seed: 3, kind: 'steady', resting: 1_000_000, operations: 0, depth: 5_000 });
  const held = memoryInUse();
  const venue = openVenue(flow);
  const live = await timed(() => venue.run(0, flow.end));
  const open = venue.core.state.orders.open.size;
  const bytes = (memoryInUse() - held) / open;
  const book = (venue.core.state.exchange.books.find((each) => each !== undefined)?.bytes ?? 0) / open;
  let text = '';
  const snapshot = await timed(() => {
    text = JSON.stringify(venue.core.snapshot());
  });
  let digest = '';
  const digested = await timed(() => {
    digest = venue.core.digest();
  });
  let restored: Core | undefined;
  const restore = await timed(() => {
    restored = Core.restore(JSON.parse(text));
  });
  if (restored?.digest() !== digest) throw new Error('the restored core has another digest');
  const seconds = { reference: live.seconds, unit: 's', better: 'less' } as const;
  print(
    `with ${open} open orders (${((held - before) / 1e6).toFixed(0)} MB of flow aside), against the ${live.seconds.toFixed(2)} s of placing them:`,
  );
  print({ what: '  snapshot to JSON text', ours: snapshot.seconds, ...seconds });
  print({ what: '  digest', ours: digested.seconds, ...seconds });
  print({ what: '  restore from JSON text', ours: restore.seconds, ...seconds });
  print({
    what: '  memory of an open order (against its book row)',
    ours: bytes,
    reference: book,
    unit: 'bytes',
    better: 'less',
  });
  print(`  the snapshot has ${(text.length / 1e6).toFixed(0)} MB of text`);
}
