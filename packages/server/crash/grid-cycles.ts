import { decimals } from '@outcry/core';
import type { GridBotEvent } from '../src/faces/native/api.ts';
import { numberOf } from './leg-audit.ts';

const { add, compare, ZERO } = decimals;

/** The coins of one line in a run: bought whole, then sold at most once. */
interface Level {
  bought: decimals.Decimal;
  /** What is to be sold; null while it is not bought. */
  sell: decimals.Decimal | null;
  sold: decimals.Decimal;
  /** It has coins that no purchase on its line has brought: of the begin, or of a line that left. */
  hasCoins: boolean;
}

/** The cycles of a grid bot, from its timeline alone. */
export class GridCycles {
  readonly wrong: string[] = [];
  /** Of each cycle, as `line: profit`, the oldest first. */
  readonly profits: string[] = [];
  /** Everything that was a profit. */
  sum = ZERO;
  /** Coins that the account had already, and what they were worth when the bot took them. */
  readonly taken = { units: ZERO, money: ZERO };
  readonly #name: string;
  #levels = new Map<number, Level>();
  /** The first line whose coins the run began with. */
  #waiting = 0;

  constructor(name: string) {
    this.#name = name;
  }

  take(event: GridBotEvent): void {
    switch (event.kind) {
      case 'begun':
        this.#levels = new Map();
        this.#waiting = event.waiting;
        return;
      case 'coinsTaken':
        this.taken.units = add(this.taken.units, numberOf(event.quantity));
        this.taken.money = add(this.taken.money, numberOf(event.money));
        return;
      case 'lineAdded':
        // below the lowest line it takes over the coins of the line that left
        this.#levels.set(event.line, emptyLevel(event.moved !== null && event.line < event.moved));
        return;
      case 'filled':
        if (event.role === 'buy') this.#bought(event.step, event.quantity);
        else if (event.role === 'sell') this.#sold(event.step, event.quantity);
        return;
      case 'lineBought':
        return this.#boughtWhole(event.line, event.sell);
      case 'lineSold':
        this.profits.push(`${event.line}: ${event.profit}`);
        this.sum = add(this.sum, numberOf(event.profit));
        return this.#soldWhole(event.line);
      case 'started':
      case 'stopped':
        this.sum = add(this.sum, numberOf(event.profit));
        return;
      default:
    }
  }

  #level(line: number): Level {
    const known = this.#levels.get(line) ?? emptyLevel(line >= this.#waiting);
    this.#levels.set(line, known);
    return known;
  }

  #bought(line: number, quantity: string): void {
    const level = this.#level(line);
    if (level.sell !== null || level.hasCoins) this.#tell(line, 'is bought while it has coins');
    level.bought = add(level.bought, numberOf(quantity));
  }

  #boughtWhole(line: number, sell: string): void {
    const level = this.#level(line);
    if (level.sell !== null) this.#tell(line, 'is bought whole twice');
    if (compare(level.bought, numberOf(sell)) < 0) this.#tell(line, 'sells more than it has bought');
    level.sell = numberOf(sell);
  }

  #sold(line: number, quantity: string): void {
    const level = this.#level(line);
    level.sold = add(level.sold, numberOf(quantity));
    if (level.sell === null && !level.hasCoins) this.#tell(line, 'is sold without coins');
    if (level.sell !== null && compare(level.sold, level.sell) > 0) this.#tell(line, 'sells more than it is to');
  }

  #soldWhole(line: number): void {
    const { sell, sold } = this.#level(line);
    if (compare(sold, sell ?? ZERO) !== 0 && sell !== null) this.#tell(line, 'is not sold whole');
    if (compare(sold, ZERO) === 0) this.#tell(line, 'ends a cycle without a sale');
    // whatever it sells next it has to buy first
    this.#levels.set(line, emptyLevel(false));
  }

  #tell(line: number, what: string): void {
    this.wrong.push(`${this.#name}: line ${line} ${what}`);
  }
}

function emptyLevel(hasCoins: boolean): Level {
  return { bought: ZERO, sell: null, sold: ZERO, hasCoins };
}
