import type { Account, ApiKey, Bot, BrokerToken, FeedState, Order, Page, SigningKey } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { rights } from '../api/house.ts';
import type { Progress } from './guide.ts';

/** Where the markets note what was looked at last. */
const LOOKED_AT = 'outcry.instrument';
/** How often the guide looks again while it is open (ms). */
const LOOK_MS = 4_000;
/** Accounts whose orders are asked for. */
const MOST = 10;

/** How far a person has come; null until it is known. */
export function useProgress(
  accounts: readonly Account[] | null,
  bots: readonly Bot[] | null,
  feed: FeedState | null,
  isOpen: boolean,
): Progress | null {
  const [asked, setAsked] = useState<Pick<Progress, 'traded' | 'connected'> | null>(null);
  const ids = (accounts ?? []).slice(0, MOST).map(({ id }) => id);
  useEffect(() => {
    if (!isOpen || accounts === null) return;
    const over = new AbortController();
    const look = async (): Promise<void> => {
      const [traded, connected] = await Promise.all([hasTraded(ids, over.signal), hasConnected(over.signal)]);
      if (!over.signal.aborted) setAsked({ traded, connected });
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      over.abort();
      clearInterval(timer);
    };
  }, [ids.join(), accounts === null, isOpen]);
  if (asked === null || bots === null || feed === null) return null;
  return {
    ...asked,
    feed: feed.state,
    looked: localStorage.getItem(LOOKED_AT) !== null,
    bots: bots.length,
    botsOn: bots.filter(({ enabled }) => enabled).length,
    dealsStarted: bots.reduce((sum, { started }) => sum + started, 0),
  };
}

/** Whether an order of a person has been filled. */
async function hasTraded(accounts: readonly number[], signal: AbortSignal): Promise<boolean> {
  const filled = accounts.map((id) =>
    call<Page<Order>>('GET', `/accounts/${id}/fills?limit=1`, undefined, signal).then(
      ({ items }) => items.length > 0,
      () => false,
    ),
  );
  return (await Promise.all(filled)).includes(true);
}

type Used = Pick<ApiKey | BrokerToken | SigningKey, 'lastUsedAt'>;

async function hasConnected(signal: AbortSignal): Promise<boolean> {
  if (!rights.value.has('keys:write')) return false;
  const lists = ['/keys', '/broker-tokens', '/signing-keys'].map((path) =>
    call<{ items: readonly Used[] }>('GET', path, undefined, signal).then(
      ({ items }) => items.some(({ lastUsedAt }) => lastUsedAt !== null),
      () => false,
    ),
  );
  return (await Promise.all(lists)).includes(true);
}
