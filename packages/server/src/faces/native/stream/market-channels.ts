import type { Instrument } from '@outcry/core';
import type { Encoding, MarketStreams, MarketUpdate, StreamReader, Subject } from '../../../marketdata/index.ts';
import {
  bookAnswer,
  candleAnswer,
  INTERVAL_NAMES,
  INTERVALS,
  type IntervalName,
  lastAnswer,
  marketAnswer,
  type Stamp,
  statusAnswer,
  tradeAnswer,
} from '../wire/market.ts';
import type { Connection } from './connection.ts';
import type { ClientMessage, MarketChannel, ServerMessage } from './messages.ts';

const DEFAULT_DEPTH = 20;

/** Market data as messages of this face; one writer for each way to stamp candles. */
const WRITERS: Readonly<Record<Stamp, Encoding<Buffer>>> = { start: writer('start'), end: writer('end') };

/** Market data for readers of the stream, conflated to `paceMs`. */
export class MarketChannels {
  readonly #streams: MarketStreams;
  readonly #paceMs: number;

  constructor(streams: MarketStreams, paceMs: number) {
    this.#streams = streams;
    this.#paceMs = paceMs;
  }

  /** Sends the snapshot and begins; resolves with how to end it. */
  async subscribe(
    connection: Connection,
    channel: MarketChannel,
    instrument: Instrument,
    message: ClientMessage,
  ): Promise<() => void> {
    const writer = WRITERS[message.stamp ?? 'start'];
    const subject = subjectOf(channel, instrument, message);
    const { begun, end } = this.#streams.subscribe(subject, writer, this.#paceMs, readerOf(connection));
    await begun;
    return end;
  }
}

function subjectOf(channel: MarketChannel, { id: instrument }: Instrument, message: ClientMessage): Subject {
  if (channel === 'book') return { kind: 'depth', instrument, levels: message.depth ?? DEFAULT_DEPTH };
  if (channel !== 'candles') return { kind: channel, instrument };
  const { interval, zone, complete = false } = message;
  return {
    kind: channel,
    instrument,
    interval: INTERVALS[interval as IntervalName],
    completeOnly: complete,
    ...(zone === undefined ? {} : { zone }),
  };
}

function readerOf(connection: Connection): StreamReader<Buffer> {
  return {
    get slow() {
      if (connection.slow) connection.passOver();
      return connection.slow;
    },
    send: (message) => connection.sendBytes(message),
  };
}

function writer(stamp: Stamp): Encoding<Buffer> {
  return { encode: (update) => Buffer.from(JSON.stringify(messageOf(update, stamp))) };
}

function messageOf(update: MarketUpdate, stamp: Stamp): ServerMessage {
  const { first, instrument } = update;
  const about = { type: first ? ('snapshot' as const) : ('update' as const), instrument: instrument.symbol };
  if ('trades' in update) {
    return { ...about, channel: 'trades', data: update.trades.map((trade) => tradeAnswer(instrument, trade)) };
  }
  if ('candles' in update) {
    const { zone } = update.subject;
    const interval = INTERVAL_NAMES.find((name) => INTERVALS[name] === update.subject.interval) as IntervalName;
    const form = { interval, zone, stamp };
    const data = update.candles.map((candle) => candleAnswer(instrument, candle, form));
    return { ...about, channel: 'candles', interval, data } as ServerMessage;
  }
  const { subject, market } = update;
  switch (subject.kind) {
    case 'quotes':
      return { ...about, channel: 'quotes', data: marketAnswer(instrument, market) };
    case 'depth':
      return { ...about, channel: 'book', data: bookAnswer(instrument, market, subject.levels) };
    case 'last':
      return { ...about, channel: 'last', data: lastAnswer(instrument, market) };
    case 'status':
      return { ...about, channel: 'status', data: statusAnswer(instrument, market) };
  }
}
