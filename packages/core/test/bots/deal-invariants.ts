import type { CoreEvent, Deal, FinishedDeal, LegSent, Order, OrderFilled } from '../../src/index.ts';
import type { DealLife } from './deal-life.ts';
import { ceiling, isAtLeast, minus, over, plus, type Rational, rational, times } from './rational.ts';

/** Where a deal may go from each status (B1); `end` stands for the final ones. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  created: ['basePlaced', 'bought', 'failed', 'cancelPending'],
  basePlaced: ['bought', 'failed', 'cancelPending'],
  bought: ['trailing', 'completed', 'stopLossPending', 'panicSellPending', 'cancelPending', 'conditionPending'],
  trailing: ['bought', 'trailingSale', 'completed', 'stopLossPending', 'panicSellPending', 'cancelPending'],
  trailingSale: ['bought', 'completed'],
  stopLossPending: ['stopLossPlaced', 'completed', 'cancelled'],
  stopLossPlaced: ['bought', 'stopLossFinished'],
  panicSellPending: ['panicSellPlaced', 'cancelPending', 'completed', 'cancelled'],
  panicSellPlaced: ['bought', 'panicSold'],
  cancelPending: ['cancelled', 'completed'],
  conditionPending: ['conditionPlaced', 'completed', 'cancelled'],
  conditionPlaced: ['bought', 'completed'],
};

/** What the orders of a deal moved, added up from the journal alone: coins and money of entries and exits. */
interface Moved {
  readonly entered: [bigint, bigint];
  readonly exited: [bigint, bigint];
  sales: number;
}

/** Watches the events of a life and the deals that they make, and throws when a rule of part E is broken. */
export class DealWatch {
  private readonly life: DealLife;
  private readonly status = new Map<number, string>();
  private readonly legs = new Map<number, LegSent>();
  private readonly moved = new Map<number, Moved>();
  private readonly ended = new Set<number>();
  /** Orders that the venue would not cancel when it was asked. */
  private readonly refused = new Set<number>();
  private seen = 0;
  private before: readonly [bigint, bigint];

  constructor(life: DealLife) {
    this.life = life;
    this.before = [this.total('BTC'), this.total('USDT')];
    // the bot has started when the watch begins: its deals are followed from the first event on
    for (const event of life.desk.events)
      if (event.type === 'orders.filled') this.before = this.undo(event as OrderFilled);
  }

  check(): void {
    const { events, finished, core } = this.life.desk;
    for (; this.seen < events.length; this.seen++) this.hear(events[this.seen] as CoreEvent);
    for (const deal of core.state.bots.deals.values()) this.checkRunning(deal);
    for (const ended of finished) if (!this.ended.has(ended.deal.id)) this.checkEnded(ended);
    this.checkAccount();
  }

  private hear(event: CoreEvent): void {
    const { id, status } = event as CoreEvent & { readonly id: number; readonly status: string };
    switch (event.type) {
      case 'legs.sent':
        this.legs.set((event as LegSent).order, event as LegSent);
        return;
      case 'orders.filled':
        return this.add(event as OrderFilled);
      case 'orders.cancelRefused':
        this.refused.add(id);
        return;
      case 'bots.dealOpened':
        this.status.set(id, 'created');
        this.moved.set(id, { entered: [0n, 0n], exited: [0n, 0n], sales: 0 });
        return;
      case 'bots.dealBought':
        return this.go(id, 'bought');
      case 'bots.dealMoved':
      case 'bots.dealClosed':
        return this.go(id, status);
    }
  }

  private go(id: number, to: string): void {
    const from = this.status.get(id) ?? 'nothing';
    must(PATHS[from]?.includes(to) === true, `deal ${id} went from ${from} to ${to}`);
    this.status.set(id, to);
  }

  private add(fill: OrderFilled): void {
    const leg = this.legs.get(fill.id);
    const moved = leg === undefined ? undefined : this.moved.get(leg.entity);
    if (leg === undefined || moved === undefined) throw new Error(`a fill of order ${fill.id}, which is no deal's`);
    const isEntry = leg.role !== 'takeProfit' && leg.role !== 'close';
    const amount = isEntry ? moved.entered : moved.exited;
    const [coins, money] = changes(fill);
    amount[0] += fill.side === 0 ? coins : -coins;
    amount[1] += fill.side === 0 ? -money : money;
    if (leg.role === 'close') moved.sales += 1;
  }

  /** E1, E2, E3, and that a deal never forgets an order. */
  private checkRunning(deal: Deal): void {
    const { desk } = this.life;
    this.checkAmounts(deal);
    const legs = desk.core.state.legs.byOwner.deal.get(deal.id) ?? [];
    const orders = legs.map((leg) => ({ ...leg, order: desk.order(leg.order) }));
    const staying = orders.filter(({ order }) => order !== undefined && !this.isLeaving(order));
    if (deal.status !== 'bought' && deal.status !== 'trailing') return;
    const safety = staying.filter(({ role }) => role === 'safety');
    const { maxSafetyOrders, activeSafetyOrders, trailing } = deal.terms.settings;
    must(safety.length <= Math.max(activeSafetyOrders, 1), `${safety.length} safety orders rest`);
    // at a venue more may be filled than are wanted by now, but none rests then
    const most = safety.length === 0 || safety.length + deal.safetyDone.size <= maxSafetyOrders;
    must(most, `${safety.length} rest and ${deal.safetyDone.size} are filled of ${maxSafetyOrders}`);
    const limits = safety.filter(({ order }) => order?.orderType === 'limit').sort((a, b) => a.step - b.step);
    const prices = limits.map(({ order }) => order?.price ?? 0);
    const sorted = [...prices].sort((a, b) => (deal.terms.long ? b - a : a - b));
    must(`${prices}` === `${sorted}`, `safety orders at ${prices}`);
    const takes = staying.filter(({ role }) => role === 'takeProfit');
    const busy = orders.length > staying.length || deal.error !== null;
    if (trailing) must(takes.length === 0 || busy, 'a take profit rests though it trails');
    else must(takes.length > 0 || busy || !this.holds(deal), `deal ${deal.id} holds coins and no take profit rests`);
    const single = takes[0]?.order;
    if (single !== undefined && takes.length === 1 && !busy) this.checkTakeProfit(deal, single.price);
  }

  private isLeaving({ id, cancelRequested, status }: Order): boolean {
    return cancelRequested || status === 'closing' || this.refused.has(id);
  }

  /** Whether there is a lot to exit. */
  private holds({ terms, entered, exited, enteredSteps, exitedSteps, instrument }: Deal): boolean {
    const lot = this.life.desk.core.state.instruments.instruments[instrument]?.stepUnits ?? 1n;
    return terms.long ? entered.units - exited.units >= lot : enteredSteps > exitedSteps;
  }

  /** E3: the percentage is reached at this price, and not one step before. */
  private checkTakeProfit(deal: Deal, steps: number): void {
    const { takeProfitType, takeProfit, takeProfitSteps, strategy } = deal.terms.settings;
    const { mode, maker } = this.life.desk.account(deal.account).fees;
    if (strategy === 'short' || takeProfitType !== 'total' || takeProfitSteps.length > 0 || mode !== 'quote') return;
    const scaleOf = (code: string): bigint =>
      10n ** BigInt(this.life.desk.core.state.instruments.assetByCode.get(code)?.scale ?? 0);
    const money = (amount: bigint): Rational => ({ over: amount, under: scaleOf('USDT') });
    const left: Rational = { over: deal.entered.units - deal.exited.units, under: scaleOf('BTC') };
    const wanted = times(money(deal.entered.money), plus(rational('1'), times(rational(takeProfit), rational('0.01'))));
    const fee: Rational = { over: BigInt(maker), under: 1_000_000n };
    const net = times(left, minus(rational('1'), fee));
    const price: Rational = { over: BigInt(steps), under: 100n };
    must(isAtLeast(plus(times(price, net), money(deal.exited.money)), wanted), `a take profit at ${steps} is too low`);
    if (deal.exited.units > 0n) return;
    must(ceiling(times(over(wanted, net), rational('100'))) === BigInt(steps), `a take profit at ${steps} is too high`);
  }

  /** E4, E5, E10. */
  private checkEnded({ deal, status }: FinishedDeal): void {
    const { core } = this.life.desk;
    this.ended.add(deal.id);
    this.checkAmounts(deal);
    must(this.status.get(deal.id) === status, `deal ${deal.id} is ${status}`);
    must((core.state.legs.byOwner.deal.get(deal.id) ?? []).length === 0, `deal ${deal.id} ended with open orders`);
    if (status === 'cancelled' && this.moved.get(deal.id)?.sales === 0)
      must(deal.closeBasis < 0, `deal ${deal.id} sold though it was cancelled`);
    if (status === 'failed') must(deal.entered.units === 0n, `deal ${deal.id} failed with coins`);
    const { strategy, profitCurrency } = deal.terms.settings;
    // a short deal in base currency gives back what its money buys
    const sellsAll = status !== 'cancelled' && (strategy === 'long' || profitCurrency === 'quote');
    if (sellsAll) must(!this.holds(deal), `deal ${deal.id} is ${status} and has something left`);
  }

  private checkAmounts(deal: Deal): void {
    const { entered, exited } = this.moved.get(deal.id) as Moved;
    must(deal.entered.units === entered[0] && deal.entered.money === entered[1], `deal ${deal.id} entered otherwise`);
    must(deal.exited.units === exited[0] && deal.exited.money === exited[1], `deal ${deal.id} exited otherwise`);
  }

  /** The account has changed by what its deals moved, by nothing else. */
  private checkAccount(): void {
    const { core, finished } = this.life.desk;
    let [coins, money] = this.before;
    for (const deal of [...core.state.bots.deals.values(), ...finished.map((ended) => ended.deal)]) {
      const sign = deal.terms.long ? 1n : -1n;
      coins += sign * (deal.entered.units - deal.exited.units);
      money += sign * (deal.exited.money - deal.entered.money);
    }
    must(coins === this.total('BTC') && money === this.total('USDT'), 'the account has changed otherwise');
  }

  private total(code: string): bigint {
    const { core, trader } = this.life.desk;
    const asset = core.state.instruments.assetByCode.get(code);
    return this.life.desk.account(trader).balances.get(asset?.id ?? 0)?.total ?? 0n;
  }

  private undo(fill: OrderFilled): [bigint, bigint] {
    const [coins, money] = changes(fill);
    return [this.before[0] - coins, this.before[1] - money];
  }
}

/** What a fill did to the account, fee included. */
function changes({ units, cash, fee, feeAsset, cashAsset }: OrderFilled): [coins: bigint, money: bigint] {
  const inMoney = feeAsset === cashAsset;
  return [units - (inMoney ? 0n : (fee as bigint)), cash - (inMoney ? (fee as bigint) : 0n)];
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
