import { named, picked } from '../search/columns.ts';
import type { Columns } from '../search/live.ts';
import { POSITION_COLUMNS, type PositionView } from '../views/position.ts';

/** What positions are called here, by what managers call it. */
const RENAMED: Readonly<Record<string, string>> = { Volume: 'VolumeOpen', Price: 'PriceOpen', Margin: 'MarginOpen' };

const POSITION: Columns<PositionView> = {
  ...POSITION_COLUMNS,
  ...Object.fromEntries(
    Object.entries(RENAMED).map(([name, column]) => [name, picked(POSITION_COLUMNS, [column])[column]]),
  ),
} as Columns<PositionView>;

/** Positions of `positions.search` (`ramm.md` 6); beside a strategy of the third version they stand alike. */
export const POSITIONS = picked(
  POSITION,
  named('ID Symbol Volume Price Margin Swap Profit TotalProfit ProfitCalcQuote PrecisionPrice PrecisionVolume'),
);
export const POSITIONS_WITHIN = POSITIONS;

/** Names that positions may be sorted by. */
export const POSITIONS_SORT = Object.keys(POSITIONS).filter((name) => !name.startsWith('Precision'));
