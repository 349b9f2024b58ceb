import { PASSWORD } from '../src/faces/test-domain.ts';
import { CopyCaller } from './copy-caller.ts';
import type { PreparedCompany } from './copy-folder.ts';
import { CopyNotes } from './copy-notes.ts';

type Draw = (below: number) => number;

/** Strategies that people may invest in besides the prepared one. */
const FEW_STRATEGIES = 4;

/** A manager, clients and a terminal, who do by chance what they may, and note what they were answered. */
export class CopyPeople {
  readonly notes = new CopyNotes();
  readonly manager = new CopyCaller('manager');
  readonly clients: readonly CopyCaller[];
  readonly company: PreparedCompany;
  readonly #terminal = new CopyCaller('trading');
  readonly #draw: Draw;
  /** Strategies that are led, and the one that the terminal serves. */
  readonly #strategies: number[] = [];

  constructor(company: PreparedCompany, draw: Draw) {
    this.company = company;
    this.#draw = draw;
    this.clients = company.people.map(() => new CopyCaller('client'));
  }

  /** Everybody finds the platform's new address. */
  moveTo(url: string): void {
    for (const caller of [this.manager, this.#terminal, ...this.clients]) caller.moveTo(url);
  }

  async signIn(url: string, manager: { login: string; password: string; companyId: number }): Promise<void> {
    this.moveTo(url);
    const lasting = { ExpirationMinutes: 1_440 };
    await this.manager.signIn({
      Login: manager.login,
      Password: manager.password,
      CompanyID: manager.companyId,
      ...lasting,
    });
    for (const [n, client] of this.clients.entries())
      await client.signIn({ Login: this.company.people[n]?.login, Password: PASSWORD, ...lasting });
    const first = this.clients[0] as CopyCaller;
    const { StrategyID } = await first.ask('myStrategies.add', { Name: 'First', Money: 1_000 });
    this.#strategies.push(StrategyID);
    const offer = { StrategyID, FeeRate: 0.2, CommissionRate: 10 };
    const { OfferID } = await first.ask('myStrategies.addOffer', offer);
    await first.ask('myStrategies.setPublicOffer', { StrategyID, OfferID });
    this.#terminal.holdToken((await first.ask('myStrategies.getToken', { StrategyID })).Token);
  }

  /** Until the platform does not answer any more. */
  async work(): Promise<void> {
    await Promise.all([
      this.#untilLost(() => this.#manage()),
      this.#untilLost(() => this.#manage()),
      this.#untilLost(() => this.#signalFromTerminal()),
      ...this.clients.map((_, n) => this.#untilLost(() => this.#invest(n))),
    ]);
  }

  async #untilLost(step: () => Promise<void>): Promise<void> {
    try {
      for (;;) await step();
    } catch (error) {
      // fetch throws a TypeError when the connection breaks; anything else is a finding.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  #manage(): Promise<void> {
    const dice = this.#draw(20);
    if (dice < 8) return this.#transfer();
    if (dice === 8 && this.#strategies.length < FEW_STRATEGIES) return this.#addStrategy();
    if (dice < 15) return this.signal(this.#strategies[this.#draw(this.#strategies.length)] as number);
    if (dice === 15) return this.signal(this.company.strategy);
    return this.#steer();
  }

  async #transfer(): Promise<void> {
    const person = this.company.people[this.#draw(this.company.people.length)] as (typeof this.company.people)[0];
    const kind = this.#draw(3) === 0 ? 1 : 0;
    const cents = 1 + this.#draw(50_000);
    const transfer = {
      wallet: person.wallet,
      kind,
      external: this.notes.mark(),
      cents: kind === 1 ? -cents : cents,
      id: null,
      refused: false,
    } as (typeof this.notes.transfers)[0];
    this.notes.transfers.push(transfer);
    await this.sendTransfer(transfer);
  }

  /** Sends it, or sends it again: the same external id is booked once. */
  async sendTransfer(transfer: CopyNotes['transfers'][0]): Promise<void> {
    const { wallet, kind, external, cents } = transfer;
    const { status, body } = await this.manager.call('walletTransfers.add', {
      WalletID: wallet,
      Type: kind,
      Amount: (Math.abs(cents) / 100).toFixed(2),
      ExternalTransferID: external,
    });
    if (status === 200) {
      transfer.id = body.WalletTransferID;
      this.notes.acknowledged++;
    } else transfer.refused = true;
  }

  async #addStrategy(): Promise<void> {
    const { client, wallet } = this.company.people[this.#draw(this.company.people.length)] as {
      client: number;
      wallet: number;
    };
    const name = `Strategy ${this.notes.mark()}`;
    this.notes.strategies.set(name, null);
    const { status, body } = await this.manager.call('strategies.add', {
      WalletID: wallet,
      ClientID: client,
      Name: name,
      FeeRate: 0.2,
      CommissionRate: 10,
      Money: 500,
    });
    if (status !== 200) {
      this.notes.strategies.delete(name);
      return;
    }
    this.notes.strategies.set(name, body.Strategy.ID);
    this.#strategies.push(body.Strategy.ID);
    this.notes.acknowledged++;
  }

  /** A signal of a strategy; a paused one keeps it as refused. */
  async signal(strategy: number): Promise<void> {
    const signal = this.#newSignal(strategy);
    const { ticket: Ticket, lot: Lot } = signal;
    const { status, body } = await this.manager.call('trading.addSignal', {
      StrategyID: strategy,
      Symbol: 'EURUSD',
      Lot,
      Equity: 10_000,
      Ticket,
    });
    if (status !== 200) return;
    signal.id = body.SignalID;
    this.notes.acknowledged++;
  }

  async #signalFromTerminal(): Promise<void> {
    const signal = this.#newSignal(this.#strategies[0] as number);
    const { ticket: Ticket, lot: Lot } = signal;
    const { status, body } = await this.#terminal.call('signals.send', {
      Type: 1,
      Symbol: 'EURUSD',
      Lot,
      Equity: 10_000,
      Ticket,
    });
    if (status !== 200) return;
    signal.id = body.SignalID;
    this.notes.acknowledged++;
  }

  #newSignal(strategy: number): CopyNotes['signals'][0] {
    const mark = this.notes.mark();
    // never the lot of the one before: there is always something to trade
    const lot = ((mark % 2) * 2 - 1) * (1 + this.#draw(4)) * 0.25;
    const signal = { strategy, ticket: `t${mark}`, lot, id: null };
    this.notes.signals.push(signal);
    return signal;
  }

  /** Pauses, resumes or closes an account, in the manager's name. */
  async #steer(): Promise<void> {
    const { accounts } = this.notes;
    const account = accounts[this.#draw(accounts.length || 1)];
    if (account === undefined) return this.#transfer();
    const verb = (['pause', 'resume', 'resume', 'close'] as const)[this.#draw(4)] as string;
    const { status, body } = await this.manager.call(`accounts.${verb}`, { ID: account.id });
    if (status === 200) this.#command(body.CommandID, account, verb, null);
  }

  /** A client opens an account, or moves one that he has. */
  async #invest(owner: number): Promise<void> {
    const client = this.clients[owner] as CopyCaller;
    const own = this.notes.accounts.filter((account) => account.owner === owner);
    const account = own[this.#draw(own.length || 1)];
    const dice = this.#draw(10);
    if (account === undefined || dice < 2) {
      const open = [...this.#strategies, this.company.strategy];
      const strategy = open[this.#draw(open.length)] as number;
      const Money = 300 + this.#draw(300);
      const { status, body } = await client.call('accounts.add', { StrategyID: strategy, Money });
      if (status !== 200) return;
      const added = { id: body.AccountID, strategy, owner };
      this.notes.accounts.push(added);
      return this.#command(body.CommandBalanceID, added, 'fund', Money * 100);
    }
    if (dice < 6) {
      const verb = dice < 4 ? 'fund' : 'withdraw';
      const cents = 1 + this.#draw(5_000);
      const { status, body } = await client.call(`accounts.${verb}`, {
        AccountID: account.id,
        Amount: (cents / 100).toFixed(2),
      });
      if (status === 200) this.#command(body.CommandBalanceID, account, verb, verb === 'fund' ? cents : -cents);
      return;
    }
    const verb = (['pause', 'pause', 'resume', 'resume', 'close', 'setFactor'] as const)[this.#draw(6)] as string;
    const more = verb === 'setFactor' ? { Factor: (50 + this.#draw(100)) / 100 } : {};
    const { status, body } = await client.call(`accounts.${verb}`, { AccountID: account.id, ...more });
    if (status === 200) this.#command(body.CommandID, account, verb, null);
  }

  #command(
    id: number,
    { id: account, owner }: { id: number; owner: number },
    name: string,
    cents: number | null,
  ): void {
    this.notes.commands.push({ id, account, owner, name, cents });
    this.notes.acknowledged++;
  }

  /** Strategies whose signals are noted. */
  get strategies(): readonly number[] {
    return [...this.#strategies, this.company.strategy];
  }
}
