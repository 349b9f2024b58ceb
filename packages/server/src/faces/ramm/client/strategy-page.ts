import type { ClientCall, Searching } from '../method.ts';
import type { Columns } from '../search/live.ts';
import { pageOfMany } from '../search/many.ts';
import { StrategyView } from '../views/strategy.ts';
import { look, type SeenWorld } from '../views/world.ts';
import { SeenStrategy } from './seen-strategy.ts';

type Call = Pick<ClientCall, 'parts' | 'client'> & Searching<Record<never, never>>;

/** Which strategies a search finds, and how they are ordered. */
export interface Wanted {
  readonly items: readonly number[];
  readonly fits: (seen: SeenStrategy) => boolean;
  readonly order: Columns<SeenStrategy>;
}

/** One page of strategies, by their ids: their charts and deals are read before they are shown. */
export async function strategyPage({ parts, client, search }: Call, { items, fits, order }: Wanted) {
  const find = (world: SeenWorld, id: number): readonly SeenStrategy[] => {
    const seen = seenBy(world, client.id, id);
    return seen !== undefined && fits(seen) ? [seen] : [];
  };
  const idOf = ({ view }: SeenStrategy): number => view.strategy.id;
  const { rows, total } = await pageOfMany(parts, { items, find, columns: order, idOf }, search);
  return { ids: rows.map(({ item }) => item), total };
}

/** Shows the strategies of a page. */
export function shownPage<T>(
  { parts, client }: Pick<ClientCall, 'parts' | 'client'>,
  ids: readonly number[],
  show: (seen: SeenStrategy) => T,
): Promise<T[]> {
  return look(parts, (world) => ids.flatMap((id) => seenBy(world, client.id, id) ?? []).map(show));
}

function seenBy(world: SeenWorld, client: number, id: number): SeenStrategy | undefined {
  const strategy = world.copy.strategies.get(id);
  return strategy === undefined ? undefined : new SeenStrategy(new StrategyView(world, strategy), client);
}
