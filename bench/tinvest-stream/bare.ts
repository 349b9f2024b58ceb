import { type CallContext, createServer } from 'nice-grpc';

export const BARE_PATH = '/bare.Stream/Messages';

/** A nice-grpc server that sends ready bytes to whoever has called. */
export interface BareServer {
  readonly port: number;
  /** To every reader. */
  send(messages: readonly Buffer[]): void;
  close(): Promise<void>;
}

const SERVICE = {
  messages: {
    path: BARE_PATH,
    requestStream: false,
    responseStream: true,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
    options: {},
  },
} as const;

function asIs(bytes: Uint8Array): Uint8Array {
  return bytes;
}

/** Each reader has heard one message when it is connected. */
export async function bareServer(): Promise<BareServer> {
  const readers = new Set<Reader>();
  const server = createServer();
  server.add(SERVICE, {
    async *messages(_request: Uint8Array, { signal }: CallContext) {
      const reader = new Reader();
      readers.add(reader);
      signal.addEventListener('abort', () => readers.delete(reader));
      yield Buffer.from('hello');
      for (;;) {
        for (const message of reader.waiting.splice(0)) yield message;
        if (reader.waiting.length === 0) await reader.woken();
        if (signal.aborted) return;
      }
    },
  });
  const port = await server.listen('127.0.0.1:0');
  return {
    port,
    send(messages) {
      for (const reader of readers) reader.add(messages);
    },
    async close() {
      server.forceShutdown();
    },
  };
}

class Reader {
  readonly waiting: Buffer[] = [];
  #wake: () => void = () => undefined;

  add(messages: readonly Buffer[]): void {
    this.waiting.push(...messages);
    this.#wake();
  }

  woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
