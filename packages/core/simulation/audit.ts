import type {
  AccountsEvent,
  Core,
  CoreEvent,
  Instrument,
  KnownWork,
  OrdersEvent,
  RiskEvent,
  StopsEvent,
} from '../src/index.ts';
import { type BotsEvent, type GridEvent, SYSTEM_ACCOUNTS, type TradesEvent } from '../src/index.ts';
import { CopyAudit } from './copy-audit.ts';
import { DealAudit } from './deal-audit.ts';
import { must } from './failure.ts';
import { GridAudit } from './grid-audit.ts';
import type { Issued } from './issued.ts';
import { AuditedOwners } from './owners-audit.ts';
import { RiskAudit } from './risk-audit.ts';
import { TradeAudit } from './trade-audit.ts';
import { WaitingAudit } from './waiting-audit.ts';

interface AuditedOrder {
  readonly account: number;
  readonly instrument: number;
  readonly side: 0 | 1;
  quantity: number;
  filled: number;
  /** Quantity that was left when the order ended; -1 while it is open. */
  cancelled: number;
  cancelAsked: boolean;
  /** Fees of all its fills. */
  fees: bigint;
  readonly venueFills: Set<string>;
  readonly moves: string[];
  readonly origin: string;
}

/**
 * An independent account of the journal: it reads every durable event once, keeps the books in its own way and fails on
 * what cannot be.
 */
export class Audit {
  readonly orders = new Map<number, AuditedOrder>();
  /** What each token came to: an order, a transfer or an account, and the turn it came in. */
  readonly effects = new Map<string, { readonly id: number; readonly seq: number }>();
  /** Idempotency keys as the read model has them: `account:key`. */
  readonly keys = new Map<string, KnownWork>();
  readonly closedAccounts = new Set<number>();
  readonly accountNames = new Map<number, string>();
  readonly #issued: Issued;
  readonly #cash = new Map<string, bigint>();
  readonly #fills = new Map<number, number[]>();
  readonly #waiting = new WaitingAudit();
  readonly #risk: RiskAudit;
  readonly #owners = new AuditedOwners();
  readonly deals: DealAudit;
  readonly trades: TradeAudit;
  readonly grids: GridAudit;
  readonly copies = new CopyAudit();
  #seq = 0;

  constructor(issued: Issued) {
    this.#issued = issued;
    this.#risk = new RiskAudit(issued);
    this.deals = new DealAudit(issued, this.#owners);
    this.trades = new TradeAudit(issued, this.#owners);
    this.grids = new GridAudit(issued, this.#owners);
  }

  /** Reads one event of turn `seq`. */
  take(event: CoreEvent, seq: number, instrumentOf: (id: number) => Instrument): void {
    this.#seq = seq;
    const known = event as OrdersEvent | AccountsEvent | BotsEvent | TradesEvent | GridEvent;
    this.#owners.take(event);
    this.deals.take(event, instrumentOf);
    this.trades.take(event, instrumentOf);
    this.grids.take(event, instrumentOf);
    this.copies.take(event);
    this.#mustBelong(event as OrdersEvent);
    this.#waiting.take(event as OrdersEvent | StopsEvent);
    this.#risk.take(event as OrdersEvent | RiskEvent);
    switch (known.type) {
      case 'accounts.opened':
        this.#effect(known.name, known.id);
        this.accountNames.set(known.id, known.name);
        return;
      case 'bots.created':
        return this.#effect(known.secret.replace(/-+$/, ''), known.id);
      case 'trades.opened':
        if (known.deal === 0) this.#effect(known.note ?? '', known.id);
        return;
      case 'grid.created':
        return this.#effect(known.note ?? '', known.id);
      case 'accounts.configured':
        this.accountNames.set(known.id, known.name);
        return;
      case 'accounts.closed':
        this.closedAccounts.add(known.id);
        return;
      case 'accounts.transferred':
        if (known.key !== null) {
          this.#effect(known.key, known.id);
          this.keys.set(`${known.account}:${known.key}`, { kind: 'transfer', id: known.id });
        }
        this.#add(known.from, known.asset, -known.amount);
        this.#add(known.to, known.asset, known.amount);
        return;
      case 'accounts.positionSettled': {
        const currency = instrumentOf(known.instrument).quote;
        this.#add(known.account, currency, known.result);
        this.#add(SYSTEM_ACCOUNTS.market, currency, -known.result);
        return;
      }
      case 'orders.placed': {
        must(!this.orders.has(known.id), () => `order ${known.id} was placed twice`);
        // what the platform sends of its own has nobody's token: other audits say whether it was asked for
        const token = known.key ?? known.comment ?? '';
        if (!/^(risk|deal|trade|grid|copy):/.test(known.origin)) this.#effect(token, known.id);
        if (known.key !== null) this.keys.set(`${known.account}:${known.key}`, { kind: 'order', id: known.id });
        this.orders.set(known.id, {
          account: known.account,
          instrument: known.instrument,
          side: known.action === 'buy' || known.action === 'cover' ? 0 : 1,
          quantity: known.quantity,
          filled: 0,
          cancelled: -1,
          cancelAsked: false,
          fees: 0n,
          venueFills: new Set(),
          moves: [`${known.price}/${known.quantity}/${known.stopPrice}`],
          origin: known.origin,
        });
        return;
      }
      case 'orders.filled':
        return this.#filled(known, instrumentOf(known.instrument));
      case 'orders.moved': {
        const order = this.#open(known.id, known.type);
        order.quantity = known.quantity;
        // its stop price stays what it was
        const stopPrice = order.moves.at(-1)?.split('/')[2];
        order.moves.push(`${known.price}/${known.quantity}/${stopPrice}`);
        must(order.quantity > order.filled, () => `order ${known.id} was moved to less than it has filled`);
        return;
      }
      case 'orders.waitingMoved': {
        const order = this.#open(known.id, known.type);
        order.quantity = known.quantity;
        order.moves.push(`${known.price}/${known.quantity}/${known.stopPrice}`);
        return;
      }
      case 'orders.cancelRequested':
        this.#open(known.id, known.type).cancelAsked = true;
        return;
      case 'orders.ended': {
        const order = this.#open(known.id, known.type);
        order.cancelled = order.quantity - order.filled;
        if (known.reason === 'client' && !order.cancelAsked) {
          const asked = this.#issued.cancelled.has(known.id) || this.#issued.emptied.has(order.account);
          must(asked, () => `order ${known.id} was cancelled and nobody asked for it`);
        }
        if (known.reason === 'killed') {
          const asked = this.#issued.killed.has(order.account);
          must(asked, () => `order ${known.id} ended because its account was stopped, and nobody asked for it`);
        }
        if (known.reason === 'replaced') {
          must(this.#issued.replaced.has(known.id), () => `order ${known.id} was replaced and nobody asked for it`);
        }
        return;
      }
      case 'orders.triggered': {
        // a trailing order gets its limit with the price that lets it out
        const { moves, quantity } = this.#open(known.id, known.type);
        moves.push(`${known.limit}/${quantity}/${moves.at(-1)?.split('/')[2]}`);
        return;
      }
      case 'orders.activated':
      case 'orders.accepted':
      case 'orders.rested':
      case 'orders.cancelRefused':
      case 'orders.unknown':
      case 'orders.closing':
        this.#open(known.id, known.type);
        return;
    }
  }

  /** The state that a core must have after all these events. */
  agree(core: Core): void {
    const { accounts, orders } = core.state;
    this.deals.agree(core);
    this.trades.agree(core);
    this.grids.agree(core);
    this.copies.agree(core);
    for (const [id, order] of this.orders) {
      const open = orders.open.get(id);
      const ended = order.cancelled >= 0 || order.filled === order.quantity;
      must(
        ended === (open === undefined),
        () => `order ${id}: ${ended ? 'ended' : 'open'} in the journal, not so in the core`,
      );
      must(
        open === undefined || (open.filled === order.filled && open.quantity === order.quantity),
        () =>
          `order ${id}: the journal says ${order.filled}/${order.quantity}, the core ${open?.filled}/${open?.quantity}`,
      );
      const left = open === undefined ? 0 : open.quantity - open.filled;
      must(
        order.filled + Math.max(0, order.cancelled) + left === order.quantity,
        () =>
          `order ${id}: filled ${order.filled} + cancelled ${order.cancelled} + open ${left} is not ${order.quantity}`,
      );
    }
    must(orders.open.size <= this.orders.size, () => 'the core has open orders that are not in the journal');
    for (const account of accounts.accounts.values()) {
      for (const [asset, balance] of account.balances) {
        const expected = this.#cash.get(`${account.id}:${asset}`) ?? 0n;
        must(
          balance.total === expected,
          () => `account ${account.id} has ${balance.total} of asset ${asset}, the journal makes it ${expected}`,
        );
      }
    }
    for (const [fill, quantities] of this.#fills) {
      const sum = quantities.reduce((a, b) => a + b, 0);
      must(quantities.length === 1 || sum === 0, () => `fill ${fill}: bought and sold quantities differ by ${sum}`);
    }
  }

  #filled(event: Extract<OrdersEvent, { type: 'orders.filled' }>, instrument: Instrument): void {
    const order = this.#open(event.id, event.type);
    must(
      event.quantity > 0 && order.filled + event.quantity <= order.quantity,
      () => `order ${event.id} of ${order.quantity} was filled ${order.filled} + ${event.quantity}`,
    );
    order.filled += event.quantity;
    if (event.venueFill !== null) {
      must(
        !order.venueFills.has(event.venueFill),
        () => `fill ${event.venueFill} of order ${event.id} was taken twice`,
      );
      order.venueFills.add(event.venueFill);
    }
    const sides = this.#fills.get(event.fill) ?? [];
    sides.push(event.side === 0 ? event.quantity : -event.quantity);
    this.#fills.set(event.fill, sides);
    must(sides.length <= 2, () => `fill ${event.fill} has more than two sides`);
    // a fee is a part of what changes hands; a changed plan may give back what was taken before
    const basis = event.feeAsset === instrument.base ? absolute(event.units) : absolute(event.cash);
    if (instrument.settlement === 'spot') {
      const wrong = event.fee > basis || (event.fee < -basis && event.fee < -order.fees);
      order.fees += event.fee;
      must(!wrong, () => `order ${event.id} paid a fee of ${event.fee} on ${basis} of asset ${event.feeAsset}`);
    }
    const { market, fees } = SYSTEM_ACCOUNTS;
    this.#add(event.account, event.cashAsset, event.cash);
    this.#add(market, event.cashAsset, -event.cash);
    this.#add(event.account, instrument.base, event.units);
    this.#add(market, instrument.base, -event.units);
    this.#add(event.account, event.feeAsset, -event.fee);
    this.#add(fees, event.feeAsset, event.fee);
  }

  /** Only automatic traders withdraw orders, and only their own. */
  #mustBelong(event: OrdersEvent): void {
    if (event.type !== 'orders.ended' || event.reason !== 'withdrawn') return;
    const { origin } = this.#open(event.id, event.type);
    must(/^(deal|trade|grid):/.test(origin), () => `order ${event.id} of ${origin} was withdrawn`);
  }

  #open(id: number, type: string): AuditedOrder {
    const order = this.orders.get(id);
    must(order !== undefined, () => `${type} of order ${id}, which was never placed`);
    const ended = order.cancelled >= 0 || order.filled === order.quantity;
    must(!ended, () => `${type} of order ${id}, which has ended`);
    return order;
  }

  #effect(token: string, id: number): void {
    must(
      this.#issued.tokens.has(token),
      () => `something happened that nobody asked for: token ${JSON.stringify(token)}`,
    );
    const before = this.effects.get(token);
    must(before === undefined, () => `command ${token} was carried out twice: it came to ${before?.id} and ${id}`);
    this.effects.set(token, { id, seq: this.#seq });
  }

  #add(account: number, asset: number, amount: bigint): void {
    if (amount === 0n) return;
    const key = `${account}:${asset}`;
    this.#cash.set(key, (this.#cash.get(key) ?? 0n) + amount);
  }
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
