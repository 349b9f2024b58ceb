import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningPlatform } from 'outcry/running-platform';
import { readExact } from '../src/ramm/exact-json.ts';

/** An application that the tests' terminal says it is. */
const APP = '0f0a1f6c-2f6e-4d5c-9b3e-0c9a3a9f4f11';

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
type Answer = any;

/** People of copy trading beside the one at the page, each over the API that he would use. Numbers of answers are text. */
export class Copying {
  readonly demo: { readonly login: string; readonly password: string };
  readonly managerLogin: { readonly login: string; readonly password: string };
  readonly trader = { login: 'trader', password: 'a long password of a trader' };
  readonly #platform: RunningPlatform;
  readonly #tokens = new Map<string, string>();
  readonly #manager: { readonly login: string; readonly password: string; readonly companyId: number };

  constructor(platform: RunningPlatform, data: string) {
    const { ramm } = JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8'));
    this.#platform = platform;
    this.#manager = ramm;
    this.managerLogin = { login: ramm.login, password: ramm.password };
    this.demo = { login: ramm.clientLogin, password: ramm.clientPassword };
  }

  /** The manager of the demo company. */
  async manager(method: string, body: object = {}): Promise<Answer> {
    const { login, password, companyId } = this.#manager;
    const token = await this.#tokenOf('manager', async () => {
      const wish = { Login: login, Password: password, CompanyID: companyId };
      return (await this.#call('manager/v1/session.login', wish)).Token;
    });
    return this.#call(`manager/v1/${method}`, body, { token });
  }

  /** The trader, or whoever else has a login of a client. */
  async client(method: string, body: object = {}, person = this.trader): Promise<Answer> {
    const token = await this.#tokenOf(person.login, async () => {
      const wish = { Login: person.login, Password: person.password };
      return (await this.#call('client/v2/session.login', wish)).Session.Token;
    });
    return this.#call(`client/v2/${method}`, body, { token });
  }

  /** A trader's terminal: what it sends for a strategy. */
  async terminal(strategy: string, body: object, person = this.trader): Promise<Answer> {
    const { Token } = await this.client('myStrategies.getToken', { StrategyID: strategy }, person);
    return this.#call('trading/v1/signals.send', body, { token: Token, AppToken: APP });
  }

  /** A trader with money and a public strategy. The strategy's id. */
  async openStrategy(name: string): Promise<string> {
    const { login, password } = this.trader;
    const made = await this.manager('clients.addWithWallet', { Login: login, Password: password });
    await this.manager('walletTransfers.add', { WalletID: made.Wallet.ID, Type: 0, Amount: 5_000 });
    const { Strategy } = await this.manager('strategies.add', {
      WalletID: made.Wallet.ID,
      ClientID: made.Client.ID,
      Name: name,
      FeeRate: 0.25,
      CommissionRate: 10,
      Money: 2_000,
    });
    const { ID } = Strategy;
    // it is active once the trader's money has come to its account
    while ((await this.manager('strategies.get', { ID })).Status !== '1')
      await new Promise((done) => setTimeout(done, 100));
    return ID;
  }

  /** The trader's terminal tells what he holds now, as it does when it starts. */
  hold(strategy: string, lot: string): Promise<Answer> {
    return this.terminal(strategy, { Type: 3, Signals: [{ Symbol: 'EURUSD', Lot: lot, Equity: 10_000 }] });
  }

  /** The terminal answers what the platform asks for: accounts that are new or have changed take over what is open. */
  async answerSync(strategy: string, lot: string): Promise<void> {
    const asked = async (): Promise<boolean> =>
      (await this.terminal(strategy, { Type: 0, GetInfo: 1 })).Strategy.NeedSync !== '0';
    while (!(await asked())) await new Promise((done) => setTimeout(done, 100));
    await this.terminal(strategy, { Type: 2, Signals: [{ Symbol: 'EURUSD', Lot: lot, Equity: 10_000 }] });
  }

  async #tokenOf(login: string, enter: () => Promise<string>): Promise<string> {
    const known = this.#tokens.get(login) ?? (await enter());
    this.#tokens.set(login, known);
    return known;
  }

  async #call(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const answer = await fetch(`${this.#platform.client.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return text === '' ? null : readExact(text);
  }
}
