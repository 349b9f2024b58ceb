import type { Account, Deal, FeedState, GridBot, Margin, SmartTrade, Trouble } from 'outcry/native-api';
import { compare, decimal } from '../decimal.ts';

/** What is looked at. Null: not known, or not for this person to know. */
export interface Watched {
  readonly accounts: readonly Account[];
  /** By account, of those on margin. */
  readonly margins: ReadonlyMap<number, Margin>;
  readonly feed: FeedState | null;
  readonly deals: readonly Deal[];
  readonly trades: readonly SmartTrade[];
  readonly grids: readonly GridBot[];
  readonly troubles: readonly Trouble[] | null;
  /** A backup waits for the next start. */
  readonly staged: boolean;
}

/** Something that a person should look at. */
export interface Need {
  readonly kind:
    | 'killed'
    | 'closing'
    | 'closeOut'
    | 'margin'
    | 'unpriced'
    | 'feedWaiting'
    | 'feedPaused'
    | 'feedEnded'
    | 'feedStopped'
    | 'deal'
    | 'trade'
    | 'grid'
    | 'errors'
    | 'staged';
  readonly urgent: boolean;
  /** Where it is seen to: words of an address. */
  readonly place: readonly (string | number)[];
  readonly values: Readonly<Record<string, string>>;
}

const FEED_NEEDS = {
  waiting: 'feedWaiting',
  paused: 'feedPaused',
  ended: 'feedEnded',
  stopped: 'feedStopped',
} as const;

/** What needs attention, urgent things first. */
export function needsOf(watched: Watched): readonly Need[] {
  const { accounts, feed, deals, trades, troubles, staged } = watched;
  const needs: Need[] = accounts
    .filter(({ closed }) => !closed)
    .flatMap((account) => accountNeeds(account, watched.margins.get(account.id)));
  if (feed !== null && feed.state !== 'playing')
    needs.push({ kind: FEED_NEEDS[feed.state], urgent: feed.state === 'stopped', place: ['system'], values: {} });
  for (const { id, botName, error } of deals)
    if (error !== null)
      needs.push({
        kind: 'deal',
        urgent: true,
        place: ['deals', id],
        values: { id: `${id}`, name: botName, why: error },
      });
  for (const { id, instrument, error } of trades)
    if (error !== null)
      needs.push({
        kind: 'trade',
        urgent: true,
        place: ['smart-trades', id],
        values: { id: `${id}`, name: instrument, why: error },
      });
  for (const { id, instrument, error } of watched.grids)
    if (error !== null)
      needs.push({
        kind: 'grid',
        urgent: true,
        place: ['grids', id],
        values: { id: `${id}`, name: instrument, why: error },
      });
  const errors = troubles?.filter(({ level }) => level !== 'warn').length ?? 0;
  if (errors > 0) needs.push({ kind: 'errors', urgent: false, place: ['system'], values: { n: `${errors}` } });
  if (staged) needs.push({ kind: 'staged', urgent: false, place: ['system'], values: {} });
  return needs.sort((a, b) => Number(b.urgent) - Number(a.urgent));
}

function accountNeeds(account: Account, margin: Margin | undefined): Need[] {
  const { id, name, killed, closing, unpriced } = account;
  const place = ['account', id];
  const needs: Need[] = [];
  if (killed !== null)
    needs.push({
      kind: 'killed',
      urgent: true,
      place: ['system'],
      values: { name, ...(killed.note === null ? {} : { why: killed.note }) },
    });
  if (closing !== null) needs.push({ kind: 'closing', urgent: true, place, values: { name } });
  if (margin !== undefined) {
    if (isLess(margin.liquid, margin.minimal)) needs.push({ kind: 'closeOut', urgent: true, place, values: { name } });
    else if (isLess(margin.liquid, margin.starting))
      needs.push({ kind: 'margin', urgent: true, place, values: { name } });
  }
  if (unpriced.length > 0)
    needs.push({ kind: 'unpriced', urgent: false, place, values: { name, assets: unpriced.join(', ') } });
  return needs;
}

function isLess(a: string, b: string): boolean {
  const [x, y] = [decimal(a), decimal(b)];
  return x !== null && y !== null && compare(x, y) < 0;
}
