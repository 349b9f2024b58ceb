import type { LedgerEntry, NewOrder, Order, Page } from '../src/faces/native/api.ts';
import type { TestClient } from '../src/faces/native/test-client.ts';

/** A keyed command as it was sent, and the id it was acknowledged with. */
interface Sent {
  readonly path: 'orders' | 'deposits';
  readonly key: string;
  readonly body: object;
  id: number | null;
}

/** Digits after the point in which amounts are compared. */
const SCALE = 18;

/**
 * A person with an account who sends commands through several connections at once and notes what was acknowledged, what
 * was refused and what was never answered.
 */
export class Trader {
  readonly account: number;
  acknowledged = 0;
  readonly #draw: (below: number) => number;
  readonly #sent = new Map<string, Sent>();
  readonly #refused = new Set<string>();
  readonly #cancelled = new Set<number>();
  readonly #open: number[] = [];
  #unanswered: Sent[] = [];
  #restingPrice = '';

  constructor(account: number, draw: (below: number) => number) {
    this.account = account;
    this.#draw = draw;
  }

  static async open(client: TestClient, draw: (below: number) => number): Promise<Trader> {
    const { id } = await client.account('1000000000', { margin: false });
    return new Trader(id, draw);
  }

  /** Commands one after the other on each of some connections, until the platform does not answer any more. */
  async trade(client: TestClient, connections: number): Promise<void> {
    // A limit that rests: far below what is traded, a whole number of roubles.
    const { body } = await client.get('/market/SBER');
    this.#restingPrice = `${Math.floor(Number(body.bid ?? body.last) * 0.9)}`;
    await Promise.all(Array.from({ length: connections }, () => this.#untilLost(client)));
  }

  /** Sends again what was never answered, with the same keys: each must be accepted as new or as known. */
  async retry(client: TestClient): Promise<number> {
    const retried = this.#unanswered.splice(0);
    for (const sent of retried) await this.#send(client, sent);
    return retried.length;
  }

  async #untilLost(client: TestClient): Promise<void> {
    try {
      for (;;) await this.#step(client);
    } catch (error) {
      // fetch throws a TypeError when the connection breaks; anything else is a finding.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  #step(client: TestClient): Promise<void> {
    const dice = this.#draw(20);
    if (dice < 4 && this.#open.length > 0) return this.#cancel(client);
    const key = `${this.account}-${this.#sent.size}`;
    const sent: Sent =
      dice < 7
        ? { path: 'deposits', key, body: { asset: 'rub', amount: `${1 + this.#draw(1_000)}.5`, key }, id: null }
        : { path: 'orders', key, body: { ...this.#order(), key }, id: null };
    this.#sent.set(key, sent);
    return this.#send(client, sent);
  }

  #order(): NewOrder {
    const dice = this.#draw(10);
    const quantity = `${10 * (1 + this.#draw(5))}`;
    if (dice === 0) return { instrument: 'SBER', action: 'buy', type: 'market', quantity };
    // Half of these are refused: the account has not so many.
    if (dice === 1)
      return { instrument: 'SBER', action: 'sell', type: 'market', quantity: `${50 * (1 + this.#draw(4))}` };
    return { instrument: 'SBER', action: 'buy', type: 'limit', validity: 'gtc', price: this.#restingPrice, quantity };
  }

  async #send(client: TestClient, sent: Sent): Promise<void> {
    this.#unanswered.push(sent);
    const { status, body } = await client.post(`/accounts/${this.account}/${sent.path}`, sent.body);
    this.#unanswered.splice(this.#unanswered.indexOf(sent), 1);
    if (status === 200 || status === 201) {
      sent.id = body.id;
      this.acknowledged++;
      if (body.status === 'working') this.#open.push(body.id);
    } else if (status < 500) this.#refused.add(sent.key);
    else throw new Error(`${sent.path} ${sent.key}: ${status} ${JSON.stringify(body)}`);
  }

  async #cancel(client: TestClient): Promise<void> {
    const id = this.#open.splice(this.#draw(this.#open.length), 1)[0] as number;
    const { status } = await client.call('DELETE', `/orders/${id}`);
    if (status !== 200) return;
    this.#cancelled.add(id);
    this.acknowledged++;
  }

  /** Compares the account with all that was acknowledged, refused and sent. Returns what is wrong, in words. */
  async audit(client: TestClient): Promise<string[]> {
    const wrong: string[] = [];
    const ledger = await this.#all<LedgerEntry>(client, 'ledger');
    const orders = await this.#all<Order>(client, 'orders');
    const deposits = ledger.filter(({ kind, key }) => kind === 'deposit' && key !== null);
    this.#compare('orders', orders, wrong);
    this.#compare(
      'deposits',
      deposits.map(({ transfer, key }) => ({ id: transfer as number, key })),
      wrong,
    );
    for (const { id, status } of orders) {
      if (this.#cancelled.has(id) && status !== 'cancelled') wrong.push(`order ${id} was cancelled and is ${status}`);
    }
    for (const { key, amount } of deposits) {
      const body = this.#sent.get(key as string)?.body as { amount: string } | undefined;
      if (minor(body?.amount ?? '0') !== minor(amount))
        wrong.push(`deposit ${key} is ${amount}, sent was ${body?.amount}`);
    }
    const sums = new Map<string, bigint>();
    for (const { asset, amount } of ledger) sums.set(asset, (sums.get(asset) ?? 0n) + minor(amount));
    const { balances } = (await client.get(`/accounts/${this.account}`)).body;
    for (const { asset, total } of balances as { asset: string; total: string }[]) {
      if (minor(total) !== (sums.get(asset) ?? 0n))
        wrong.push(`${total} ${asset}, but its ledger sums up to something else`);
    }
    return wrong;
  }

  /** Each acknowledged one exactly once under its id, none that was refused or never sent. */
  #compare(path: Sent['path'], found: readonly { id: number; key: string | null }[], wrong: string[]): void {
    const ids = new Map<string | null, number>();
    for (const { id, key } of found) {
      if (ids.has(key)) wrong.push(`${path}: ${key} is there twice: ${ids.get(key)} and ${id}`);
      ids.set(key, id);
      if (key === null || this.#sent.get(key)?.path !== path) wrong.push(`${path}: ${key} was never sent`);
      else if (this.#refused.has(key)) wrong.push(`${path}: ${key} was refused, but is there`);
    }
    for (const sent of this.#sent.values()) {
      if (sent.path !== path || sent.id === null) continue;
      if (ids.get(sent.key) !== sent.id)
        wrong.push(`${path}: ${sent.key} was acknowledged as ${sent.id} and is ${ids.get(sent.key)}`);
    }
  }

  async #all<T>(client: TestClient, list: 'orders' | 'ledger'): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await client.get(`/accounts/${this.account}/${list}?limit=500${from}`);
      if (status !== 200) throw new Error(`${list}: ${status} ${JSON.stringify(body)}`);
      const page = body as Page<T>;
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }
}

/** Exact value of a decimal text, as a whole number of its smallest digit. */
function minor(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(SCALE, '0'));
  return text.startsWith('-') ? -value : value;
}
