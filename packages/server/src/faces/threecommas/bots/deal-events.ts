import {
  type CoreState,
  type DealRecord,
  decimals,
  formatFixed,
  type Instrument,
  priceToDecimal,
  quantityToDecimal,
} from '@outcry/core';
import type { DealEventData, DealEventRow } from '../../../readmodel/index.ts';
import { pairName } from '../pairs.ts';
import { troubleText } from '../trouble-text.ts';
import { amountOf, decimalText } from '../wire/numbers.ts';
import { closingText } from './closing-texts.ts';
import type { Entity } from './deal-answers.ts';
import { timeText } from './times.ts';

/** An order of the deal: how it was placed, and what its fills came to in minor units of the quote asset. */
interface Placed extends Readonly<DealEventData['placed']> {
  /** What was filled in all, in quantity steps; and so far. */
  readonly whole: { quantity: number; value: bigint; fee: bigint };
  filled: number;
}

const ONE = { coefficient: 1n, scale: 0 };
const HUNDRED = { coefficient: 100n, scale: 0 };

/** A deal's timeline, oldest first, in the words that tools for the service read (`threecommas.md` 7.3). */
export function eventTexts(state: CoreState, record: DealRecord, rows: readonly DealEventRow[]): Entity[] {
  const instrument = state.instruments.instruments[record.instrument];
  if (instrument === undefined) return [];
  return new Timeline(state, record, instrument, rows).entries();
}

class Timeline {
  readonly #rows: readonly DealEventRow[];
  readonly #record: DealRecord;
  readonly #instrument: Instrument;
  readonly #pair: string;
  readonly #quote: { readonly id: number; readonly code: string; readonly scale: number };
  readonly #base: string;
  readonly #orders = new Map<number, Placed>();
  /** Of the newest fill, in steps: what is said of distances counts from here. */
  #last = 0;
  #status = '';

  constructor(state: CoreState, record: DealRecord, instrument: Instrument, rows: readonly DealEventRow[]) {
    this.#rows = rows;
    this.#record = record;
    this.#instrument = instrument;
    this.#pair = pairName(state.instruments, instrument) ?? instrument.symbol;
    const quote = state.instruments.assets[instrument.quote];
    this.#quote = { id: instrument.quote, code: (quote?.code ?? '').toUpperCase(), scale: quote?.scale ?? 0 };
    this.#base = state.instruments.assets[instrument.base]?.code.toUpperCase() ?? '';
    for (const row of rows) this.#noteOrder(row);
  }

  entries(): Entity[] {
    return this.#rows.flatMap((row) =>
      this.#textsOf(row).map((message) => ({ message, created_at: timeText(row.at) })),
    );
  }

  #noteOrder({ kind, order, data }: DealEventRow): void {
    if (order === null) return;
    if (kind === 'placed') {
      this.#orders.set(order.id, { ...data, whole: { quantity: 0, value: 0n, fee: 0n }, filled: 0 });
      return;
    }
    const placed = this.#orders.get(order.id);
    if (kind !== 'filled' || placed === undefined) return;
    placed.whole.quantity += data.quantity;
    placed.whole.value += BigInt(data.value);
    if (data.feeAsset === this.#quote.id) placed.whole.fee += BigInt(data.fee);
  }

  #textsOf(row: DealEventRow): string[] {
    const placed = row.order === null ? undefined : this.#orders.get(row.order.id);
    switch (row.kind) {
      case 'moved':
        this.#status = row.data.status;
        return this.#status === 'conditionPending' ? ['Close conditions are met'] : [];
      case 'failing':
        return [`Error. ${troubleText(row.data.error)}`];
      case 'closed':
        return [closingText(this.#record, row.data, { pair: this.#pair, quote: this.#quote, at: row.at })];
      case 'placed':
        return placed === undefined ? [] : [`Placing ${this.#placing(placed)}`];
      case 'filled':
        return placed === undefined ? [] : this.#filled(placed, row.data);
      case 'ended':
        return placed === undefined || row.data.status !== 'cancelled' ? [] : this.#cancelled(placed);
      default:
        return [];
    }
  }

  #placing(placed: Placed): string {
    const { role, step, price } = placed;
    const size = this.#sizeOf(placed);
    switch (role) {
      case 'base':
        return `base order. ${size}`;
      case 'safety':
        return `averaging order ${this.#count(step)}. ${size}`;
      case 'added':
        return `manual averaging order. ${size}`;
      case 'takeProfit':
        return price === 0
          ? `TakeProfit trade.  ${size}`
          : `TakeProfit trade.  ${size}, the price should ${this.#way(price)}% to close the trade`;
      case 'close':
        return `${this.#closing()} trade. ${size}`;
    }
  }

  #filled(placed: Placed, { price, quantity }: DealEventData['filled']): string[] {
    this.#last = price;
    placed.filled += quantity;
    if (placed.filled < placed.quantity) return [];
    const { role, step, price: wanted, side } = placed;
    const { value, fee } = placed.whole;
    const money = amountOf(this.#quote, (side === 0 ? value + fee : value - fee) as never);
    const units = quantityToDecimal(this.#instrument, placed.quantity as never);
    const { code } = this.#quote;
    const at = `${decimalText(decimals.divide(money, units))} ${code}`;
    const size = `Size: ${decimalText(money)} ${code} (${decimalText(units)} ${this.#base})`;
    switch (role) {
      case 'base':
        return [`Base order executed.  Price: ${at}.  ${size}`];
      case 'safety': {
        const last = step === this.#record.settings.maxSafetyOrders ? ' #lastAO 😬' : '';
        return [`Averaging order ${this.#count(step)} executed. Price: ${wanted === 0 ? 'market' : at} ${size}${last}`];
      }
      case 'added':
        return [`Manual averaging order executed. Price: ${at} ${size}`];
      case 'takeProfit':
        return [`TakeProfit trade finished. Price: ${at} ${size}`];
      case 'close':
        return [`${this.#closing()} trade finished. Price: ${at} ${size}`];
    }
  }

  #cancelled(placed: Placed): string[] {
    const { role, step, side } = placed;
    const size = this.#sizeOf(placed);
    switch (role) {
      case 'base':
        return [`Cancelling base order. ${size}`];
      case 'safety':
        return [`Cancelling ${side === 0 ? 'buy' : 'sell'} order ${this.#count(step)}. ${size}`];
      case 'added':
        return [`Cancelling manual averaging order. ${size}`];
      case 'takeProfit':
        return [`Cancelling TakeProfit trade. ${size}`, `TakeProfit trade cancelled. ${size}`];
      case 'close':
        return [`Cancelling ${this.#closing()} trade. ${size}`];
    }
  }

  /** What an order was placed for: its price × quantity; at the market what it was filled for. No fees. */
  #sizeOf({ price, quantity, whole }: Placed): string {
    const { code } = this.#quote;
    const units = quantityToDecimal(this.#instrument, quantity as never);
    const money =
      price === 0
        ? amountOf(this.#quote, whole.value as never)
        : decimals.multiply(priceToDecimal(this.#instrument, price as never), units);
    const at = price === 0 ? 'market' : `${decimalText(priceToDecimal(this.#instrument, price as never))} ${code}`;
    return `Price: ${at} Size: ${decimalText(money)} ${code} (${decimalText(units)} ${this.#base})`;
  }

  #count(step: number): string {
    return `(${step} out of ${this.#record.settings.maxSafetyOrders})`;
  }

  /** How far the price has to go from the newest fill, as `rise for 2.20`. */
  #way(price: number): string {
    if (this.#last === 0) return 'rise for 0.00';
    const to = priceToDecimal(this.#instrument, price as never);
    const from = priceToDecimal(this.#instrument, this.#last as never);
    const change = decimals.multiply(decimals.subtract(decimals.divide(to, from), ONE), HUNDRED);
    const long = this.#record.settings.strategy === 'long';
    return `${long ? 'rise' : 'fall'} for ${formatFixed(long ? change : decimals.negate(change), 2, 'halfUp')}`;
  }

  /** What the sale at the market is that is on its way. */
  #closing(): string {
    if (this.#status.startsWith('stopLoss')) return 'StopLoss';
    const takesProfit = this.#status === 'trailingSale' || this.#status.startsWith('condition');
    return takesProfit ? 'TakeProfit' : 'Panic Sell';
  }
}
