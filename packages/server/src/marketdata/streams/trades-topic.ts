import type { MarketTrade } from '@outcry/core';
import { Audience } from './audience.ts';
import type { StreamReader } from './subject.ts';
import type { Topic } from './topic.ts';

/** Every trade, sent with those that came together. A reader that cannot follow is cut off by its own bound. */
export class TradesTopic<Message> implements Topic<Message> {
  readonly isDue = false;
  readonly #audience = new Audience<Message>();
  readonly #recent: () => Message;
  readonly #write: (trades: readonly MarketTrade[]) => Message;
  #trades: MarketTrade[] = [];

  constructor(recent: () => Message, write: (trades: readonly MarketTrade[]) => Message) {
    this.#recent = recent;
    this.#write = write;
  }

  get isEmpty(): boolean {
    return this.#audience.size === 0;
  }

  add(reader: StreamReader<Message>): undefined {
    this.#audience.add(reader);
    reader.send(this.#recent());
  }

  delete(reader: StreamReader<Message>): void {
    this.#audience.delete(reader);
  }

  changed(): void {}

  trade(trade: MarketTrade): void {
    this.#trades.push(trade);
  }

  pass(): void {
    if (this.#trades.length === 0) return;
    const trades = this.#trades;
    this.#trades = [];
    this.#audience.tellAll(this.#write(trades));
  }

  flush(): void {}
}
