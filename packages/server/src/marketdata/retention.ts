import { DAY_SECONDS } from '../feeds/feed.ts';

/** 5-second bars answer for this long (ms of market time); 1-minute bars for ever. */
export const KEEP_FIVES_MS = 30 * DAY_SECONDS * 1000;

/** They leave the file an hour later: the longest candle built from them is shorter, so none is answered in part. */
export const FORGET_FIVES_MS = KEEP_FIVES_MS + 3_600_000;
