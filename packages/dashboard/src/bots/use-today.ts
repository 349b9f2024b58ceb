import type { Bot, BotStats } from 'outcry/native-api';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/call.ts';

type Today = BotStats['today'];

/** Bots that are asked about at the same time. */
const AT_ONCE = 4;

/** A bot that has ended no deal has brought nothing, and nobody need be asked. */
const NOTHING = { profits: [], usd: '0' };

/**
 * What each bot has brought today, by id. Asked when the bot has ended another deal, and anew each day (`day`: in UTC,
 * `2026-11-20`); null until it is known.
 */
export function useToday(
  bots: readonly Bot[],
  day: string | null,
): (bot: Bot) => Pick<Today, 'profits' | 'usd'> | null {
  const [known, setKnown] = useState<ReadonlyMap<number, Today>>(new Map());
  const asked = useRef(new Map<number, string>());
  const wanted = bots.filter(({ finished }) => finished > 0).map(({ id, finished }) => `${id} ${finished} ${day}`);
  useEffect(() => {
    if (day === null) return;
    const queue = wanted.filter((each) => asked.current.get(Number(each.split(' ')[0])) !== each);
    for (const each of queue) asked.current.set(Number(each.split(' ')[0]), each);
    const work = async (): Promise<void> => {
      for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
        const id = Number(each.split(' ')[0]);
        // a bot that has gone meanwhile is not shown any more
        const stats = await call<BotStats>('GET', `/bots/stats?bot=${id}`).catch(() => null);
        if (stats === null) asked.current.delete(id);
        else setKnown((before) => new Map(before).set(id, stats.today));
      }
    };
    for (let i = 0; i < AT_ONCE; i++) void work();
  }, [wanted.join()]);
  return ({ id, finished }) => (finished === 0 ? NOTHING : (known.get(id) ?? null));
}
