import type { FaceParts } from '../face.ts';

/** What the T-Invest face stands on. */
export type TInvestParts = Pick<
  FaceParts,
  | 'engine'
  | 'readModel'
  | 'identity'
  | 'candles'
  | 'streams'
  | 'wallNow'
  | 'log'
  | 'calls'
  | 'streamMetrics'
  | 'settings'
>;
