import {
  type CoreEvent,
  type CoreState,
  type GroupPlanned,
  type GroupSettled,
  type OrderFilled,
  type RequestRejected,
  SETTLED_STRIDE,
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

/** What liquidity refused of an aggregated order stands as a fill of its own. */
export function projectRejected(
  event: RequestRejected,
  events: readonly CoreEvent[],
  world: CoreState,
  rows: WrittenRows,
): void {
  const about = knownRequest(event.id, events, world);
  if (about === undefined) return;
  const { company } = streamById(world.copy, about.stream);
  rows.row('fill', 'copy_fills', {
    // given by the table
    id: null,
    company,
    request: event.id,
    symbol: world.instruments.instruments[about.instrument]?.symbol ?? '',
    price: 0,
    filled: 0,
    rejected: lots(world, about.instrument, event.volume),
    commission: 0,
    ticket: '',
    test: 0,
    at: event.at,
    executed_at: event.at,
    processed_at: event.at,
  });
  rows.add('requestFilled', event.at, event.id);
}

/** What the aggregated orders that were planned in this turn ask for. */
export function projectVolumes(events: readonly CoreEvent[], world: CoreState, rows: WrittenRows): void {
  const planned = events.filter(isPlanned);
  const groups = new Set(planned.map(({ id }) => id));
  for (const request of world.copy.requests.values()) {
    if (groups.has(request.group))
      rows.add('requestVolume', lots(world, request.instrument, request.long - request.short), request.id);
  }
  // those that are gone at the end of the turn in which they began: what was filled and what was refused
  for (const [id, , instrument] of planned.flatMap(({ requests }) => requests)) {
    if (world.copy.requests.has(id)) continue;
    const volume = tradedVolume(id, events, world);
    if (volume !== 0) rows.add('requestVolume', lots(world, instrument, volume), id);
  }
}

function tradedVolume(request: number, events: readonly CoreEvent[], world: CoreState): number {
  let filled = 0;
  let rejected = 0;
  let wanted = 0;
  for (const event of events as readonly (OrderFilled | RequestRejected | GroupSettled)[]) {
    if (event.type === 'orders.filled' && requestOf(world, event.id) === request)
      filled += event.side === 0 ? event.quantity : -event.quantity;
    else if (event.type === 'copy.requestRejected' && event.id === request) rejected += event.volume;
    else if (event.type === 'copy.groupSettled') wanted += wantedOf(event, request);
  }
  return filled + (wanted < 0 || filled < 0 ? -rejected : rejected);
}

/** Σ what its accounts ordered, signed. */
function wantedOf({ rows }: GroupSettled, request: number): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i += SETTLED_STRIDE) if (rows[i + 2] === request) sum += rows[i + 4] as number;
  return sum;
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
  return leg !== undefined && (leg.owner as string) === 'copy' ? leg.entity : undefined;
}

/** What the fill cost, as a negative number of cents. */
function feeCents({ instruments }: CoreState, { fee, feeAsset }: OrderFilled): number {
  const scale = instruments.assets[feeAsset]?.scale ?? 2;
  return Number(-fee / 10n ** BigInt(Math.max(0, scale - 2))) + 0;
}
