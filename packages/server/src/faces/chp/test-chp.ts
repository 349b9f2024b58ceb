import { request } from 'node:http';

export interface ChpAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever has been answered
  readonly body: any;
}

/** Speaks to the bridge over a real socket, as its clients do: one connection for each call. */
export class TestChp {
  readonly url: string;
  readonly credentials: { readonly token: string; readonly login: string; readonly password: string };

  constructor(url: string, credentials: { token: string; login: string; password: string }) {
    this.url = url;
    this.credentials = credentials;
  }

  /** Any request: an object is sent as JSON, a text as it is. */
  raw(path: string, body: unknown, verb = 'POST', headers: Record<string, string> = {}): Promise<ChpAnswer> {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const bodiless = verb === 'GET' || verb === 'HEAD';
    const length = bodiless ? {} : { 'content-length': String(Buffer.byteLength(sent)) };
    return new Promise((resolve, reject) => {
      const call = request(
        `${this.url}${path}`,
        { method: verb, agent: false, headers: { 'content-type': 'application/json', ...length, ...headers } },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () => {
            const { statusCode: status = 0, headers: got } = response;
            resolve({ status, headers: got, text, body: text === '' ? null : JSON.parse(text) });
          });
        },
      );
      call.on('error', reject);
      call.end(bodiless ? undefined : sent);
    });
  }

  /** A call of the session: the token goes along. */
  async call(urn: string, fields: object = {}): Promise<ChpAnswer['body']> {
    return (await this.raw(`/${urn}`, { token: this.credentials.token, ...fields })).body;
  }

  /** The rows of a call that must succeed. */
  async data(urn: string, fields: object = {}): Promise<ChpAnswer['body']> {
    const body = await this.call(urn, fields);
    if (body.result !== true) throw new Error(JSON.stringify(body));
    return body.data;
  }

  auth(urn: string, changes: object = {}): Promise<ChpAnswer> {
    return this.raw(`/Auth/${urn}`, { ...this.credentials, ...changes });
  }

  async connect(): Promise<this> {
    const { body } = await this.auth('Connected');
    if (body.result !== true) throw new Error(JSON.stringify(body));
    return this;
  }

  /** The bare array that a call of the first generation answers. */
  async legacy(path: string, fields: object = {}): Promise<ChpAnswer['body']> {
    const { token: key, login, password } = this.credentials;
    return (await this.raw(path, { login, password, key, ...fields })).body;
  }
}
