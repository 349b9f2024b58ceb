import { type Account, accountById } from '../accounts/index.ts';
import type { Price, Quantity } from '../numbers/index.ts';
import { cancelOrder, decideOrders, MASS_CANCEL_SLICE, type Order } from '../orders/index.ts';
import { isRejection, type Turn } from '../turn.ts';
import { CLOSING_ORIGIN } from './apply.ts';
import { type ClosingPiece, closeOutPieces, flattenPiece, flattenPlaces, isFlat } from './closing-plan.ts';
import type { ClosingBegun, ClosingDone } from './events.ts';
import type { Closing, ClosingKind, ClosingPlace, RiskWorld } from './state.ts';

/** How long what could not be traded waits for the next try, in ms of market time. */
export const CLOSING_RETRY = 1_000;

/** Accounts whose closing goes on in one turn. */
export const CLOSING_SLICE = 500;

const ORIGINS: Readonly<Record<ClosingKind, string>> = {
  flatten: `${CLOSING_ORIGIN}flatten`,
  closeOut: `${CLOSING_ORIGIN}close-out`,
};

/** Begins closing work of an account that has none; returns whether it did. */
export function beginClosing(world: RiskWorld, account: number, kind: ClosingKind, turn: Turn): boolean {
  if (world.risk.closings.has(account)) return false;
  turn.emit({ type: 'risk.closingBegun', at: turn.at, account, kind } satisfies ClosingBegun);
  return true;
}

/**
 * Goes on with the closing of an account: first its orders are cancelled; once none is open, market orders follow one
 * another. What cannot be traded now waits `CLOSING_RETRY`; nothing is tried twice before that unless it was filled.
 */
export function runClosing(world: RiskWorld, id: number, turn: Turn): void {
  const { closings, schedule } = world.risk;
  const work = closings.get(id);
  if (work === undefined) return;
  if (turn.full || !cancelOthers(world, id, work.kind, turn)) {
    schedule.ready.add(id);
    return;
  }
  schedule.ready.delete(id);
  const outcome = world.orders.byAccount.has(id)
    ? 'waits'
    : closeNext(world, accountById(world.accounts, id), work, turn);
  if (outcome === 'waits') return retryAt(world, id, turn.at + CLOSING_RETRY);
  turn.emit({ type: 'risk.closingDone', at: turn.at, account: id, kind: work.kind, outcome } satisfies ClosingDone);
}

/** A closing order has ended: filled in full its place may be tried again at once. */
export function closingOrderEnded(world: RiskWorld, order: number, filled: boolean, turn: Turn): void {
  const { schedule } = world.risk;
  const ended = schedule.orders.get(order);
  if (ended === undefined) return;
  schedule.orders.delete(order);
  if (filled) schedule.tried.get(ended.account)?.delete(ended.place);
  runClosing(world, ended.account, turn);
}

/** Goes on with closing work that is due, for a slice of accounts. */
export function continueClosing(world: RiskWorld, turn: Turn): void {
  const { ready, retries, retryAt } = world.risk.schedule;
  let due = 0;
  while (due < retries.length && (retries[due] as { at: number }).at <= turn.at) {
    const { account, at } = retries[due++] as { account: number; at: number };
    if (retryAt.get(account) === at && world.risk.closings.has(account)) ready.add(account);
  }
  if (due > 0) retries.splice(0, due);
  let left = CLOSING_SLICE;
  for (const account of [...ready]) {
    if (left-- === 0 || turn.full) return;
    runClosing(world, account, turn);
  }
}

/** Market time at which closing work goes on; 0: at once. */
export function nextClosingTime(world: RiskWorld): number {
  const { ready, retries, retryAt } = world.risk.schedule;
  if (ready.size > 0) return 0;
  for (const { account, at } of retries) if (retryAt.get(account) === at) return at;
  return Number.POSITIVE_INFINITY;
}

function retryAt(world: RiskWorld, account: number, at: number): void {
  const { schedule } = world.risk;
  if (schedule.retryAt.get(account) === at) return;
  schedule.retryAt.set(account, at);
  schedule.retries.push({ account, at });
}

/** Cancels what others have placed, at most a slice a turn; true when nothing is left to cancel. */
function cancelOthers(world: RiskWorld, account: number, kind: ClosingKind, turn: Turn): boolean {
  const reason = kind === 'flatten' ? 'killed' : 'margin_call';
  let order = world.orders.byAccount.get(account)?.first ?? null;
  let cancelled = 0;
  while (order !== null) {
    const next: Order | null = order.next;
    const own = order.origin.startsWith(CLOSING_ORIGIN) || order.cancelRequested || order.status === 'closing';
    if (!own) {
      if (cancelled === MASS_CANCEL_SLICE || turn.full) return false;
      cancelOrder(world, order, reason, turn);
      cancelled++;
    }
    order = next;
  }
  return true;
}

/** Sends the next closing order, if one can be sent now; or says that the work is done. */
function closeNext(world: RiskWorld, account: Account, work: Closing, turn: Turn): 'waits' | 'reached' | 'nothingLeft' {
  if (work.kind === 'flatten') return flattenNext(world, account, turn);
  const pieces = closeOutPieces(world, account, turn.at);
  if (typeof pieces === 'string') return pieces;
  for (const piece of pieces) if (tryPiece(world, account, piece, work.kind, turn)) break;
  return 'waits';
}

/** The order in which positions are flattened is made once for all of them, and again when it has been gone through. */
function flattenNext(world: RiskWorld, account: Account, turn: Turn): 'waits' | 'reached' {
  const { plans } = world.risk.schedule;
  let plan = plans.get(account.id);
  for (let fresh = plan === undefined; ; fresh = true) {
    if (plan === undefined) plan = flattenPlaces(world, account).reverse();
    plans.set(account.id, plan);
    for (let place = plan.pop(); place !== undefined; place = plan.pop()) {
      const piece = flattenPiece(world, account, place, turn.at);
      if (piece !== undefined && tryPiece(world, account, piece, 'flatten', turn)) return 'waits';
    }
    plans.delete(account.id);
    plan = undefined;
    if (isFlat(world, account, turn.at)) return 'reached';
    if (fresh) return 'waits';
  }
}

/** Whether a closing order for the piece is on its way now. */
function tryPiece(world: RiskWorld, account: Account, piece: ClosingPiece, kind: ClosingKind, turn: Turn): boolean {
  const { schedule } = world.risk;
  let tried = schedule.tried.get(account.id);
  if (tried === undefined) {
    tried = new Map();
    schedule.tried.set(account.id, tried);
  }
  const place = placeKey(piece);
  if ((tried.get(place) ?? 0) > turn.at) return false;
  tried.set(place, turn.at + CLOSING_RETRY);
  const decision = decideOrders(
    world,
    {
      type: 'orders.place',
      account: account.id,
      instrument: piece.instrument,
      action: piece.side === 0 ? 'buy' : 'sell',
      orderType: 'market',
      validity: 'fak',
      quantity: piece.quantity as Quantity,
      price: 0 as Price,
      stopPrice: 0 as Price,
      leg: piece.leg === 0 ? 'net' : piece.leg,
      key: null,
      origin: ORIGINS[kind],
      comment: null,
    },
    turn,
  );
  if (isRejection(decision)) return false;
  schedule.orders.set(decision.id, { account: account.id, place });
  return true;
}

function placeKey({ instrument, leg }: ClosingPlace): string {
  return `${instrument}:${leg}`;
}
