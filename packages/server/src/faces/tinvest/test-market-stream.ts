import type {
  DeepPartial,
  MarketDataRequest,
  MarketDataResponse,
} from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import { onTestFinished } from 'vitest';
import type { CallWith, TestBroker } from './test-broker.ts';

/** A market data stream in a test's hands. */
export interface Talk {
  say(request: DeepPartial<MarketDataRequest>): void;
  /** The next message, without the fields that it leaves out. */
  hear(): Promise<Partial<MarketDataResponse>>;
  /** Says no more. */
  end(): void;
  /** Hangs up. */
  hangUp(): void;
  /** Whatever comes until the stream ends; rejects with its error. */
  rest(): Promise<Partial<MarketDataResponse>[]>;
}

/** Opens the bidirectional stream with a raw client of the contract. */
export function talk(broker: TestBroker, call?: CallWith): Talk {
  const requests = new Requests();
  const gone = new AbortController();
  onTestFinished(() => gone.abort());
  const answers = broker.client('MarketDataStreamService', call).marketDataStream(requests, { signal: gone.signal });
  const heard = answers[Symbol.asyncIterator]();
  return {
    say: (request) => requests.add(request),
    async hear() {
      const { done, value } = await heard.next();
      if (done) throw new Error('the stream has ended');
      return present(value);
    },
    end: () => requests.end(),
    hangUp: () => gone.abort(),
    async rest() {
      const messages: Partial<MarketDataResponse>[] = [];
      for (;;) {
        const { done, value } = await heard.next();
        if (done) return messages;
        messages.push(present(value));
      }
    },
  };
}

/** A message without the fields that it leaves out. */
export function present(message: MarketDataResponse): Partial<MarketDataResponse> {
  return Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined));
}

/** Requests that are made one after another. */
class Requests implements AsyncIterable<DeepPartial<MarketDataRequest>> {
  readonly #made: DeepPartial<MarketDataRequest>[] = [];
  #ended = false;
  #wake: () => void = () => undefined;

  add(request: DeepPartial<MarketDataRequest>): void {
    this.#made.push(request);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DeepPartial<MarketDataRequest>> {
    for (;;) {
      const request = this.#made.shift();
      if (request !== undefined) yield request;
      else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
