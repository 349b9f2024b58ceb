import { lastTrades } from '../../../readmodel/index.ts';
import type { ClientCall } from '../method.ts';
import type { RammParts } from '../parts.ts';
import { look, type SeenWorld } from '../views/world.ts';
import { isInvolved, type SeenStrategy } from './seen-strategy.ts';
import { walletOf } from './wallet.ts';

/** Days without a trade after which a strategy leaves the ratings (`ramm-rules.md` 4.4). */
const IDLE_DAYS = 365;
const DAY_MS = 86_400_000;

/** Which strategies a search is about. */
export const MODES = ['Rating', 'MyActiveStrategies', 'MyClosedStrategies', 'MyActiveAccounts'] as const;
export type Mode = (typeof MODES)[number];

/** Strategies of the caller's company; for those with his accounts, these alone. */
export function strategiesToSearch({ parts, client }: Pick<ClientCall, 'parts' | 'client'>, mode?: Mode) {
  return look(parts, (world): readonly number[] => {
    const { wallet } = walletOf(world, client.id);
    const { accounts, strategies } = world.copy;
    if (mode === 'MyActiveAccounts')
      return [...new Set(wallet.accounts.flatMap((account) => accounts.get(account)?.strategy ?? []))];
    return [...strategies.values()].filter(({ company }) => company === wallet.company).map(({ id }) => id);
  });
}

/** Whether a strategy is one of a mode; `idle`: those that have left the ratings. */
export function isOf(mode: Mode, idle: ReadonlySet<number>): (seen: SeenStrategy) => boolean {
  switch (mode) {
    case 'MyActiveStrategies':
      return ({ isMine, view }) => isMine && view.strategy.closedAt === 0;
    case 'MyClosedStrategies':
      return ({ isMine, view }) => isMine && view.strategy.closedAt > 0;
    case 'MyActiveAccounts':
      return ({ account }) => account !== undefined;
    case 'Rating':
      return (seen) => isListed(seen) && !idle.has(seen.view.strategy.id);
  }
}

/** Whether the client may find it: what is listed, and what he has to do with. */
export function isVisible(seen: SeenStrategy): boolean {
  return isListed(seen) || isInvolved(seen);
}

/** Those that anybody in the company may see: with a public offer, not closed, from the first position in the market on. */
function isListed({ view: { strategy } }: SeenStrategy): boolean {
  return strategy.publicOffer !== 0 && strategy.status !== 4 && strategy.turnover.size > 0;
}

/** Strategies of the company that have not traded for a year. Only those that are old enough are looked up. */
export async function idleStrategies(parts: RammParts, company: number): Promise<ReadonlySet<number>> {
  const old = await look(parts, (world) =>
    [...world.copy.strategies.values()]
      .filter(({ statAt, ...strategy }) => strategy.company === company && statAt > 0 && isOld(world, statAt))
      .map(({ id, security }) => [security, id] as const),
  );
  if (old.length === 0) return NONE;
  const strategies = new Map(old);
  const since = parts.engine.now - IDLE_DAYS * DAY_MS;
  const trades = await lastTrades(parts.readModel, [...strategies.keys()]);
  const idle = trades.filter(({ at }) => at === null || at < since);
  return new Set(idle.flatMap(({ account }) => strategies.get(account) ?? []));
}

const NONE: ReadonlySet<number> = new Set();

function isOld({ now }: SeenWorld, statAt: number): boolean {
  return now - statAt >= IDLE_DAYS * DAY_MS;
}

/** Deals of the trader's own account. */
export function dealsOf({ view: { strategy, world } }: SeenStrategy): number {
  return world.copy.accounts.get(strategy.security)?.trades ?? 0;
}
