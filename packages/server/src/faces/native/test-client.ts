import WebSocket from 'ws';
import type { Account } from './api.ts';
import type { ServerMessage } from './stream/messages.ts';

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever has been answered
  readonly body: any;
}

/** Speaks to the native face over a real socket. */
export class TestClient {
  readonly url: string;
  token: string | null = null;
  cookie: string | null = null;

  constructor(url: string) {
    this.url = url;
  }

  async signIn(login: string, password: string): Promise<void> {
    const answer = await this.call('POST', '/session', { login, password });
    if (answer.status !== 201) throw new Error(`cannot sign in: ${JSON.stringify(answer.body)}`);
    this.token = answer.body.token;
    this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? null;
  }

  /** `body`: an object is sent as JSON, a text as it is. */
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text || null };
  }

  get(path: string): Promise<TestAnswer> {
    return this.call('GET', path);
  }

  post(path: string, body: unknown): Promise<TestAnswer> {
    return this.call('POST', path, body);
  }

  /** A rouble account on margin with this much money. */
  async account(rub = '1000000', settings: object = {}): Promise<Account> {
    const fees = { maker: '0.0005', taker: '0.0005', decimals: 2, rounding: 'halfUp', mode: 'quote' };
    const opened = await this.post('/accounts', { name: 'Test', currency: 'rub', margin: true, fees, ...settings });
    if (opened.status !== 201) throw new Error(JSON.stringify(opened.body));
    if (rub !== '0') await this.post(`/accounts/${opened.body.id}/deposits`, { asset: 'rub', amount: rub });
    return opened.body;
  }

  stream(headers: Record<string, string> = {}): TestStream {
    return new TestStream(`${this.url.replace('http', 'ws')}/api/v1/stream`, headers);
  }

  /** A stream that is signed in. */
  async signedInStream(): Promise<TestStream> {
    const stream = this.stream({ authorization: `Bearer ${this.token}` });
    await stream.opened;
    return stream;
  }
}

/** A reader of the stream that keeps what it hears. */
export class TestStream {
  readonly socket: WebSocket;
  readonly heard: ServerMessage[] = [];
  readonly opened: Promise<void>;
  readonly closed: Promise<{ code: number; reason: string }>;
  #wake: () => void = () => undefined;

  constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, { headers });
    this.opened = new Promise((resolve, reject) => {
      this.socket.on('open', resolve);
      this.socket.on('error', reject);
    });
    this.opened.catch(() => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.socket.on('message', (data) => {
      this.heard.push(JSON.parse(data.toString()));
      this.#wake();
    });
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The first message not taken yet that fits. What comes before it stays. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever has been said
  async next(fits: (message: any) => boolean): Promise<any> {
    for (;;) {
      const index = this.heard.findIndex(fits);
      if (index >= 0) return this.heard.splice(index, 1)[0];
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The answer to a message. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever has been said
  ask(message: { id: number } & Record<string, unknown>): Promise<any> {
    this.send(message);
    return this.next((heard) => heard.id === message.id);
  }
}
