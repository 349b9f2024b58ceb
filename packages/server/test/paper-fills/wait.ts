import type { Placed } from './history.ts';
import type { Wait } from './paper-order.ts';

/** What a new order waits for, and whether it has a limit at the venue, by the name of its type. */
export function waitOf({ orderType, trigger }: Placed): { wait: Wait | null; limited: boolean } {
  const limited = /limit$/i.test(orderType);
  const kind = (['stop', 'takeProfit', 'trailing'] as const).find((name) => orderType.startsWith(name));
  if (kind === undefined) return { wait: null, limited };
  if (trigger?.by !== 'last' || (trigger.trail !== null && trigger.trail.unit !== 'steps'))
    throw new Error('the checker judges triggers by the last price, trailing ones in steps');
  return { wait: { kind, distance: trigger.trail?.distance ?? 0 }, limited };
}
