import type { FieldKind } from '../events/index.ts';

/** Fields of an event that are integers. */
export function integers<N extends string>(...names: N[]): readonly (readonly [N, FieldKind])[] {
  return names.map((name) => [name, 'integer'] as const);
}
