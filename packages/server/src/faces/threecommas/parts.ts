import type { FaceParts } from '../face.ts';

/** What the 3Commas face stands on. */
export type ThreeCommasParts = Pick<
  FaceParts,
  'engine' | 'readModel' | 'identity' | 'candles' | 'wallNow' | 'log' | 'streamMetrics'
> & {
  readonly settings: Pick<FaceParts['settings'], 'limits'>;
};
