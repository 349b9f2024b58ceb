import { useEffect, useState } from 'preact/hooks';
import type { LiveContent } from '../api/live.ts';
import type { Asked } from '../api/use-answer.ts';
import { useLive } from '../api/use-live.ts';
import { usePoll } from '../api/use-poll.ts';

type Channel = 'deals' | 'smartTrades' | 'grids';
type Streamed = LiveContent[Channel][number];

/** What has ended changes no more (ms). */
const SELDOM_MS = 60_000;

/** One deal, smart trade or grid: its figures of every two seconds, and every change of it that the stream tells. */
export function useOne<One extends { readonly account: number; readonly active?: boolean }>(
  path: string,
  channel: Channel,
  id: number,
): Asked<One> {
  const [isOver, setOver] = useState(false);
  const asked = usePoll<One>(`${path}/${id}`, isOver ? SELDOM_MS : undefined);
  const { answer, again } = asked;
  useEffect(() => setOver(answer?.active === false), [answer?.active]);
  const live: readonly Streamed[] | null = useLive(channel, answer?.account ?? null);
  const changed = live?.find((each) => each.id === id)?.updatedAt;
  useEffect(() => again(), [changed]);
  return asked;
}
