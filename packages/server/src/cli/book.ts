import { type Command, InvalidArgumentError } from 'commander';
import type { Book, Market } from '../faces/native/api.ts';
import { bookLines, HIDE_CURSOR, redrawn, SHOW_CURSOR } from './book-view.ts';
import { watchMarket } from './market-stream.ts';
import { answer, say } from './output.ts';
import { type PlatformClient, type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { untilSignal } from './until-signal.ts';
import { wholeNumber } from './whole-number.ts';

const EXAMPLES = `  outcry book SBER                 live in the terminal; Ctrl-C ends it
  outcry book BTCUSDT --depth 20   more levels
  outcry book SBER --once          one picture
  outcry book SBER --json          a line of JSON for every change, for programs

Without a terminal every change is printed below the one before.`;

const DEFAULT_DEPTH = 10;
const MAX_DEPTH = 50;
/** Lines of the picture beside its levels, and the one where the cursor stands. */
const OTHER_LINES = 4;

interface BookOptions extends PlatformOptions {
  readonly depth: number;
  readonly once?: boolean;
}

export function bookCommand(outcry: Command): void {
  platformCommand(
    outcry
      .command('book')
      .argument('<instrument>', 'any name: symbol, ticker, FIGI')
      .option('--depth <levels>', 'levels a side, up to 50', depthOf, DEFAULT_DEPTH)
      .option('--once', 'print one picture and end')
      .description('a live view of quote and book in the terminal'),
    EXAMPLES,
  ).action((instrument: string, options: BookOptions) =>
    withPlatform(options, (platform) =>
      options.once === true ? once(platform, instrument, options) : live(platform, instrument, options),
    ),
  );
}

async function once(platform: PlatformClient, instrument: string, { depth, json }: BookOptions): Promise<void> {
  const path = `/market/${encodeURIComponent(instrument)}`;
  const [market, book] = await Promise.all([
    platform.get<Market>(path),
    platform.get<Book>(`${path}/book?depth=${depth}`),
  ]);
  answer(json, { market, book }, () => bookLines(market, book, Math.max(1, book.bids.length, book.asks.length)));
}

function live(platform: PlatformClient, instrument: string, { depth, json }: BookOptions): Promise<void> {
  return untilSignal(async (ended) => {
    if (json) return watchMarket(platform, instrument, depth, printJson, ended);
    if (!process.stdout.isTTY)
      return watchMarket(
        platform,
        instrument,
        depth,
        (market, book) => say([...bookLines(market, book, depth), '']),
        ended,
      );
    process.stdout.write(HIDE_CURSOR);
    try {
      await watchMarket(platform, instrument, depth, terminalView(depth), ended);
    } finally {
      process.stdout.write(SHOW_CURSOR);
    }
  });
}

function printJson(market: Market | null, book: Book): void {
  say([JSON.stringify({ market, book })]);
}

/** Draws each picture over the one before; a book that is deeper than the terminal is high is cut. */
function terminalView(depth: number): (market: Market | null, book: Book) => void {
  let drawn = 0;
  return (market, book) => {
    // a terminal that does not know its size says 0
    const rows = process.stdout.rows || 24;
    const columns = process.stdout.columns || 80;
    const lines = bookLines(market, book, Math.max(1, Math.min(depth, rows - OTHER_LINES)));
    process.stdout.write(redrawn(lines, Math.min(drawn, rows - 1), columns));
    drawn = lines.length;
  };
}

function depthOf(text: string): number {
  const depth = wholeNumber(text);
  if (depth > MAX_DEPTH) throw new InvalidArgumentError(`Expected 1 to ${MAX_DEPTH} levels.`);
  return depth;
}
