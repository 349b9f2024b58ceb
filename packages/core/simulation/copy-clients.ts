import { type Command, isTradable, type Strategy } from '../src/index.ts';
import { describe } from './clients.ts';
import { must } from './failure.ts';
import { funding, VENUE } from './listing.ts';
import type { Wish } from './orders-of-clients.ts';
import type { Platform } from './platform.ts';
import type { Random } from './random.ts';

/** Name of the core account that a strategy follows. */
const FOLLOWED = 'leverage usd';

/** What a stream's account begins with, in minor units of usd. */
const PLENTY = 5_000_000n * 10n ** 10n;

const SYMBOLS = ['EURUSD', 'USDJPY'] as const;

/** Investors of one strategy. */
const CROWD = 9;

/** Traders, investors and the operator of a company whose strategies are copied. They have chance of their own. */
export class CopyClients {
  readonly #platform: Platform;
  readonly #random: Random;
  #count = 0;
  #externalId = 0;
  /** Transfers that may be asked for once more. */
  readonly #transfers: Extract<Command, { type: 'copy.transfer' }>[] = [];

  constructor(platform: Platform, random: Random) {
    this.#platform = platform;
    this.#random = random;
  }

  /** A company with a stream on paper and one at the venue, and strategies that begin. */
  begin(must: (token: string, command: Command) => number, clock: number): void {
    const terms = {
      margin: true,
      closeOut: false,
      hedging: false,
      fillPolicy: 'book',
      currency: 'usd',
      owner: 9,
    } as const;
    const fees = { maker: 0, taker: 20, decimals: 2, rounding: 'up', mode: 'quote' } as const;
    must('copy company', { type: 'copy.setCompany', company: 1, spec: { accountMinBalance: 1_000, mcLevel: 50 } });
    for (const venue of ['paper', VENUE]) {
      const account = must(`stream ${venue}`, {
        type: 'accounts.open',
        name: `stream ${venue}`,
        venue,
        fees,
        ...terms,
      });
      must(`money of stream ${venue}`, funding(account, venue, 'usd', PLENTY, `money of stream ${venue}`));
      const rates = { liquidityRate: 12, brokerRate: venue === 'paper' ? 0 : 3 };
      must(`rates of stream ${venue}`, { type: 'copy.addStream', company: 1, name: venue, account, ...rates });
    }
    for (let n = 0; n < 2; n++) this.#addStrategy(clock);
  }

  /** Somebody does something. */
  act(clock: number): string {
    const random = this.#random;
    const { strategies } = this.#platform.core.state.copy;
    const open = [...strategies.values()].filter(({ status }) => status !== 4);
    if (open.length === 0) return this.#addStrategy(clock);
    const strategy = random.pick(open);
    switch (
      random.weighted({
        signal: 30,
        sync: 12,
        account: 22,
        invest: 8,
        money: 6,
        strategy: 5,
        new: 1,
        swap: 3,
        week: 3,
        terms: 2,
      })
    ) {
      case 'signal':
        return this.#send({ type: 'copy.signal', strategy: strategy.id, ...this.#row(strategy) }, clock);
      case 'sync': {
        const rows = SYMBOLS.filter(() => random.chance(0.6)).map(() => this.#row(strategy));
        return this.#send({ type: 'copy.sync', strategy: strategy.id, soft: random.chance(0.5), rows }, clock);
      }
      case 'account':
        return this.#toAccount(clock);
      case 'invest':
        return strategy.members.size > CROWD ? 'crowded' : this.#invest(strategy, clock);
      case 'money':
        return this.#transfer(clock);
      case 'strategy':
        return this.#toStrategy(strategy, clock);
      case 'new':
        return open.length > 3 ? 'enough' : this.#addStrategy(clock);
      case 'week': {
        // the interval ends within a minute
        const minutes = Math.floor(this.#platform.now(clock) / 60_000) + 1;
        const intervalDay = ((Math.floor(minutes / 1_440) + 3) % 7) + 1;
        return this.#send(
          { type: 'copy.setCompany', company: 1, spec: { intervalDay, intervalMinute: minutes % 1_440 } },
          clock,
        );
      }
      case 'terms': {
        const leverage = random.pick([20, 50, 100, 100]);
        if (random.chance(0.5)) return this.#send({ type: 'copy.setCompany', company: 1, spec: { leverage } }, clock);
        const [stream, liquidityRate, brokerRate] = [random.between(1, 2), random.between(0, 20), random.between(0, 5)];
        return this.#send({ type: 'copy.setStream', stream, liquidityRate, brokerRate }, clock);
      }
      case 'swap': {
        const [long, short] = [random.between(-900, 300), random.between(-900, 300)];
        const stream = random.between(1, 2);
        return this.#send({ type: 'copy.bookSwap', stream, instrument: this.#instrument(), long, short }, clock);
      }
    }
  }

  #row(strategy: Strategy) {
    const random = this.#random;
    const ticket = strategy.accounting === 0 ? `t${random.between(1, 3)}` : null;
    const lot = random.between(-25, 25) * 10_000_000;
    const equity = random.chance(0.2) ? null : random.between(800_000, 1_200_000);
    return { instrument: this.#instrument(), lot, equity, ticket, comment: null };
  }

  #instrument(): number {
    const symbol = this.#random.pick(SYMBOLS);
    return this.#platform.core.state.instruments.bySymbol.get(symbol)?.id ?? 0;
  }

  #addStrategy(clock: number): string {
    const { core } = this.#platform;
    const random = this.#random;
    const wallet = this.#wallet(random.between(200_000, 900_000), clock);
    const { wallets, next } = core.state.copy;
    const follows = [...core.state.accounts.accounts.values()].find(({ name }) => name === FOLLOWED)?.id ?? 0;
    const taken = [...core.state.copy.strategies.values()].some((strategy) => strategy.follows !== 0);
    return this.#send(
      {
        type: 'copy.addStrategy',
        wallet,
        name: `strategy ${next.strategy} ${this.#count}`,
        accounting: random.chance(0.7) ? 1 : 0,
        money: random.between(10_000, 100_000),
        protection: random.chance(0.3) ? 5_000 : 0,
        feeRate: random.between(0, 5_000),
        commissionRate: random.between(0, 40),
        partner: wallets.size > 2 ? 1 : 0,
        partnerShare: random.between(0, 10_000),
        follows: taken ? 0 : follows,
        stream: random.between(1, 2),
      },
      clock,
    );
  }

  /** A wallet with money in it; not yet on disk, as everything that was just asked for. */
  #wallet(amount: number, clock: number): number {
    const { next } = this.#platform.core.state.copy;
    const client = 1_000 + next.wallet;
    const precisionVolume = this.#random.between(1, 4);
    const wallet = next.wallet;
    this.#send({ type: 'copy.openWallet', company: 1, client, precisionVolume }, clock);
    this.#pay({ type: 'copy.transfer', wallet, kind: 0, amount, externalId: ++this.#externalId }, clock);
    return wallet;
  }

  #invest(strategy: Strategy, clock: number): string {
    const random = this.#random;
    const money = random.between(1_000, 150_000);
    return this.#send(
      {
        type: 'copy.openAccount',
        wallet: this.#wallet(money + random.between(0, 50_000), clock),
        offer: strategy.publicOffer,
        money,
        factor: random.pick([10_000, 10_000, 5_000, 30_000, -10_000, 100]),
        protection: random.chance(0.4) ? random.between(1, 9) * 1_000 : 0,
        target: random.chance(0.3) ? random.between(1, 50) * 100 : 0,
        aBook: random.pick([10_000, 10_000, 10_000, 5_000, 0]),
        stream: random.between(1, 2),
      },
      clock,
    );
  }

  #toAccount(clock: number): string {
    const random = this.#random;
    const accounts = [...this.#platform.core.state.copy.accounts.keys()];
    if (accounts.length === 0) return 'no account';
    const account = random.pick(accounts);
    const amount = random.between(1, 60_000);
    const kind = random.weighted({
      fund: 4,
      withdraw: 4,
      pause: 4,
      resume: 6,
      close: 1.5,
      disable: 0.5,
      enable: 1,
      set: 4,
    });
    if (kind === 'fund' || kind === 'withdraw') return this.#send({ type: `copy.${kind}`, account, amount }, clock);
    if (kind !== 'set') return this.#send({ type: `copy.${kind}`, account }, clock);
    const [type, value] = random.pick([
      ['copy.setFactor', random.between(-20, 20) * 1_000],
      ['copy.setProtection', random.between(0, 9) * 1_000],
      ['copy.setTarget', random.between(0, 30) * 100],
      ['copy.setABook', random.between(0, 10_000)],
      ['copy.setAccountStream', random.between(1, 2)],
    ] as const);
    return this.#send({ type, account, value }, clock);
  }

  #toStrategy({ id, publicOffer }: Strategy, clock: number): string {
    const random = this.#random;
    const kind = random.weighted({ pause: 6, resume: 12, disable: 1, enable: 2, close: 0.6, offer: 0.4, name: 0.5 });
    if (kind === 'name')
      return this.#send({ type: 'copy.renameStrategy', strategy: id, name: `renamed ${this.#count}` }, clock);
    if (kind === 'offer') return this.#send({ type: 'copy.setOfferStatus', offer: publicOffer, status: 2 }, clock);
    return this.#send({ type: `copy.${kind}Strategy`, strategy: id }, clock);
  }

  #transfer(clock: number): string {
    const random = this.#random;
    if (this.#transfers.length > 0 && random.chance(0.4)) return this.#pay(random.pick(this.#transfers), clock);
    const wallets = [...this.#platform.core.state.copy.wallets.keys()];
    const kind = random.weighted({ 0: 3, 1: 3, 2: 2, 3: 2 });
    const wallet = random.pick(wallets);
    const amount = random.between(1, 80_000);
    const externalId = random.chance(0.3) ? null : ++this.#externalId;
    return this.#pay({ type: 'copy.transfer', wallet, kind: Number(kind) as 0, amount, externalId }, clock);
  }

  /** A transfer, maybe one that was asked for before. */
  #pay(command: Extract<Command, { type: 'copy.transfer' }>, clock: number): string {
    if (typeof command.externalId === 'number' && !this.#transfers.includes(command)) this.#transfers.push(command);
    if (this.#transfers.length > 20) this.#transfers.shift();
    return this.#send(command, clock);
  }

  #send(command: Command, clock: number): string {
    this.#platform.submit(`copy ${++this.#count}`, command, clock);
    return describe(command);
  }

  /** Money on the streams for what is to be closed. */
  fundStreams(ask: (wish: Wish) => void): void {
    const { copy, accounts } = this.#platform.core.state;
    for (const { account } of copy.streams.values()) {
      const venue = accounts.accounts.get(account)?.venue ?? 'paper';
      ask((token) => funding(account, venue, 'usd', PLENTY, token));
    }
  }

  /** All strategies are to close. */
  giveLastOrders(clock: number): void {
    for (const { id, status } of [...this.#platform.core.state.copy.strategies.values()]) {
      if (status !== 4) this.#send({ type: 'copy.closeStrategy', strategy: id }, clock);
    }
  }

  /** Whether something is still to close that can be. */
  get runs(): boolean {
    return this.#left().length > 0;
  }

  mustBeOver(): void {
    const left = this.#left();
    must(left.length === 0, () => `accounts ${left.join()} do not close`);
  }

  /** Accounts that are open and hold nothing that can never be sold. */
  #left(): number[] {
    const { copy, instruments } = this.#platform.core.state;
    const stuck = new Set<number>();
    for (const { strategy, positions } of copy.accounts.values()) {
      for (const { instrument } of positions) {
        const known = instruments.instruments[instrument];
        if (known === undefined || !isTradable(instruments, known)) stuck.add(strategy);
      }
    }
    return [...copy.accounts.values()].filter(({ strategy }) => !stuck.has(strategy)).map(({ id }) => id);
  }
}
