import type { GridBotOrder, GridBotWithLines } from 'outcry/native-api';
import type { Handle } from '../chart/handles.ts';
import type { PriceLine, PriceMark } from '../chart/price-chart.ts';
import { decimal, decimalText } from '../decimal.ts';
import { distanceText } from '../trades/draft-lines.ts';
import { distance, read } from '../trades/targets.ts';
import { type GridWord, tell } from '../words/grids/grid-words.ts';
import { typedText } from '../words/numbers.ts';
import { type GridDraft, STOPS, trails } from './draft.ts';
import type { DrawnLine } from './sketch.ts';

/** So many lines have their prices at the axis; of more only the ends do. */
const NAMED = 14;

const COLOURS = { buy: 'up', sell: 'down' } as const;

/** Lines that can be moved: the ends of the range, the stops, and how far it may grow. */
export function handlesOf(draft: GridDraft, last: string | null): readonly Handle[] {
  const now = last === null ? null : decimal(last);
  const handle = (id: string, typed: string, colour: Handle['colour'], word: GridWord): Handle[] => {
    const price = read(typed);
    if (price === null || price.coefficient <= 0n) return [];
    const label = `${tell(word)}${distanceText(distance(price, 1, now), 1)}`;
    return [{ id, price: decimalText(price), colour, name: tell(word), label }];
  };
  return [
    ...handle('upper', draft.upper, 'down', 'lineUpper'),
    ...handle('lower', draft.lower, 'up', 'lineLower'),
    ...STOPS.flatMap((id) => (draft[id].on ? handle(id, draft[id].price, 'stop', `line.${id}`) : [])),
    ...(trails(draft, 'up') ? [] : handle('expandUp', draft.expandUp, 'quiet', 'line.expandUp')),
    ...(trails(draft, 'down') ? [] : handle('expandDown', draft.expandDown, 'quiet', 'line.expandDown')),
  ];
}

/** The draft after a line was moved to a price. */
export function moved(draft: GridDraft, id: string, price: string): GridDraft {
  const text = typedText(price);
  if (id === 'upperStop' || id === 'lowerStop') return { ...draft, [id]: { ...draft[id], price: text } };
  return { ...draft, [id]: text };
}

/** Lines of a grid that does not run, with those that can be moved. Each price is drawn once. */
export function draftLines(lines: readonly DrawnLine[], handles: readonly Handle[]): readonly PriceLine[] {
  const held = new Set(handles.map(({ price }) => priceKey(price)));
  return [
    ...lines
      .filter(({ price }) => !held.has(priceKey(price)))
      .map(({ price, side }): PriceLine => ({ price, colour: colourOf(side), title: '', bare: true })),
    ...handles.map(({ price, colour }): PriceLine => ({ price, colour, title: '', solid: true })),
  ];
}

/** The lines of a bot as they stand: drawn through where an order rests; and its stops. */
export function botLines({ lines, upperStop, lowerStop }: GridBotWithLines): readonly PriceLine[] {
  const stops = [upperStop, lowerStop].flatMap((price, i): PriceLine[] =>
    price === null ? [] : [{ price, colour: 'stop', title: tell(`line.${STOPS[i] ?? 'upperStop'}`), solid: true }],
  );
  const drawn = lines.map(
    ({ price, side, order }, i): PriceLine => ({
      price,
      colour: colourOf(side),
      title: '',
      solid: order !== null,
      bare: lines.length > NAMED && i !== 0 && i !== lines.length - 1,
    }),
  );
  return [...drawn, ...stops];
}

/** What a bot's orders have filled, newest orders first, as marks on its chart. */
export function botMarks(orders: readonly GridBotOrder[]): readonly PriceMark[] {
  return orders.flatMap(({ order }): PriceMark[] =>
    order.status === 'filled' && order.endedAt !== null ? [{ at: order.endedAt, side: order.side, text: '' }] : [],
  );
}

function colourOf(side: DrawnLine['side']): PriceLine['colour'] {
  return side === null ? 'accent' : COLOURS[side];
}

function priceKey(price: string): string {
  const value = decimal(price);
  return value === null ? price : decimalText(value);
}
