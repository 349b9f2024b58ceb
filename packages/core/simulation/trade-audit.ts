import type { Core, CoreEvent, Instrument, TakeProfitSettings, TradeSettings, TradesEvent } from '../src/index.ts';
import { must } from './failure.ts';
import { addFill, sumText } from './fill-sum.ts';
import type { Issued } from './issued.ts';
import type { AuditedLeg } from './leg-audit.ts';
import { fraction, noSum } from './naive-deal.ts';
import { type AuditedStep, isOver, type NaiveTrade } from './naive-trade.ts';
import { type Armed, type Ended, type Filled, type Moved, OrderOwnerAudit } from './order-owner-audit.ts';
import type { AuditedOwners } from './owners-audit.ts';
import { checkEntry, checkTradeLeg, checkTradeQuantities } from './trade-legs.ts';
import { checkEnd, checkHeld, checkStepPath, checkTradeAsked, checkTradePath, STOP } from './trade-paths.ts';

/** What a condition waited for. */
export interface FiredCondition {
  /** The price that was watched: bid, ask or last. */
  readonly kind: string;
  readonly trailing: boolean;
  readonly level: number;
}

export interface AuditedTrade extends NaiveTrade {
  readonly account: number;
  readonly deal: number;
  status: string;
  ended: string | null;
  /** Conditions by slot: those that are armed, and those that have fired and were not acted upon. */
  readonly armed: Map<number, FiredCondition>;
  readonly fired: Map<number, FiredCondition>;
  stopAt: number;
  /** Of what was entered, steps that added orders brought before the trade had entered. */
  addedEarly: number;
  /** Roles of sales of everything that have sold something. */
  readonly closedBy: Set<string>;
}

type Edited = Extract<TradesEvent, { type: 'trades.edited' }>;
type Opened = Extract<TradesEvent, { type: 'trades.opened' }>;

/**
 * Smart trades as the journal tells them: it adds up the fills of every trade on its own, follows each along the table of
 * states, and fails on an order, a price, an amount or an end that the rules do not allow.
 */
export class TradeAudit extends OrderOwnerAudit<AuditedTrade> {
  readonly trades = new Map<number, AuditedTrade>();
  /** Of open orders that enter, filled or not. */
  readonly #quantities = new Map<number, number>();

  constructor(issued: Issued, owners: AuditedOwners) {
    super({ owner: 'trade', events: 'trades.', slots: 16 }, issued, owners);
  }

  protected override own(event: CoreEvent, instrumentOf: (id: number) => Instrument): void {
    this.#trades(event as TradesEvent, instrumentOf);
  }

  /** Whether a trade is on its way out, or has ended. */
  isLeaving(id: number): boolean {
    const trade = this.trades.get(id);
    return trade !== undefined && (trade.ended !== null || trade.status === 'cancelling');
  }

  #trades(event: TradesEvent, instrumentOf: (id: number) => Instrument): void {
    if (event.type === 'trades.opened') return this.#opened(event, instrumentOf(event.settings.instrument));
    const trade = this.running(event.id, event.type);
    const asked = (command: string, position: number): void =>
      must(
        this.issued.ofTrades.has(`trades.${command} ${trade.id} ${position}`),
        () => `${event.type} of step ${position} of trade ${trade.id}, and nobody asked for it`,
      );
    switch (event.type) {
      case 'trades.moved':
        checkTradePath(trade, event.status);
        checkTradeAsked(trade, event.status, event.at, this.issued);
        trade.status = event.status;
        trade.fired.clear();
        trade.stopAt = 0;
        return;
      case 'trades.held': {
        checkTradePath(trade, 'holding');
        checkHeld(trade, event.steps, event.stop);
        trade.status = 'holding';
        trade.addedEarly = 0;
        for (const [position, amount, level] of event.steps) {
          const step = trade.steps.get(position) as AuditedStep;
          const status = isOver(step) ? 'idle' : step.status;
          Object.assign(step, { amount, level, status } satisfies Partial<AuditedStep>);
        }
        return;
      }
      case 'trades.stepMoved': {
        checkStepPath(trade, event.position, event.status);
        (trade.steps.get(event.position) as AuditedStep).status = event.status;
        return;
      }
      case 'trades.stepSaleAsked':
        asked('panicSellStep', event.position);
        (trade.steps.get(event.position) as AuditedStep).sale = true;
        return;
      case 'trades.stepCancelAsked':
        asked('cancelStep', event.position);
        (trade.steps.get(event.position) as AuditedStep).cancel = true;
        return;
      case 'trades.stopTimed':
        must(trade.fired.delete(STOP), () => `the time of trade ${trade.id} runs and its stop loss was not touched`);
        trade.stopAt = event.stopAt;
        return;
      case 'trades.edited':
        return this.#edited(trade, event);
      case 'trades.closed':
        checkTradePath(trade, event.status);
        checkEnd(trade, event.status);
        this.#checkProfit(trade, event.status, event.profit);
        trade.ended = event.status;
        return;
    }
  }

  #opened({ id, account, settings, steps, deal }: Opened, instrument: Instrument): void {
    must(!this.trades.has(id), () => `trade ${id} began twice`);
    this.owners.of(account);
    must(deal === 0 || this.issued.convertedDeals.has(deal), () => `trade ${id} took deal ${deal} over unasked`);
    const { entry } = settings;
    const status = entry === null ? 'holding' : entry.type === 'conditional' ? 'waiting' : 'entering';
    const trade: AuditedTrade = {
      id,
      account,
      deal,
      instrument,
      settings,
      status,
      ended: null,
      entered: noSum(),
      exited: noSum(),
      value: 0n,
      reduced: 0,
      addedEarly: 0,
      steps: new Map(),
      legs: new Map(),
      armed: new Map(),
      fired: new Map(),
      stopAt: 0,
      closedBy: new Set(),
    };
    for (const [place, own] of byPosition(settings)) trade.steps.set(own.position, begun(steps[place], own));
    if (entry === null) {
      const [whole, part] = fraction(settings.quantity);
      const { coefficient, scale } = instrument.quantityStep;
      trade.entered.steps = Number((whole * 10n ** BigInt(scale)) / (part * coefficient));
      trade.entered.units = BigInt(trade.entered.steps) * instrument.stepUnits;
      trade.entered.money = this.#heldMoney(trade);
      trade.value = trade.entered.money;
    }
    this.trades.set(id, trade);
  }

  /** What coins that are held are said to have cost: to the minor unit, half up. */
  #heldMoney({ settings, instrument }: AuditedTrade): bigint {
    const [price, priceUnit] = fraction(settings.averagePrice);
    const [quantity, unit] = fraction(settings.quantity);
    const exact = price * quantity * 10n ** BigInt(this.owners.scaleOf(instrument.quote));
    return (2n * exact + priceUnit * unit) / (2n * priceUnit * unit);
  }

  #edited(trade: AuditedTrade, { settings, steps }: Edited): void {
    const { id } = trade;
    must(this.issued.ofTrades.has(`trades.edit ${id}`), () => `trade ${id} was edited and nobody asked for it`);
    const before = this.#heldMoneyOf(trade);
    const { instrument, side, quantity } = trade.settings;
    const same = settings.instrument === instrument && settings.side === side;
    const entering = trade.status !== 'holding';
    must(same && (entering || settings.quantity === quantity), () => `an edit made another trade of ${id}`);
    trade.settings = settings;
    for (const leg of trade.legs.values()) if (leg.role === 'entry') checkEntry(trade, leg);
    const more = this.#heldMoneyOf(trade) - before;
    trade.entered.money += more;
    trade.value += more;
    const old = new Map(Array.from(trade.steps.values(), (step) => [step.id, step]));
    trade.steps.clear();
    for (const [place, own] of byPosition(settings)) {
      const known = old.get(steps[place] as number);
      old.delete(steps[place] as number);
      if (known !== undefined && !isOver(known)) {
        const { share: _, ...target } = own;
        const { share: __, ...was } = known.settings;
        if (known.status === 'trailing' && JSON.stringify(target) !== JSON.stringify(was)) known.status = 'idle';
        known.settings = own;
      }
      trade.steps.set(own.position, known ?? begun(steps[place], own));
    }
    for (const step of old.values()) {
      must(step.sold === 0 || step.status === 'cancelled', () => `an edit of trade ${id} drops step ${step.id}, sold`);
    }
  }

  /** An order that enters is moved by an edit, which follows at once. */
  protected override moved(trade: AuditedTrade, leg: AuditedLeg, { id, price, quantity }: Moved): void {
    const asked = leg.role === 'entry' && this.issued.ofTrades.has(`trades.edit ${trade.id}`);
    must(asked, () => `order ${id} of trade ${trade.id} was moved past it`);
    const filled = (this.#quantities.get(id) ?? 0) - leg.left;
    trade.legs.set(id, { ...leg, price, left: quantity - filled });
    this.#quantities.set(id, quantity);
  }

  #heldMoneyOf(trade: AuditedTrade): bigint {
    return trade.settings.entry === null ? this.#heldMoney(trade) : 0n;
  }

  protected override checkLeg(trade: AuditedTrade, leg: AuditedLeg): void {
    checkTradeLeg(trade, leg, this.issued);
  }

  protected override sent(trade: AuditedTrade, { order, role, step, left }: AuditedLeg): void {
    if (role === 'entry') this.#quantities.set(order, left);
    checkTradeQuantities(trade);
    const own = role === 'step' ? trade.steps.get(step) : undefined;
    if (own !== undefined) own.status = 'ordered';
  }

  protected override filled(trade: AuditedTrade, { role, step: position, left }: AuditedLeg, fill: Filled): void {
    const enters = role === 'entry' || role === 'added';
    addFill(enters ? trade.entered : trade.exited, fill);
    if (enters) trade.value += fill.cash < 0n ? -fill.cash : fill.cash;
    const early = ['waiting', 'trailingEntry', 'entering'].includes(trade.status);
    if (role === 'added' && early) trade.addedEarly += fill.quantity;
    if (role === 'reduce') trade.reduced += fill.quantity;
    if (role === 'stop' || role === 'panic') trade.closedBy.add(role);
    const step = role === 'step' ? trade.steps.get(position) : undefined;
    if (step !== undefined) {
      step.sold += fill.quantity;
      if (left === 0) step.status = step.sale ? 'panicSold' : 'done';
    }
    must(
      trade.exited.units <= trade.entered.units || trade.settings.side === 'short',
      () => `trade ${trade.id} oversold`,
    );
  }

  protected override ended(trade: AuditedTrade, leg: AuditedLeg, { reason }: Ended): void {
    const step = leg.role === 'step' ? trade.steps.get(leg.step) : undefined;
    if (step !== undefined) step.status = reason === 'withdrawn' || reason === 'expired' ? 'idle' : 'failed';
  }

  protected override dropped(_trade: AuditedTrade, order: number): void {
    this.#quantities.delete(order);
  }

  /** A price that the place has waited for before counts no more. */
  protected override armed({ armed, fired }: AuditedTrade, slot: number, event: Armed): void {
    const trailing = event.type === 'stops.trailingArmed';
    armed.set(slot, { kind: event.kind, trailing, level: event.type === 'stops.armed' ? event.level : 0 });
    fired.delete(slot);
  }

  protected override disarmed({ armed }: AuditedTrade, slot: number): void {
    armed.delete(slot);
  }

  protected override fired(trade: AuditedTrade, slot: number): void {
    const condition = trade.armed.get(slot);
    must(condition !== undefined, () => `condition ${slot} of trade ${trade.id} fired and was not armed`);
    trade.armed.delete(slot);
    trade.fired.set(slot, condition);
  }

  #checkProfit({ id, settings, instrument, entered, exited }: AuditedTrade, status: string, profit: bigint): void {
    const sold = !['cancelled', 'failed', 'finished'].includes(status);
    const gained = settings.side === 'long' ? exited.money - entered.money : entered.money - exited.money;
    const unit = 10n ** BigInt(Math.max(0, this.owners.scaleOf(instrument.quote) - 8));
    const doubled = 2n * (profit - (sold ? gained : 0n));
    must(doubled <= unit && doubled >= -unit, () => `trade ${id} made ${gained}, it says ${profit}`);
    must(profit % unit === 0n, () => `trade ${id} tells its profit of ${profit} with too many decimals`);
  }

  /** The state that a core must have after all these events. */
  agree(core: Core): void {
    const { trades, legs } = core.state;
    const running = [...this.trades.values()].filter(({ ended }) => ended === null);
    must(running.length === trades.trades.size, () => `${running.length} trades run in the journal, not so here`);
    for (const trade of running) {
      const live = trades.trades.get(trade.id);
      const step = ({ id, status, amount, sold, level }: AuditedStep): string => `${[id, status, amount, sold, level]}`;
      const told = [trade.status, sumText(trade.entered), sumText(trade.exited), trade.legs.size, trade.reduced];
      const here = live && [
        live.status,
        sumText({ ...live.entered, steps: live.enteredSteps }),
        sumText({ ...live.exited, steps: live.exitedSteps }),
        legs.byOwner.trade.get(trade.id)?.length ?? 0,
        live.reducedSteps,
      ];
      must(`${told}` === `${here}`, () => `trade ${trade.id} is ${told} in the journal and ${here} here`);
      const steps = [...trade.steps.values()].map(step).join();
      const own = Array.from(live?.steps.values() ?? [], (each) =>
        step({ ...each, sale: false, cancel: false }),
      ).join();
      must(steps === own, () => `the steps of trade ${trade.id} are ${steps} in the journal and ${own} here`);
      const same = JSON.stringify(live?.settings) === JSON.stringify(trade.settings);
      must(same, () => `the settings of trade ${trade.id} changed and nobody changed them`);
    }
    this.agreeOnOrders(core);
  }

  protected override running(id: number, type: string): AuditedTrade {
    const trade = this.trades.get(id);
    must(trade !== undefined, () => `${type} of trade ${id}, which never began`);
    must(trade.ended === null, () => `${type} of trade ${id}, which has ended`);
    return trade;
  }
}

function byPosition({ takeProfits }: TradeSettings): [number, TakeProfitSettings][] {
  return [...takeProfits.entries()].sort(([, a], [, b]) => a.position - b.position);
}

function begun(id: number | undefined, settings: AuditedStep['settings']): AuditedStep {
  return { id: id ?? 0, settings, status: 'idle', amount: 0, level: 0, sold: 0, sale: false, cancel: false };
}
