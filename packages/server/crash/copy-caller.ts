import { setTimeout as pause } from 'node:timers/promises';

export interface RammAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  readonly body: any;
}

/** Application of a terminal: any GUID will do. */
const APP = '0f0a1f6c-2f6e-4d5c-9b3e-0c9a3a9f4f11';

/** One caller of the RAMM API, whose session outlives the platform it began at. */
export class CopyCaller {
  readonly #family: 'manager' | 'client' | 'trading';
  #url = '';
  #token = '';

  constructor(family: 'manager' | 'client' | 'trading') {
    this.#family = family;
  }

  /** The platform has another address after a start. */
  moveTo(url: string): this {
    this.#url = url;
    return this;
  }

  async signIn(body: object): Promise<void> {
    const { status, body: answer } = await this.call('session.login', body);
    if (status !== 200) throw new Error(`login: ${status} ${JSON.stringify(answer)}`);
    this.#token = answer.Token ?? answer.Session.Token;
  }

  /** A terminal's token is that of its strategy. */
  holdToken(token: string): this {
    this.#token = token;
    return this;
  }

  /** Rejects with TypeError when the connection breaks. What is told to come again later is sent again. */
  async call(method: string, body: object = {}): Promise<RammAnswer> {
    const version = this.#family === 'client' ? 'v2' : 'v1';
    for (;;) {
      const answer = await fetch(`${this.#url}/api/${this.#family}/${version}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', token: this.#token, apptoken: APP },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      if (answer.status === 503) {
        await pause(50);
        continue;
      }
      if (answer.status >= 500) throw new Error(`${method} ${JSON.stringify(body)}: ${answer.status} ${text}`);
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
    }
  }

  /** What it must be answered with. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async ask(method: string, body: object = {}): Promise<any> {
    const { status, body: answer } = await this.call(method, body);
    if (status !== 200) throw new Error(`${method} ${JSON.stringify(body)}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** All rows of a search, page by page. */
  async all<T>(method: string, entities: string, Filter: object): Promise<T[]> {
    const rows: T[] = [];
    for (let CurrentPage = 1; ; CurrentPage++) {
      const page = await this.ask(method, { Filter, Pagination: { CurrentPage, PerPage: 100 } });
      rows.push(...page[entities]);
      if (CurrentPage >= page.Pagination.TotalPages) {
        if (rows.length !== page.Pagination.TotalRecords)
          throw new Error(`${method} tells ${page.Pagination.TotalRecords} rows and has ${rows.length}`);
        return rows;
      }
    }
  }
}
