import { accountById, inDollars, marginTotals } from '../accounts/index.ts';
import type { CoreEvent } from '../events/index.ts';
import { parseDecimal } from '../numbers/index.ts';
import type { OrderFilled } from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import type { SignalRow } from './commands.ts';
import type { CopyWorld } from './state.ts';
import { needSync, type Strategy } from './strategy.ts';
import { stepsOfLot } from './target.ts';
import type { Signalled } from './trade-events.ts';
import { type Cents, LOT, type Lots, MAX_LOT } from './units.ts';

/** Notes that a followed account has traded. */
export function touchFollowed({ copy }: CopyWorld, event: CoreEvent): void {
  if (copy.followedBy.size === 0 || event.type !== 'orders.filled') return;
  for (const strategy of copy.followedBy.get((event as OrderFilled).account) ?? []) copy.work.followed.add(strategy);
}

/**
 * A strategy that follows an account of this platform signals what its positions have become, and syncs whenever a sync is
 * wanted: it has no terminal that would.
 */
export function driveFollowed(world: CopyWorld, strategy: Strategy, turn: Turn): void {
  if (strategy.follows === 0 || strategy.status !== 1) return;
  const held = lotsHeld(world, strategy);
  const equity = equityOf(world, strategy.follows);
  const rowOf = (key: string): SignalRow => {
    const [instrument, ticket] = key.split(':') as [string, string];
    return { instrument: Number(instrument), lot: held.get(key) ?? 0, equity, ticket: ticket || null, comment: null };
  };
  const sync = (kind: 'soft' | 'hard'): void => {
    if (!isWaiting(strategy, kind)) signal(world, strategy, kind, [...held.keys()].map(rowOf), turn);
  };
  if (strategy.hardSync) return sync('hard');
  const told = lotsTold(strategy);
  for (const key of new Set([...told.keys(), ...held.keys()])) {
    if ((held.get(key) ?? 0) !== (told.get(key) ?? 0)) signal(world, strategy, 'signal', [rowOf(key)], turn);
  }
  // behind the signals, which bring the other accounts to what is held now
  if (needSync(strategy) === 1) sync('soft');
}

function signal(
  { copy }: CopyWorld,
  { id }: Strategy,
  kind: 'signal' | 'soft' | 'hard',
  rows: readonly SignalRow[],
  turn: Turn,
): void {
  turn.emit({
    type: 'copy.signalled',
    at: turn.at,
    signal: rows.length === 0 ? 0 : copy.next.signal,
    strategy: id,
    kind,
    rows,
    ticket: kind === 'signal' ? (rows[0]?.ticket ?? null) : null,
    comment: null,
    status: 0,
  } satisfies Signalled);
}

/** Whether a sync of this kind waits that has not begun: one that has may have left out who came after that. */
function isWaiting({ queue, group }: Strategy, kind: 'soft' | 'hard'): boolean {
  return queue.some((work, place) => work.kind === kind && (place > 0 || group === 0));
}

/** Lots as the strategy knows them, with the signals that still wait. */
function lotsTold({ legs, queue }: Strategy): Map<string, Lots> {
  const told = new Map<string, Lots>();
  for (const [key, { lot }] of legs) told.set(key, lot);
  for (const work of queue) {
    if (work.kind === 'command') {
      if (work.name !== 'copy.resumeStrategy') told.clear();
      continue;
    }
    if (work.kind !== 'signal') told.clear();
    for (const { instrument, ticket, lot } of work.rows) told.set(`${instrument}:${ticket ?? ''}`, lot);
  }
  return told;
}

/** Lots of the followed account: net by instrument, or by ticket in a strategy that hedges. */
function lotsHeld({ accounts, instruments }: CopyWorld, { follows, accounting }: Strategy): Map<string, Lots> {
  const held = new Map<string, Lots>();
  const account = accountById(accounts, follows);
  for (const { instrument, leg, quantity } of [...account.net.values(), ...account.tickets.values()]) {
    const known = instruments.instruments[instrument];
    const perLot = known === undefined || known.settlement !== 'cfd' ? 0 : stepsOfLot(known);
    if (perLot === 0) continue;
    const key = `${instrument}:${accounting === 0 && leg !== 0 ? leg : ''}`;
    const lot = (held.get(key) ?? 0) + Math.trunc((quantity * LOT) / perLot);
    held.set(key, Math.max(-MAX_LOT, Math.min(MAX_LOT, lot)));
  }
  return held;
}

/** Its liquid portfolio in dollars; null when there is none. */
function equityOf(world: CopyWorld, follows: number): Cents | null {
  const account = accountById(world.accounts, follows);
  const { liquid } = marginTotals(world, account);
  const dollars = parseDecimal(inDollars(world, account.currency, liquid) ?? '0');
  if (dollars === null || dollars.coefficient <= 0n) return null;
  const hundredths = (dollars.coefficient * 100n) / 10n ** BigInt(dollars.scale);
  return hundredths > 0n && hundredths <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(hundredths) : null;
}
