import { lastTrades } from '../../../readmodel/index.ts';
import type { RammParts } from '../parts.ts';
import { StrategyView } from '../views/strategy.ts';
import { look, type SeenWorld } from '../views/world.ts';
import { isInvolved, SeenStrategy } from './seen-strategy.ts';
import { walletOf } from './wallet.ts';

/** Days without a trade after which a strategy leaves the ratings (`ramm-rules.md` 4.4). */
const IDLE_DAYS = 365;
const DAY_MS = 86_400_000;

/** Which strategies a search is about. */
export const MODES = ['Rating', 'MyActiveStrategies', 'MyClosedStrategies', 'MyActiveAccounts'] as const;
export type Mode = (typeof MODES)[number];

/** Strategies of the client's company as he sees them, closed ones among them. */
export function strategiesFor(world: SeenWorld, client: number): SeenStrategy[] {
  const { company } = walletOf(world, client).wallet;
  return [...world.copy.strategies.values()]
    .filter((strategy) => strategy.company === company)
    .map((strategy) => new SeenStrategy(new StrategyView(world, strategy), client));
}

/** Those that anybody in the company may see: with a public offer, not closed, from the first position in the market on. */
function isListed({ view: { strategy } }: SeenStrategy): boolean {
  return strategy.publicOffer !== 0 && strategy.status !== 4 && strategy.turnover.size > 0;
}

/** Strategies of a mode; `idle`: those that have left the ratings. */
export function strategiesIn(world: SeenWorld, client: number, mode: Mode, idle: ReadonlySet<number>): SeenStrategy[] {
  const own = walletOf(world, client).wallet;
  const all = strategiesFor(world, client);
  switch (mode) {
    case 'MyActiveStrategies':
      return all.filter(({ view: { strategy } }) => strategy.wallet === own.id && strategy.closedAt === 0);
    case 'MyClosedStrategies':
      return all.filter(({ view: { strategy } }) => strategy.wallet === own.id && strategy.closedAt > 0);
    case 'MyActiveAccounts': {
      const invested = new Set(own.accounts.map((account) => world.copy.accounts.get(account)?.strategy));
      return all.filter(({ view: { strategy } }) => invested.has(strategy.id));
    }
    case 'Rating':
      return all.filter((seen) => isListed(seen) && !idle.has(seen.view.strategy.id));
  }
}

/** Everything that the client may find: what is listed, and what he has to do with. */
export function visibleStrategies(world: SeenWorld, client: number): SeenStrategy[] {
  return strategiesFor(world, client).filter((seen) => isListed(seen) || isInvolved(seen));
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
