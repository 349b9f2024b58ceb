import type { TimedTick } from '../feed.ts';
import { barTicks } from '../path/bar-ticks.ts';
import { barTrades, type PathTrade } from '../path/bar-trades.ts';
import { hashText, Random } from '../path/random.ts';
import { splitBar } from '../path/split-bar.ts';
import type { Tape } from './tape.ts';

const MINUTE_MS = 60_000;

/** Trades wished in a bar that is played whole, and in each piece of a longer one. */
const TRADES = { whole: 16, piece: 8 };

/** The trades of a stretch of time inside a recorded bar. */
export interface BarPiece {
  readonly from: number;
  readonly length: number;
  readonly open: number;
  readonly trades: readonly PathTrade[];
}

/**
 * The path through recorded bar `index`: a pure function of symbol, time and bar, so that history in finer intervals is
 * what was or will be played. Bars up to 10 minutes are split into minutes, longer ones into stretches of about ten
 * minutes, unless their volume is too small for that.
 */
export function barPieces(tape: Tape, index: number): BarPiece[] {
  const bar = tape.bar(index);
  const from = tape.tradingFrom(index);
  const random = randomFor(tape, index, 1);
  const pieceLength = tape.interval <= 10 * MINUTE_MS ? MINUTE_MS : 10 * MINUTE_MS;
  const count = Math.max(1, Math.round(tape.tradingLength / pieceLength));
  const whole = count === 1 || bar.volume < 4 * count;
  const pieces = whole ? [bar] : splitBar(bar, count, random);
  const wished = whole ? TRADES.whole : TRADES.piece;
  const borders = pieces.map((_, piece) => Math.floor((tape.tradingLength * piece) / pieces.length));
  return pieces.map((piece, place) => {
    const begin = borders[place] as number;
    const length = (borders[place + 1] ?? tape.tradingLength) - begin;
    const trades = barTrades(piece, length, wished * (0.5 + random.next()), random);
    return { from: from + begin, length, open: piece.open, trades };
  });
}

/** All ticks of recorded bar `index`: its trades with quotes and book around them. */
export function recordedTicks(tape: Tape, index: number, typicalVolume: number): TimedTick[] {
  const random = randomFor(tape, index, 2);
  const { high, low } = tape.bar(index);
  const pieces = barPieces(tape, index);
  const minutes = tape.tradingLength / MINUTE_MS;
  const spread = Math.max(1, ((high - low) / Math.sqrt(pieces.length)) * 0.04);
  const display = {
    instrument: tape.instrument.id,
    key: hashText(tape.instrument.symbol),
    spread,
    levelGap: Math.max(1, spread * 0.7),
    topSize: Math.max(1, (typicalVolume / minutes) * 0.15),
    extraQuotes: 4,
    depths: 2,
  };
  const ticks = pieces.map((piece) => barTicks(piece.from, piece.length, piece.open, piece.trades, display, random));
  return ticks.length === 1 ? (ticks[0] as TimedTick[]) : ticks.flat();
}

function randomFor(tape: Tape, index: number, purpose: number): Random {
  return new Random(hashText(tape.instrument.symbol), purpose, tape.time(index) / MINUTE_MS);
}
