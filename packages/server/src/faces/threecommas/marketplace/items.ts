import { type CoreState, conditionKey, QFL_TYPES, type SignalCondition } from '@outcry/core';
import { PRESET_NAMES, presetNamed } from '../bots/presets.ts';
import { conditionsOf, type Strategy } from '../bots/strategies.ts';
import { STRATEGY_FORMS } from '../bots/strategy-table.ts';
import { Problem } from '../parameters.ts';
import type { JsonValue } from '../wire/json.ts';

/** A side a signal speaks for. */
export type SignalSide = 'long' | 'short';

/** A source of signals: a strategy of `strategy_list` with options that make it the same for everybody. */
export interface MarketplaceItem {
  /** Stays for ever. */
  readonly id: number;
  readonly name: string;
  /** What a bot is given to act on it. */
  readonly strategy: Strategy;
  readonly sides: readonly { readonly side: SignalSide; readonly condition: SignalCondition }[];
}

/** Candles of ratings, and of presets (ours). */
const RATED = ['15m', '1h', '4h'] as const;
const PRESET_CANDLES = '1h';

/** Where the ids of each kind begin. */
const FIRST_ID = { qfl: 1, rating: 21, preset: 41 } as const;

/**
 * What bots of this platform can act on without a choice of their own: QFL by type, technical ratings, and presets that have
 * the direction of their bot. Strategies whose level somebody has to choose are no items, nor are messages of a bot's own
 * chart: they are nobody else's business.
 */
export const ITEMS: readonly MarketplaceItem[] = [
  ...QFL_TYPES.map((type, i) => item(FIRST_ID.qfl + i, `QFL ${type}`, { long: ['qfl', { type }] })),
  ...RATED.map((time, i) =>
    item(FIRST_ID.rating + i, `Trading View ${time}`, {
      long: ['trading_view', { time, type: 'strong_buy' }],
      short: ['trading_view', { time, type: 'strong_sell' }],
    }),
  ),
  ...PRESET_NAMES.flatMap((type, i) => {
    if (!hasSides(type)) return [];
    const preset = ['ta_preset', { time: PRESET_CANDLES, type }] as const;
    return [item(FIRST_ID.preset + i, `${type} ${PRESET_CANDLES}`, { long: preset, short: preset })];
  }),
];

type Named = readonly [strategy: string, options: Readonly<Record<string, string>>];

function item(id: number, name: string, named: { readonly long: Named; readonly short?: Named }): MarketplaceItem {
  const [strategy, options] = named.long;
  const sides = (['long', 'short'] as const).flatMap((side) => {
    const given = named[side];
    return given === undefined ? [] : [{ side, condition: conditionOf(given, side) }];
  });
  return { id, name, strategy: { strategy, options }, sides };
}

function conditionOf([strategy, options]: Named, side: SignalSide): SignalCondition {
  const conditions = conditionsOf([{ strategy, options }], side === 'long');
  if (conditions instanceof Problem || conditions.length !== 1) throw new Error(`no strategy ${strategy}`);
  return conditions[0] as SignalCondition;
}

/** Whether a preset says one thing to bots that buy and another to those that sell. */
function hasSides(type: string): boolean {
  const of = (long: boolean): string => JSON.stringify(presetNamed(type, PRESET_CANDLES, long));
  return of(true) !== of(false);
}

export const ITEM_ORDERS = ['subscribers', 'name', 'newest'] as const;
export type ItemOrder = (typeof ITEM_ORDERS)[number];

/** All items in an order. Subscribers are enabled bots, one for each of its pairs. */
export function itemsBy(order: ItemOrder, state: Pick<CoreState, 'signals'>): readonly MarketplaceItem[] {
  if (order === 'name') return ITEMS.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const newest = ITEMS.toReversed();
  if (order === 'newest') return newest;
  const counts = new Map(newest.map((each) => [each, subscribersOf(each, state)]));
  return newest.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

function subscribersOf({ sides }: MarketplaceItem, { signals }: Pick<CoreState, 'signals'>): number {
  let sum = 0;
  for (const { watches } of signals.instruments.values()) {
    for (const { condition } of sides) sum += watches.get(conditionKey(condition))?.count ?? 0;
  }
  return sum;
}

/** An item as clients read it. Pictures there are none. */
export function itemEntity({ id, name, strategy, sides }: MarketplaceItem): JsonValue {
  const { strategy: key, options } = strategy;
  return {
    id,
    name,
    preview_url: '',
    icon_url: '',
    strategy_type: STRATEGY_FORMS[key]?.type ?? 'signal',
    strategy_key: key,
    card_text_1: STRATEGY_FORMS[key]?.title ?? key,
    card_text_2: Object.entries(options)
      .map(([option, value]) => `${option}: ${String(value)}`)
      .join(', '),
    card_text_3: sides.map(({ side }) => side).join(', '),
    card_text_4: 'free',
  };
}
