export type { CandleInterval } from './bins.ts';
export { CALENDAR_INTERVALS, type CalendarInterval } from './calendar.ts';
export { type Candle, type CandleRequest, MAX_CANDLES } from './candle.ts';
export type { CandleStore, CandleStoreParts } from './candle-store.ts';
export type { Coverage } from './coverage.ts';
export { endStamp } from './stamp.ts';
export { type CandleStoreOptions, openCandleStore } from './stored-candles.ts';
export {
  type CandleBeginnings,
  MarketStreams,
  type StreamSource,
  type Subscription,
} from './streams/market-streams.ts';
export type {
  CandlesSubject,
  Encoding,
  MarketUpdate,
  PictureSubject,
  StreamReader,
  Subject,
  TradesSubject,
} from './streams/subject.ts';
export { createTapeCandles } from './tape-candles.ts';
export { ZONE_OFFSETS, ZONES, type Zone } from './zone.ts';
