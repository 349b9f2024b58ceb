import { type CopyAccount, type CopyPosition, dropEmpty } from './account.ts';
import { finishWork, setWanting } from './apply-book.ts';
import { applySettled } from './apply-settled.ts';
import { type Group, type GroupKind, marketKey } from './group.ts';
import type { FillRequest } from './request.ts';
import { type CopyState, copyAccount, strategyById } from './state.ts';
import type { Strategy } from './strategy.ts';
import {
  type GroupBegun,
  type GroupPlanned,
  IDEAL,
  PLAN_STRIDE,
  type RequestPriced,
  type RequestRejected,
  type Signalled,
  type TradeEvent,
} from './trade-events.ts';

export function applyTrade(copy: CopyState, event: TradeEvent): void {
  switch (event.type) {
    case 'copy.signalled':
      return takeSignal(copy, event);
    case 'copy.signalDone':
      return finishWork(copy, strategyById(copy, event.strategy));
    case 'copy.groupBegun':
      return beginGroup(copy, event);
    case 'copy.groupPlanned':
      return plan(copy, event);
    case 'copy.requestRejected':
      return refuse(copy, event);
    case 'copy.requestPriced':
      return setPrices(copy, event);
    case 'copy.groupSettled':
      return applySettled(copy, groupById(copy, event.id), event);
    case 'copy.groupEnded':
      return endGroup(copy, event.id);
  }
}

function takeSignal(copy: CopyState, { signal, strategy, kind, rows, status }: Signalled): void {
  copy.next.signal += rows.length;
  if (status !== 0) return;
  strategyById(copy, strategy).queue.push({ kind: kind as 'signal' | 'soft' | 'hard', signal, rows });
  copy.work.strategies.add(strategy);
}

function beginGroup(copy: CopyState, event: GroupBegun): void {
  const { id, strategy, kind, command, items, prices, upTo } = event;
  copy.groups.set(id, {
    id,
    strategy,
    kind: kind as GroupKind,
    command,
    items,
    prices: new Map(prices),
    phase: 'planning',
    cursor: 0,
    upTo,
    plan: [],
    planned: 0,
    requests: [],
    requestAt: new Map(),
    netted: new Map(),
    settled: 0,
    former: null,
  });
  copy.next.group = id + 1;
  copy.work.groups.add(id);
  if (strategy !== 0) knowTrader(strategyById(copy, strategy), id, kind as GroupKind, items);
}

/** What the trader holds from here on. */
function knowTrader(strategy: Strategy, group: number, kind: GroupKind, items: Group['items']): void {
  strategy.group = group;
  // what the trader holds is copied anew after that
  if (kind === 'flatten') strategy.legs.clear();
  for (const { instrument, ticket, lot, equity } of items) {
    if (!strategy.instruments.includes(instrument)) strategy.instruments.push(instrument);
    const key = `${instrument}:${ticket}`;
    if (lot === 0) strategy.legs.delete(key);
    else strategy.legs.set(key, { instrument, ticket, lot, equity });
    strategy.traderEquity = equity;
  }
}

function plan(copy: CopyState, { id, cursor, done, rows, requests, synced, netted, at }: GroupPlanned): void {
  const group = groupById(copy, id);
  for (const [request, stream, instrument] of requests) {
    addRequest(copy, group, newRequest(request, id, stream, instrument, at));
    copy.next.request = request + 1;
  }
  for (let i = 0; i < rows.length; i += PLAN_STRIDE) {
    const account = copyAccount(copy, rows[i] as number);
    const position = plannedPosition(copy, group, account, rows[i + 1] as number, rows[i + 2] as number, at);
    planOrder(group, account, position, rows, i);
  }
  if (rows.length > 0) group.plan.push(rows);
  group.planned += rows.length;
  for (let i = 0; i < netted.length; i += 2) group.netted.set(netted[i] as number, netted[i + 1] as number);
  for (const account of synced) setWanting(copy, copyAccount(copy, account), false);
  group.cursor = cursor;
  copy.work.groups.add(id);
  if (!done) return;
  group.phase = group.requests.length === 0 ? 'settling' : 'filling';
  for (const account of copy.work.unplanned.get(id) ?? []) copy.work.accounts.add(account);
  copy.work.unplanned.delete(id);
}

/** The position that a planned order names; one that is not there begins with it. */
function plannedPosition(
  copy: CopyState,
  group: Group,
  account: CopyAccount,
  id: number,
  item: number,
  at: number,
): CopyPosition {
  for (const known of account.positions) if (known.id === id) return known;
  const { instrument, ticket } = group.items[item] as Group['items'][number];
  const position: CopyPosition = {
    id,
    instrument,
    ticket,
    openedAt: at,
    volume: 0,
    volumeA: 0,
    price: 0,
    idealEquity: 0,
    idealFactor: 0,
    idealTraderEquity: 0,
    swap: 0,
    swapAt: 0,
    requestLong: 0,
    requestShort: 0,
    rejected: 0,
  };
  account.positions.push(position);
  copy.next.position = id + 1;
  return position;
}

function planOrder(
  group: Group,
  account: CopyAccount,
  position: CopyPosition,
  rows: readonly number[],
  i: number,
): void {
  const item = rows[i + 2] as number;
  const delta = rows[i + 3] as number;
  const deltaA = rows[i + 4] as number;
  const ideal = rows[i + 6] as number;
  if ((ideal & IDEAL.set) !== 0) {
    position.idealEquity = rows[i + 5] as number;
    position.idealFactor = account.factor;
    position.idealTraderEquity = group.items[item]?.equity ?? 0;
  } else if (ideal === IDEAL.cleared) {
    position.idealEquity = 0;
  }
  if (delta === 0 && (ideal & IDEAL.withoutRoom) === 0) {
    dropEmpty(account, position);
    return;
  }
  account.group = group.id;
  // a sync finds what is left of a strategy that was paused
  if (account.status === 1 && item >= 0) account.closing = null;
  if (delta > 0) position.requestLong += delta;
  else position.requestShort -= delta;
  if (deltaA === 0) return;
  const request = requestOf(group, account.stream, position.instrument) as FillRequest;
  if (position.volumeA !== 0 && position.volumeA < 0 !== deltaA < 0) request.closes = true;
  if (deltaA > 0) request.long += deltaA;
  else request.short -= deltaA;
}

export function newRequest(id: number, group: number, stream: number, instrument: number, at: number): FillRequest {
  return {
    id,
    group,
    stream,
    instrument,
    at,
    long: 0,
    short: 0,
    closes: false,
    sent: 0,
    filled: 0,
    rejected: 0,
    value: 0,
    lastFillAt: 0,
    processedAt: 0,
    buyPrice: 0,
    sellPrice: 0,
    cents: [0, 1],
    shared: 0,
    shortfall: null,
  };
}

export function addRequest(copy: CopyState, group: Group, request: FillRequest): void {
  copy.requests.set(request.id, request);
  group.requests.push(request.id);
  group.requestAt.set(marketKey(request.stream, request.instrument), request);
}

/** The request of a group for a stream and instrument. */
export function requestOf({ requestAt }: Group, stream: number, instrument: number): FillRequest | undefined {
  return requestAt.get(marketKey(stream, instrument));
}

function refuse(copy: CopyState, { id, volume }: RequestRejected): void {
  const request = copy.requests.get(id) as FillRequest;
  request.rejected += volume;
  copy.work.groups.add(request.group);
}

function setPrices(copy: CopyState, event: RequestPriced): void {
  const request = copy.requests.get(event.id) as FillRequest;
  request.buyPrice = event.buyPrice;
  request.sellPrice = event.sellPrice;
  request.cents = [event.centsNumerator, event.centsDenominator];
  request.shared = event.shared;
  request.processedAt = event.at;
  request.shortfall = event.shortfall;
  const group = groupById(copy, request.group);
  if (group.requests.every((id) => (copy.requests.get(id) as FillRequest).processedAt > 0)) group.phase = 'settling';
  copy.work.groups.add(group.id);
}

function endGroup(copy: CopyState, id: number): void {
  const group = groupById(copy, id);
  for (const request of group.requests) copy.requests.delete(request);
  copy.groups.delete(id);
  copy.work.groups.delete(id);
  if (group.strategy === 0) return;
  const strategy = strategyById(copy, group.strategy);
  strategy.group = 0;
  if (group.kind === 'hard') strategy.hardSync = false;
  copy.work.strategies.add(strategy.id);
}

export function groupById(copy: CopyState, id: number): Group {
  const group = copy.groups.get(id);
  if (group === undefined) throw new Error(`no open group ${id}`);
  return group;
}
