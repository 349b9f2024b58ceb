import {
  accountFigures,
  accountState,
  type CopyEvent,
  type Core,
  type CoreEvent,
  DAY_STRIDE,
  type GroupSettled,
  type IntervalEnded,
  LEG_OWNERS,
  type LegSent,
  NETTED_STRIDE,
  type OrderFilled,
  PLAN_STRIDE,
  SETTLED_STRIDE,
} from '../src/index.ts';
import { type AuditedAccount, type AuditedOffer, NO_OFFER, stateOf } from './audited-account.ts';
import { checkCopy } from './copy-check.ts';
import { checkDeal, dealOf, type SettledDeal } from './copy-prices.ts';
import { must } from './failure.ts';
import { RequestAudit } from './request-audit.ts';

/** The ledgers of copied strategies as the journal's events alone tell them (`ramm-rules.md` 9); every sum is taken anew. */
export class CopyAudit {
  readonly #wallets = new Map<number, number>();
  readonly #accounts = new Map<number, AuditedAccount>();
  readonly #offers = new Map<number, AuditedOffer>();
  readonly #streams = new Map<number, { liquidityRate: number; brokerRate: number }>();
  /** Rates of streams by group, as they were when it began. */
  readonly #begun = new Map<number, ReadonlyMap<number, { liquidityRate: number; brokerRate: number }>>();
  readonly #traders = new Map<number, number>();
  readonly #owed = new Map<number, number>();
  readonly #statuses = new Map<number, number>();
  readonly #requests = new RequestAudit();
  /** Transfers by external id, as the read model has them: `wallet:kind:id`. */
  readonly transfers = new Map<string, number>();
  #outside = 0;
  #bonus = 0;
  #liquidity = 0;
  #house = 0;
  #nextDeal = 1;
  #nextTransfer = 1;

  take(event: CoreEvent): void {
    const known = event as CopyEvent | LegSent | OrderFilled;
    switch (known.type) {
      case 'copy.streamSet':
        this.#streams.set(known.id, known);
        return;
      case 'copy.walletOpened':
        this.#wallets.set(known.id, 0);
        return;
      case 'copy.strategyAdded':
        this.#traders.set(known.id, known.wallet);
        this.#owed.set(known.id, 0);
        this.#statuses.set(known.id, 0);
        return;
      case 'copy.strategyMoved':
        this.#statuses.set(known.id, known.status);
        return;
      case 'copy.accountMoved': {
        const account = this.#account(known.id);
        account.status = known.status;
        if (known.reason !== '') account.reason = known.reason;
        return;
      }
      case 'copy.dayValued':
        return this.#valueDay(known.rows);
      case 'copy.offerAdded':
        this.#offers.set(known.id, known);
        return;
      case 'copy.accountOpened': {
        const { strategy, wallet, offer, kind, factor } = known;
        must(kind !== 0 || (factor === 10_000 && offer === 0), () => 'a security account has factor 1 and no rates');
        const money = { balance: 0, deposited: 0, withdrawn: 0, profitBase: 0, drawdownIn: 0 };
        const positions = new Map<number, never>();
        this.#accounts.set(known.id, {
          strategy,
          wallet,
          offer,
          kind,
          status: 0,
          planned: 0,
          reason: '',
          ...money,
          closed: false,
          positions,
        });
        return;
      }
      case 'copy.transferred':
        this.#transfer(known.id);
        this.#pay(known.wallet, known.amount);
        if (known.externalId !== null) this.#remember(`${known.wallet}:${known.kind}:${known.externalId}`, known.id);
        if (known.kind <= 1) this.#outside -= known.amount;
        else this.#bonus -= known.amount;
        return;
      case 'copy.balanced':
        return this.#balance(known.account, known.amount, known);
      case 'copy.intervalEnded':
        return this.#endInterval(known);
      case 'copy.corrected': {
        this.#deal(known.deal);
        const account = this.#account(known.account);
        must(account.balance < 0 && account.positions.size === 0, () => 'only a flat account that owes is corrected');
        account.balance += known.amount;
        this.#house -= known.amount;
        return;
      }
      case 'copy.rewardPaid':
        this.#transfer(known.transfer);
        this.#pay(known.wallet, known.amount);
        this.#owe(known.strategy, -known.amount);
        return;
      case 'copy.swapBooked':
        for (let i = 0; i < known.rows.length; i += 3) {
          const position = this.#account(known.rows[i] as number).positions.get(known.rows[i + 1] as number);
          must(position !== undefined, () => 'swap is booked on an open position');
          position.swap += known.rows[i + 2] as number;
        }
        return;
      case 'copy.groupBegun':
        this.#begun.set(known.id, new Map(this.#streams));
        return;
      case 'copy.groupPlanned':
        for (let i = 0; i < known.rows.length; i += PLAN_STRIDE) {
          const account = this.#account(known.rows[i] as number);
          if (account.status === 1) account.planned = known.id;
        }
        return this.#requests.plan(known);
      case 'legs.sent':
        if (LEG_OWNERS[known.owner] === 'copy') this.#requests.send(known);
        return;
      case 'orders.filled':
        return this.#requests.fill(known);
      case 'copy.requestPriced':
        return this.#requests.price(known);
      case 'copy.groupSettled':
        return this.#settle(known);
      case 'copy.groupEnded':
        this.#begun.delete(known.id);
        this.#requests.endGroup(known.id);
        return;
      case 'copy.accountClosed': {
        const account = this.#account(known.id);
        must(
          account.balance === 0 && account.positions.size === 0,
          () => `account ${known.id} closes with something left`,
        );
        account.closed = true;
        return;
      }
    }
  }

  /** I5: one deal and one transfer for each move between wallet and account. */
  #balance(
    id: number,
    amount: number,
    event: { deal: number; transfer: number; profitBase: number; drawdownIn: number },
  ): void {
    this.#deal(event.deal);
    this.#transfer(event.transfer);
    const account = this.#account(id);
    const mark = account.profitBase + account.drawdownIn;
    account.balance += amount;
    this.#pay(account.wallet, -amount);
    if (amount > 0) account.deposited += amount;
    else account.withdrawn -= amount;
    account.profitBase = event.profitBase;
    account.drawdownIn = event.drawdownIn;
    const now = event.profitBase + event.drawdownIn;
    must(
      amount < 0 || now === mark + amount,
      () => `a deposit of ${amount} moves the mark of ${id} from ${mark} to ${now}`,
    );
  }

  /** I13 at the beginning of a day. */
  #valueDay(rows: readonly number[]): void {
    for (let i = 0; i < rows.length; i += DAY_STRIDE) {
      const [id, equity, profit, balance, deposited] = rows.slice(i, i + DAY_STRIDE) as number[];
      const account = this.#account(id as number);
      must(
        balance === account.balance && deposited === account.deposited,
        () => `account ${id} has ${balance} in a day`,
      );
      must(profit === (equity as number) + account.withdrawn - account.deposited, () => `account ${id} has ${profit}`);
    }
  }

  /** I6 and I14: the fee is shared out whole, and only what lies above the high-water mark pays it. */
  #endInterval(event: IntervalEnded): void {
    const { fee, partner, gross } = event;
    const account = this.#account(event.account);
    const strategy = this.#traders.get(account.strategy) ?? 0;
    const { feeRate, partner: partnerWallet } = this.#offers.get(account.offer) ?? NO_OFFER;
    const above = gross - account.drawdownIn;
    must(fee >= 0 && partner >= 0 && partner <= fee, () => `a fee of ${fee} gives the partner ${partner}`);
    must(fee === 0 || above > 0, () => `account ${event.account} pays ${fee} below its mark`);
    const due = above <= 0 ? 0 : Math.floor((2 * above * feeRate + 10_000) / 20_000);
    // what is free is not told by events but for those who hold nothing: then it is the balance
    const whole = account.positions.size > 0 || fee === Math.min(due, Math.max(0, account.balance));
    must(fee <= due && whole, () => `account ${event.account} pays ${fee} of ${due}`);
    must(event.profitBase === account.profitBase + gross - fee, () => `a week of ${gross} leaves ${event.profitBase}`);
    must(
      event.drawdownIn === Math.max(0, account.drawdownIn - gross),
      () => `a week of ${gross} leaves a drawdown of ${event.drawdownIn}`,
    );
    must(fee === 0 || event.drawdownIn === 0, () => 'after a fee equity stands at the mark');
    const before = account.profitBase + account.drawdownIn;
    must(event.profitBase + event.drawdownIn >= before, () => `the mark falls from ${before}`);
    if (fee > 0) this.#deal(event.deal);
    if (event.transfer > 0) this.#transfer(event.transfer);
    if (event.partnerTransfer > 0) this.#transfer(event.partnerTransfer);
    account.balance -= fee;
    this.#pay(strategy, fee - partner);
    if (partner > 0) this.#pay(partnerWallet, partner);
    account.profitBase = event.profitBase;
    account.drawdownIn = event.drawdownIn;
  }

  #settle(event: GroupSettled): void {
    const { rows } = event;
    let booked = event.liquidity + event.house;
    let deal = event.firstDeal;
    for (let i = 0; i < rows.length; i += SETTLED_STRIDE) {
      const row = rows.slice(i, i + SETTLED_STRIDE) as number[];
      const settled = dealOf(row);
      must(row.every(Number.isSafeInteger), () => `group ${event.id} settles ${row.join()}`);
      booked += this.#settleRow(event, settled);
      const { delta, volume } = settled;
      this.#deal(deal++);
      if (volume !== 0 && volume !== delta) this.#deal(deal++);
    }
    this.#takeOver(event, deal);
    must(booked === 0, () => `group ${event.id} books ${booked} cents on one side alone`);
    this.#liquidity += event.liquidity;
    this.#house += event.house;
  }

  /** What was to be closed anyway and an executed deal took over: without money, behind the other deals. */
  #takeOver({ netted, rows, firstDeal }: GroupSettled, end: number): void {
    for (let i = 0; i < netted.length; i += NETTED_STRIDE) {
      const [account, position, , cause, volume, deal] = netted.slice(i, i + NETTED_STRIDE) as number[];
      this.#deal(end + i / NETTED_STRIDE);
      must(cause !== 0 && volume !== 0, () => `position ${position} is taken over for nothing`);
      let next = firstDeal;
      const executed = Array.from({ length: rows.length / SETTLED_STRIDE }, (_, n) => {
        const row = dealOf(rows.slice(n * SETTLED_STRIDE, (n + 1) * SETTLED_STRIDE));
        const id = next;
        next += row.volume === 0 || row.volume === row.delta ? 1 : 2;
        return { id, ...row };
      }).find(({ id }) => id === deal);
      must(
        executed?.account === account && executed?.position === position && executed?.volume !== 0,
        () => `deal ${deal} did not take over position ${position}`,
      );
    }
  }

  /** What the accounts and the rewards got; I8, I9, I11 and I18 on the way. */
  #settleRow(event: GroupSettled, deal: SettledDeal): number {
    const { volume, part, price, profit, swap, liquidity, broker, trader, partner } = deal;
    const account = this.#account(deal.account);
    if (volume === 0) return 0;
    const request = this.#requests.priced(deal.request);
    request.volumeA += part;
    const { instrument, priced } = request;
    const position = account.positions.get(deal.position) ?? { volume: 0, price: 0, swap: 0, instrument };
    const stream = this.#begun.get(event.id)?.get(event.requests.find(([known]) => known === deal.request)?.[1] ?? 0);
    const { liquidityRate, brokerRate } = stream ?? { liquidityRate: 0, brokerRate: 0 };
    const offer = this.#offers.get(account.offer) ?? NO_OFFER;
    checkDeal(deal, position, priced, { ...offer, liquidityRate, brokerRate });
    const closes = volume * position.volume < 0 && Math.abs(volume) <= Math.abs(position.volume);
    const status = this.#statuses.get(account.strategy);
    must(
      status === 1 || closes,
      () => `a strategy of status ${status} gives account ${deal.account} a deal of ${volume}`,
    );
    must(
      // one that is stopped while liquidity has its orders gets what was filled, and is closed
      account.status === 1 || closes || account.planned === event.id,
      () => `account ${deal.account} of status ${account.status} has a deal of ${volume}`,
    );
    const costs = liquidity + broker + trader + partner;
    must(
      [liquidity, broker, trader, partner].every((cost) => cost >= 0),
      () => 'a commission is below zero',
    );
    must(account.kind !== 0 || trader + partner === 0, () => 'a security account pays its trader');
    must(Math.abs(part) <= Math.abs(volume) && part * volume >= 0, () => `A-book ${part} of ${volume}`);
    position.volume += volume;
    position.price = price;
    position.swap -= swap;
    if (position.volume === 0) account.positions.delete(deal.position);
    else account.positions.set(deal.position, position);
    account.balance += profit + swap - costs;
    this.#owe(account.strategy, trader + partner);
    return profit + swap - costs + trader + partner;
  }

  /** An external id is booked once. */
  #remember(key: string, id: number): void {
    must(!this.transfers.has(key), () => `transfer ${key} is booked twice: ${this.transfers.get(key)} and ${id}`);
    this.transfers.set(key, id);
  }

  #deal(id: number): void {
    must(id === this.#nextDeal, () => `deal ${id} comes where ${this.#nextDeal} was due`);
    this.#nextDeal++;
  }

  #transfer(id: number): void {
    must(id === this.#nextTransfer, () => `transfer ${id} comes where ${this.#nextTransfer} was due`);
    this.#nextTransfer++;
  }

  #pay(wallet: number, amount: number): void {
    const balance = (this.#wallets.get(wallet) ?? Number.NaN) + amount;
    must(balance >= 0, () => `wallet ${wallet} has ${balance}`);
    this.#wallets.set(wallet, balance);
  }

  #owe(strategy: number, amount: number): void {
    this.#owed.set(strategy, (this.#owed.get(strategy) ?? 0) + amount);
  }

  #account(id: number): AuditedAccount {
    const account = this.#accounts.get(id);
    must(account !== undefined && !account.closed, () => `account ${id} is not open`);
    return account;
  }

  /** The core's books are the ones that the journal tells. */
  agree(core: Core): void {
    const { copy } = core.state;
    must(copy.ledger.outside === this.#outside && copy.ledger.bonus === this.#bonus, () => 'outside money differs');
    must(copy.ledger.liquidity === this.#liquidity, () => `liquidity ${copy.ledger.liquidity}, not ${this.#liquidity}`);
    must(copy.ledger.house === this.#house, () => `house ${copy.ledger.house}, not ${this.#house}`);
    for (const [id, balance] of this.#wallets) {
      must(
        copy.wallets.get(id)?.balance === balance,
        () => `wallet ${id}: ${copy.wallets.get(id)?.balance}, not ${balance}`,
      );
    }
    for (const [id, audited] of this.#accounts) this.#agreeAccount(core, id, audited);
    for (const [id, owed] of this.#owed) {
      const strategy = copy.strategies.get(id);
      const partners = [...(strategy?.partnerRewards.values() ?? [])].reduce((sum, part) => sum + part, 0);
      must(
        strategy !== undefined && strategy.rewards + partners === owed,
        () => `strategy ${id} owes ${owed} in rewards`,
      );
    }
    checkCopy(core);
  }

  #agreeAccount(core: Core, id: number, audited: AuditedAccount): void {
    const account = core.state.copy.accounts.get(id);
    must((account === undefined) === audited.closed, () => `account ${id} is ${audited.closed ? '' : 'not '}closed`);
    if (account === undefined) return;
    const state = stateOf(audited);
    must(accountState(account) === state, () => `account ${id} has state ${accountState(account)}, not ${state}`);
    must(account.status === audited.status, () => `account ${id} has status ${account.status}`);
    must(account.balance === audited.balance, () => `account ${id}: ${account.balance}, its deals ${audited.balance}`);
    const open = account.positions.filter(({ volume }) => volume !== 0);
    must(open.length === audited.positions.size, () => `account ${id} has ${open.length} positions`);
    for (const { id: place, volume, price, swap } of open) {
      const own = audited.positions.get(place);
      must(
        own?.volume === volume && own.price === price && own.swap === swap,
        () => `position ${place} of ${id} differs`,
      );
    }
    must(account.profitBase === audited.profitBase, () => `account ${id} has base ${account.profitBase}`);
    must(account.drawdownIn === audited.drawdownIn, () => `account ${id} has drawdown ${account.drawdownIn}`);
    const { totalProfit, equity } = accountFigures(core.state, account);
    must(
      totalProfit === equity + audited.withdrawn - audited.deposited,
      () => `account ${id} has profit ${totalProfit}`,
    );
  }
}
