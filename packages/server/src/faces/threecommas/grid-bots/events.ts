import { type Instrument, type InstrumentsState, moneyToText, priceToText, quantityToText } from '@outcry/core';
import { type GridEventRow, gridEventPage } from '../../../readmodel/index.ts';
import { timeText } from '../bots/times.ts';
import { troubleText } from '../trouble-text.ts';
import type { JsonValue } from '../wire/json.ts';
import { withPoint } from '../wire/numbers.ts';
import { type Acting, gridSeen } from './seen.ts';

/** What has happened to a bot in sentences, oldest first. Rejects with Fault. */
export async function eventsPage(
  call: Acting,
  id: number,
  { page, perPage }: { readonly page: number; readonly perPage: number },
): Promise<JsonValue> {
  const { engine, readModel } = call.desk.parts;
  const { record } = await gridSeen(call, id);
  const rows = await gridEventPage(readModel, id, { limit: perPage, offset: (page - 1) * perPage });
  const instruments = engine.market((state) => state.instruments);
  const pair = instruments.instruments[record.settings.instrument] as Instrument;
  return rows.map((row) => ({ message: new Teller(instruments, pair).tell(row), created_at: timeText(row.at) }));
}

const ENDS = {
  keep: 'coins stay in the account',
  buy: 'coins are bought for the money of the buy lines',
  sell: 'its coins are sold',
  begin: 'it begins anew',
} as const;

const REASONS = {
  owner: 'Stop command received',
  upperStop: 'Upper stop loss reached',
  lowerStop: 'Lower stop loss reached',
  edited: 'Settings changed',
} as const;

/** Tells entries of the timeline of a bot on a pair. */
class Teller {
  readonly #instruments: InstrumentsState;
  readonly #pair: Instrument;

  constructor(instruments: InstrumentsState, pair: Instrument) {
    this.#instruments = instruments;
    this.#pair = pair;
  }

  tell(row: GridEventRow): string {
    switch (row.kind) {
      case 'created':
        return 'Bot is created';
      case 'edited':
        return 'Bot is edited';
      case 'noted':
        return 'Note is changed';
      case 'begun':
        return `Start command received, Price: ${this.#price(row.data.price)}`;
      case 'coinsTaken':
        return `${this.#size(row.data.quantity)} of the account are used, worth ${this.#money(row.data.money)}`;
      case 'started':
        return 'Bot is turned on';
      case 'lineBought':
        return `Line ${row.data.line} is bought, ${this.#size(row.data.sell)} to be sold on the next one`;
      case 'lineSold':
        return `Profit: ${this.#money(row.data.profit)}, ${this.#units(row.data.profitUnits)}`;
      case 'lineAdded':
        return `Line ${row.data.line} is added${row.data.moved === row.data.line ? '' : `, line ${row.data.moved} leaves`}`;
      case 'stopping':
        return `${REASONS[row.data.reason]}: ${ENDS[row.data.end]}`;
      case 'collected':
        return 'All orders are taken back';
      case 'stopped':
        return 'Bot is turned off';
      case 'failing':
        return `Error: ${troubleText(row.data.error)}`;
      case 'recovered':
        return 'The error is over';
      case 'deleted':
        return 'Bot is deleted';
      case 'placed': {
        const { side, price, quantity } = row.data;
        const way = side === 0 ? 'BUY' : 'SELL';
        return price === 0
          ? `Creating balancing order, MARKET ${way}, Size: ${this.#size(quantity)}`
          : `Creating LIMIT ${way} order, Price: ${this.#price(price)}, Size: ${this.#size(quantity)}, Success.`;
      }
      case 'filled': {
        const { price, quantity } = row.data;
        const resting = row.order?.role === 'buy' || row.order?.role === 'sell';
        const what = resting ? `LIMIT ${row.order?.role.toUpperCase()} order` : 'Balancing order';
        return `${what} filled, Price: ${this.#price(price)}, Size: ${this.#size(quantity)}`;
      }
      case 'ended':
        return `Order cancelled: ${row.data.detail ?? row.data.reason}`;
    }
  }

  #price(steps: number): string {
    return `${withPoint(priceToText(this.#pair, steps as never))} ${this.#code(this.#pair.quote)}`;
  }

  #size(steps: number): string {
    return `${withPoint(quantityToText(this.#pair, steps as never))} ${this.#code(this.#pair.base)}`;
  }

  #money(minor: string): string {
    return this.#amount(this.#pair.quote, minor);
  }

  #units(minor: string): string {
    return this.#amount(this.#pair.base, minor);
  }

  #amount(id: number, minor: string): string {
    const asset = this.#instruments.assets[id];
    return asset === undefined ? minor : `${withPoint(moneyToText(asset, BigInt(minor) as never))} ${asset.code}`;
  }

  #code(id: number): string {
    return this.#instruments.assets[id]?.code ?? '';
  }
}
