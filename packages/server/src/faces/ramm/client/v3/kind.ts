import type { SeenStrategy } from '../seen-strategy.ts';

/** Kinds of strategies: simple ones were made of a command, all others are advanced. */
export const KINDS = ['Simple', 'Advanced'] as const;
export type Kind = (typeof KINDS)[number];

/** Execution tags of simple strategies, JSON text. */
export const SIMPLE_TAGS = JSON.stringify({ Type: 'Simple' });

export function kindOf({ view }: SeenStrategy): Kind {
  const { external } = view.strategy;
  if (external === null || external.tags === null) return 'Advanced';
  try {
    const tags: unknown = JSON.parse(external.tags);
    return (tags as { readonly Type?: unknown } | null)?.Type === 'Simple' ? 'Simple' : 'Advanced';
  } catch {
    return 'Advanced';
  }
}
