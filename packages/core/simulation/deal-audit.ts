import type { BotSettings, BotsEvent, Core, CoreEvent, Instrument } from '../src/index.ts';
import { checkAsked, checkPath } from './deal-paths.ts';
import { must } from './failure.ts';
import { addFill, sumText } from './fill-sum.ts';
import type { Issued } from './issued.ts';
import { type AuditedLeg, checkLeg, checkQuantities } from './leg-audit.ts';
import { type NaiveDeal, noSum } from './naive-deal.ts';
import { type Filled, OrderOwnerAudit } from './order-owner-audit.ts';
import type { AuditedOwners } from './owners-audit.ts';

export interface AuditedDeal extends NaiveDeal {
  readonly id: number;
  readonly bot: number;
  readonly account: number;
  readonly createdAt: number;
  status: string;
  /** Its final status; null while it is active. */
  ended: string | null;
  /** Open orders by id. */
  readonly legs: Map<number, AuditedLeg>;
  /** Safety orders that are filled; the price of each that was ever sent. */
  readonly safetyDone: Set<number>;
  readonly safetyPrices: Map<number, number>;
  readonly stepsDone: Set<number>;
  /** Slots of conditions that are armed, and those that have fired since the last change of status. */
  readonly armed: Set<number>;
  readonly fired: Set<number>;
  stopAt: number;
}

interface AuditedBot {
  readonly account: number;
  settings: BotSettings;
  enabled: boolean;
  readonly deals: Set<number>;
  readonly closedAt: Map<number, number>;
  /** By instrument: when a deal that was started begins. */
  readonly waits: Map<number, number>;
}

/** The slots of a take profit that is waited for, and of a safety order that is sent at the market. */
const [TAKE_PROFIT, SAFETY] = [1, 2];

/**
 * Bots and deals as the journal tells them: it adds up the fills of every deal on its own, follows each along the table of
 * states, and fails on a start, an order or an end that the rules do not allow.
 */
export class DealAudit extends OrderOwnerAudit<AuditedDeal> {
  readonly bots = new Map<number, AuditedBot>();
  readonly deals = new Map<number, AuditedDeal>();
  readonly #blackLists = new Map<number, readonly number[]>();

  constructor(issued: Issued, owners: AuditedOwners) {
    super({ owner: 'deal', events: 'bots.', slots: 4 }, issued, owners);
  }

  protected override own(event: CoreEvent, instrumentOf: (id: number) => Instrument): void {
    this.#bots(event as BotsEvent, instrumentOf);
  }

  #bots(event: BotsEvent, instrumentOf: (id: number) => Instrument): void {
    switch (event.type) {
      case 'bots.created': {
        const { account, settings } = event;
        this.bots.set(event.id, {
          account,
          settings,
          enabled: false,
          deals: new Set(),
          closedAt: new Map(),
          waits: new Map(),
        });
        return;
      }
      case 'bots.edited': {
        const bot = this.#bot(event.id);
        must(bot.settings.strategy === event.settings.strategy, () => `bot ${event.id} changed sides`);
        bot.settings = event.settings;
        return;
      }
      case 'bots.enabled':
        this.#bot(event.id).enabled = true;
        return;
      case 'bots.disabled':
        must(this.#bot(event.id).enabled, () => `bot ${event.id} was disabled twice`);
        this.#bot(event.id).enabled = false;
        this.#bot(event.id).waits.clear();
        return;
      case 'bots.deleted':
        must(this.#bot(event.id).deals.size === 0, () => `bot ${event.id} was deleted with active deals`);
        this.bots.delete(event.id);
        return;
      case 'bots.blackListSet':
        this.#blackLists.set(event.owner, event.instruments);
        return;
      case 'bots.startWaits': {
        const { waits, enabled, settings } = this.#bot(event.id);
        must(enabled && !waits.has(event.instrument), () => `bot ${event.id} starts a deal that waits already`);
        const due = event.at + (settings.startDelay ?? 0) * 1000;
        must(event.startAt === due, () => `a deal of bot ${event.id} begins at ${event.startAt}, not at ${due}`);
        waits.set(event.instrument, event.startAt);
        return;
      }
      case 'bots.startDropped':
        return this.#due(event.id, event.instrument, event.at);
      case 'bots.dealOpened':
        return this.#opened(event, instrumentOf(event.instrument));
      case 'bots.dealMoved': {
        const deal = this.running(event.id, event.type);
        checkPath(deal, event.status);
        checkAsked(deal, event.status, event.at, this.issued);
        deal.status = event.status;
        deal.fired.clear();
        deal.stopAt = 0;
        return;
      }
      case 'bots.dealBought': {
        const deal = this.running(event.id, event.type);
        checkPath(deal, 'bought');
        must(deal.base.steps > 0, () => `deal ${deal.id} is bought and has bought nothing`);
        deal.status = 'bought';
        return;
      }
      case 'bots.stopTimed': {
        const deal = this.running(event.id, event.type);
        deal.stopAt = event.stopAt;
        deal.fired.clear();
        return;
      }
      case 'bots.dealEdited': {
        const deal = this.running(event.id, event.type);
        deal.settings = { ...deal.settings, ...event.changes };
        deal.fired.clear();
        return;
      }
      case 'bots.dealClosed':
        return this.#closed(event);
      default:
        this.running(event.id, event.type);
    }
  }

  #opened(event: Extract<BotsEvent, { type: 'bots.dealOpened' }>, instrument: Instrument): void {
    const bot = this.#bot(event.bot);
    const { settings, account } = bot;
    const what = `deal ${event.id} of bot ${event.bot}`;
    must(!this.deals.has(event.id), () => `${what} began twice`);
    must(bot.enabled, () => `${what} began though the bot is disabled`);
    must(settings.instruments.includes(instrument.id), () => `${what} is on a pair of others`);
    const owner = this.owners.of(account).owner;
    must(this.#blackLists.get(owner)?.includes(instrument.id) !== true, () => `${what} is on a black-listed pair`);
    must(bot.deals.size < settings.maxActiveDeals, () => `${what} is one more than ${settings.maxActiveDeals}`);
    const manual = event.startedBy === 'manual';
    const there = [...bot.deals].filter((id) => this.running(id, event.type).instrument.id === instrument.id).length;
    const most = settings.instruments.length === 1 ? 1 : settings.dealsPerPair;
    const open = manual && settings.instruments.length > 1 && this.issued.skippingDeals.has(event.bot);
    must(open || there < most, () => `${what} is one more than ${most} on ${instrument.symbol}`);
    const cool = (bot.closedAt.get(instrument.id) ?? 0) + settings.cooldown * 1000;
    const hot = manual && this.issued.skippingSignals.has(event.bot);
    must(hot || event.at >= cool, () => `${what} began before its cooldown was over`);
    must(
      manual || event.startedBy === 'webhook' || !settings.start.some(({ kind }) => kind === 'manual'),
      () => `${what} began by itself`,
    );
    if (!manual && (settings.startDelay ?? 0) > 0) this.#due(event.bot, instrument.id, event.at);
    bot.waits.delete(instrument.id);
    bot.deals.add(event.id);
    this.deals.set(event.id, {
      id: event.id,
      bot: event.bot,
      account,
      instrument,
      settings,
      createdAt: event.at,
      status: 'created',
      ended: null,
      base: noSum(),
      entered: noSum(),
      exited: noSum(),
      legs: new Map(),
      safetyDone: new Set(),
      safetyPrices: new Map(),
      stepsDone: new Set(),
      armed: new Set(),
      fired: new Set(),
      stopAt: 0,
    });
  }

  /** A deal that was started before may begin now. */
  #due(id: number, instrument: number, at: number): void {
    const { waits } = this.#bot(id);
    must(
      (waits.get(instrument) ?? Number.POSITIVE_INFINITY) <= at,
      () => `a deal of bot ${id} begins before its moment`,
    );
    waits.delete(instrument);
  }

  protected override checkLeg(deal: AuditedDeal, leg: AuditedLeg): void {
    checkLeg(deal, leg, this.owners.of(deal.account).fees);
  }

  protected override sent(deal: AuditedDeal): void {
    checkQuantities(deal);
  }

  protected override filled(deal: AuditedDeal, { role, step, left }: AuditedLeg, fill: Filled): void {
    const long = deal.settings.strategy === 'long';
    const entry = (fill.side === 0) === long;
    for (const sum of entry ? [deal.entered, ...(role === 'base' ? [deal.base] : [])] : [deal.exited]) {
      addFill(sum, fill);
    }
    if (left > 0) return;
    if (role === 'safety') deal.safetyDone.add(step);
    if (role === 'takeProfit') deal.stepsDone.add(step);
  }

  protected override armed(deal: AuditedDeal, slot: number): void {
    // a price that would bring enough counts only while the conditions hold
    const waits = slot === TAKE_PROFIT && (deal.settings.closeWhen ?? []).length > 0;
    const ignored = slot !== SAFETY && !waits && deal.fired.has(slot);
    must(!ignored, () => `a price that deal ${deal.id} waited for came, and it waits on`);
    deal.armed.add(slot);
  }

  protected override disarmed({ armed }: AuditedDeal, slot: number): void {
    armed.delete(slot);
  }

  protected override fired(deal: AuditedDeal, slot: number): void {
    must(deal.armed.delete(slot), () => `condition ${slot} of deal ${deal.id} fired and was not armed`);
    deal.fired.add(slot);
  }

  #closed(event: Extract<BotsEvent, { type: 'bots.dealClosed' }>): void {
    const deal = this.running(event.id, event.type);
    checkPath(deal, event.status);
    const converted = event.status === 'cancelled' && (deal.status === 'bought' || deal.status === 'trailing');
    must(!converted || this.issued.convertedDeals.has(deal.id), () => `deal ${deal.id} ended and nobody asked for it`);
    const { exited, entered, instrument, settings } = deal;
    must(deal.legs.size === 0, () => `deal ${deal.id} ends and leaves ${[...deal.legs.keys()].join(', ')} open`);
    must(deal.armed.size === 0, () => `deal ${deal.id} ends and still waits for a price`);
    const gained = settings.strategy === 'long' ? exited.money - entered.money : entered.money - exited.money;
    const unit = 10n ** BigInt(Math.max(0, this.owners.scaleOf(instrument.quote) - 8));
    const doubled = 2n * (event.profit - gained);
    must(doubled <= unit && doubled >= -unit, () => `deal ${deal.id} made ${gained}, it says ${event.profit}`);
    must(
      event.profit % unit === 0n,
      () => `deal ${deal.id} tells its profit of ${event.profit} with too many decimals`,
    );
    const sold = event.status === 'completed' || event.status === 'panicSold' || event.status === 'stopLossFinished';
    if (sold) must(exited.steps > 0, () => `deal ${deal.id} is ${event.status} and sold nothing`);
    if (event.status === 'failed') must(entered.steps === 0, () => `deal ${deal.id} failed with coins`);
    this.#checkLeft(deal, event.status);
    deal.ended = event.status;
    const bot = this.#bot(deal.bot);
    bot.deals.delete(deal.id);
    bot.closedAt.set(instrument.id, event.at);
  }

  /** The state that a core must have after all these events. */
  agree(core: Core): void {
    const { bots, legs } = core.state;
    const active = [...this.deals.values()].filter(({ ended }) => ended === null);
    must(active.length === bots.deals.size, () => `${active.length} deals run in the journal, ${bots.deals.size} here`);
    for (const deal of active) {
      const live = bots.deals.get(deal.id);
      const told = [
        deal.status,
        sumText(deal.entered),
        sumText(deal.exited),
        deal.legs.size,
        [...deal.safetyDone].sort(),
      ];
      const here = live && [
        live.status,
        sumText({ ...live.entered, steps: live.enteredSteps }),
        sumText({ ...live.exited, steps: live.exitedSteps }),
        legs.byOwner.deal.get(deal.id)?.length ?? 0,
        [...live.safetyDone].sort(),
      ];
      must(`${told}` === `${here}`, () => `deal ${deal.id} is ${told} in the journal and ${here} here`);
      const same = JSON.stringify(live?.terms.settings) === JSON.stringify(deal.settings);
      must(same, () => `the settings of deal ${deal.id} changed and nobody changed them`);
    }
    this.agreeOnOrders(core);
  }

  /** Nothing that may be sold is left behind by a sale. */
  #checkLeft(deal: AuditedDeal, status: string): void {
    if (status === 'cancelled' || status === 'failed') return;
    const { instrument, settings, entered, exited } = deal;
    const { long } = { long: settings.strategy === 'long' };
    const least = Math.max(1, instrument.minQuantity);
    const left = long
      ? Number((entered.units - exited.units) / instrument.stepUnits)
      : settings.profitCurrency === 'quote'
        ? entered.steps - exited.steps
        : 0;
    must(left < least, () => `deal ${deal.id} is ${status} and leaves ${left} steps unsold`);
    must(!long || exited.units <= entered.units, () => `deal ${deal.id} sold more than it had`);
  }

  #bot(id: number): AuditedBot {
    const bot = this.bots.get(id);
    must(bot !== undefined, () => `there is no bot ${id}`);
    return bot;
  }

  protected override running(id: number, type: string): AuditedDeal {
    const deal = this.deals.get(id);
    must(deal !== undefined, () => `${type} of deal ${id}, which never began`);
    must(deal.ended === null, () => `${type} of deal ${id}, which has ended`);
    return deal;
  }
}
