import {
  type CoreEvent,
  type CoreState,
  type GroupPlanned,
  type GroupSettled,
  type OrderFilled,
  type RequestPriced,
  streamById,
} from '@outcry/core';
import { lots, stepPrice } from './units.ts';
import type { WrittenRows } from './written-rows.ts';

/** New aggregated orders; what they ask for is known at the end of the turn (`projectVolumes`). */
export function projectRequests(event: GroupPlanned, world: CoreState, rows: WrittenRows): void {
  for (const [id, stream, instrument] of event.requests) {
    const { company } = streamById(world.copy, stream);
    rows.row('request', 'copy_requests', {
      id,
      company,
      stream,
      instrument,
      symbol: world.instruments.instruments[instrument]?.symbol ?? '',
      volume: 0,
      test: 0,
      at: event.at,
      processed_at: 0,
      last_fill_at: 0,
    });
    rows.count('requests.company', company);
    rows.count('requests.stream', stream);
  }
}

/** An execution of an aggregated order; orders of others are left alone. */
export function projectFill(event: OrderFilled, world: CoreState, rows: WrittenRows): void {
  const stream = world.copy.streamOf.get(event.account);
  const request = stream === undefined ? undefined : requestOf(world, event.id);
  const instrument = world.instruments.instruments[event.instrument];
  if (stream === undefined || request === undefined || instrument === undefined) return;
  rows.row('fill', 'copy_fills', {
    // given by the table
    id: null,
    company: streamById(world.copy, stream).company,
    request,
    symbol: instrument.symbol,
    price: stepPrice(instrument, event.price),
    filled: lots(world, event.instrument, event.quantity),
    rejected: 0,
    commission: feeCents(world, event),
    ticket: event.venueFill ?? `${event.fill}`,
    test: 0,
    at: event.at,
    executed_at: event.at,
    processed_at: event.at,
  });
  rows.add('requestFilled', event.at, request);
}

/** What the aggregated orders ask for that were planned in this turn and are not processed yet. */
export function projectVolumes(events: readonly CoreEvent[], world: CoreState, rows: WrittenRows): void {
  const groups = new Set(events.filter(isPlanned).map(({ id }) => id));
  if (groups.size === 0) return;
  for (const { id, group, instrument, long, short, processedAt } of world.copy.requests.values()) {
    if (processedAt === 0 && groups.has(group)) rows.add('requestVolume', lots(world, instrument, long - short), id);
  }
}

/** Everything of an aggregated order is filled or refused; what was refused stands as a fill of its own. */
export function projectPriced(
  event: RequestPriced,
  events: readonly CoreEvent[],
  world: CoreState,
  rows: WrittenRows,
): void {
  const about = knownRequest(event.id, events, world);
  if (about === undefined) return;
  const { id: request, at, rejected } = event;
  rows.add('requestProcessed', at, lots(world, about.instrument, event.volume), request);
  if (rejected === 0) return;
  rows.row('fill', 'copy_fills', {
    // given by the table
    id: null,
    company: streamById(world.copy, about.stream).company,
    request,
    symbol: world.instruments.instruments[about.instrument]?.symbol ?? '',
    price: 0,
    filled: 0,
    rejected: lots(world, about.instrument, rejected),
    commission: 0,
    ticket: '',
    test: 0,
    at,
    executed_at: at,
    processed_at: at,
  });
}

function isPlanned(event: CoreEvent): event is GroupPlanned {
  return event.type === 'copy.groupPlanned';
}

/** Stream and instrument of a request that is open, or began in this turn. */
function knownRequest(id: number, events: readonly CoreEvent[], { copy }: CoreState) {
  const open = copy.requests.get(id);
  if (open !== undefined) return open;
  for (const { requests } of events.filter(isPlanned)) {
    for (const [request, stream, instrument] of requests) if (request === id) return { stream, instrument };
  }
  for (const event of events as readonly GroupSettled[]) {
    if (event.type !== 'copy.groupSettled') continue;
    for (const [request, stream, instrument] of event.requests) if (request === id) return { stream, instrument };
  }
  return undefined;
}

/** The aggregated order for which an order of a stream's account was placed. */
function requestOf({ legs }: CoreState, order: number): number | undefined {
  const leg = legs.byOrder.get(order) ?? legs.ended.get(order);
  return leg !== undefined && leg.owner === 'copy' ? leg.entity : undefined;
}

/** What the fill cost, as a negative number of cents. */
function feeCents({ instruments }: CoreState, { fee, feeAsset }: OrderFilled): number {
  const scale = instruments.assets[feeAsset]?.scale ?? 2;
  return Number(-fee / 10n ** BigInt(Math.max(0, scale - 2))) + 0;
}
