import fc from 'fast-check';
import { BotDesk } from '../../src/bots/test-bots.ts';
import { VenueDesk } from '../../src/bots/test-venue.ts';
import type { BotSettings, Command, DealSettings, Order, Quantity, Report, SafetyStep } from '../../src/index.ts';

/** One random thing that happens in the life of a bot; numbers are picks, so that it means something in every state. */
export interface Happening {
  readonly kind: keyof typeof KINDS;
  readonly pick: number;
  readonly size: number;
  readonly move: number;
}

/** How often each kind happens. */
const KINDS = {
  quote: 40,
  time: 10,
  report: 60,
  start: 4,
  enable: 2,
  editDeal: 6,
  editBot: 3,
  addFunds: 4,
  cancelFunds: 2,
  sellStep: 3,
  panicSell: 3,
  cancel: 2,
  endAll: 1,
};

export const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.oneof(
    ...Object.entries(KINDS).map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind as keyof typeof KINDS) })),
  ),
  pick: fc.nat(1_000_000),
  size: fc.integer({ min: 1, max: 100 }),
  move: fc.integer({ min: -25, max: 25 }),
});

/** Settings that all fit together. */
export const settings: fc.Arbitrary<Partial<BotSettings>> = fc
  .record({
    strategy: fc.constantFrom('long', 'short'),
    safetyStep: fc.constantFrom('0.5', '1', '2'),
    stepScale: fc.constantFrom('1', '1.5'),
    volumeScale: fc.constantFrom('0.5', '1', '2'),
    maxSafetyOrders: fc.integer({ min: 0, max: 4 }),
    activeSafetyOrders: fc.integer({ min: 0, max: 3 }),
    takeProfit: fc.constantFrom('0.3', '1', '2.5'),
    takeProfitType: fc.constantFrom('base', 'total'),
    exit: fc.constantFrom('single', 'trailing', 'steps'),
    stop: fc.constantFrom('none', 'plain', 'timed', 'trailing', 'trailing timed'),
    stopLossDisables: fc.boolean(),
    profitCurrency: fc.constantFrom('quote', 'base'),
    startOrder: fc.constantFrom('limit', 'market'),
    closeTimeout: fc.constantFrom(0, 0, 600),
    cooldown: fc.constantFrom(0, 30),
    startDelay: fc.constantFrom(0, 0, 15),
    breakeven: fc.constantFrom(null, 0, 2),
    told: fc.boolean(),
  })
  .map(({ exit, stop, breakeven, told, ...rest }) => ({
    ...rest,
    ...(told ? { safetySteps: toldSteps(rest) } : {}),
    ...(exit === 'steps' && !stop.startsWith('trailing') ? { breakeven } : {}),
    trailing: exit === 'trailing',
    takeProfitSteps:
      exit === 'steps'
        ? ['30', '50', '20'].map((share, step) => ({ profit: ['0.5', '1', '2'][step] as string, share }))
        : [],
    stopLoss: stop === 'none' ? '0' : behind(rest),
    stopLossTrails: stop.startsWith('trailing'),
    stopLossTimeout: stop.endsWith('timed') ? 20 : 0,
    start: [{ kind: 'nonstop' }],
  })) as fc.Arbitrary<Partial<BotSettings>>;

/** The same safety orders told one by one, each of its own volume. */
function toldSteps(grid: { safetyStep: string; stepScale: string; maxSafetyOrders: number }): SafetyStep[] {
  let step = Number(grid.safetyStep);
  let deviation = 0;
  return Array.from({ length: grid.maxSafetyOrders }, (_, n) => {
    deviation += step;
    step *= Number(grid.stepScale);
    return { deviation: `${Number(deviation.toFixed(4))}`, volume: `${100 + 50 * n}` };
  });
}

/** A stop loss a little behind the last safety order. */
function behind(grid: { safetyStep: string; stepScale: string; maxSafetyOrders: number }): string {
  let step = Number(grid.safetyStep);
  let last = 0;
  for (let n = 0; n < grid.maxSafetyOrders; n++) {
    last += step;
    step *= Number(grid.stepScale);
  }
  return `${Math.floor(last) + 1}`;
}

const DEALS: readonly Partial<DealSettings>[] = [
  { takeProfit: '5' },
  { takeProfit: '0.1' },
  { maxSafetyOrders: 1 },
  { maxSafetyOrders: 6 },
  { activeSafetyOrders: 0 },
  { activeSafetyOrders: 2 },
  { trailing: true, takeProfitSteps: [] },
  { trailing: false },
  { stopLoss: '18', stopLossTimeout: 0 },
  { stopLoss: '0' },
  { closeTimeout: 60 },
];

/** A bot that lives through random happenings, on paper with thin books or at a venue that does as it likes. */
export class DealLife {
  readonly desk: BotDesk;
  readonly bot: number;
  private middle = 5_000_000;
  private fills = 0;

  constructor(where: 'paper' | 'venue', told: Partial<BotSettings>, received: boolean) {
    this.desk = where === 'venue' ? new VenueDesk() : new BotDesk(received ? { mode: 'received' } : {});
    this.quote(0, 100);
    this.bot = this.desk.bot(['USDT_BTC'], told);
    this.desk.must({ type: 'bots.enable', bot: this.bot });
  }

  happen(what: Happening): void {
    const { pick, size, move } = what;
    const { bot } = this;
    const deal = this.desk.active(bot)[0] ?? 0;
    switch (what.kind) {
      case 'quote':
        return this.quote(move, size);
      case 'time':
        this.desk.advance(this.desk.now + size * 1_000);
        return;
      case 'report':
        return this.report(pick, size);
      case 'start':
        return this.run(this.desk.startCommand(bot, null, { skipSignals: pick % 2 === 0 }));
      case 'enable':
        return this.run({ type: pick % 4 === 0 ? 'bots.disable' : 'bots.enable', bot });
      case 'editDeal':
        return this.run({ type: 'bots.editDeal', deal, changes: DEALS[pick % DEALS.length] as Partial<DealSettings> });
      case 'editBot':
        return this.run({ type: 'bots.edit', bot, changes: { baseVolume: `${20 + size}`, maxSafetyOrders: pick % 5 } });
      case 'addFunds': {
        const price = pick % 2 === 0 ? 0 : this.middle + move * 1_000;
        return this.run({ type: 'bots.addFunds', deal, quantity: 10 * size, price });
      }
      case 'cancelFunds': {
        const orders = this.open;
        return this.run({ type: 'bots.cancelFunds', deal, order: orders[pick % Math.max(orders.length, 1)]?.id ?? 0 });
      }
      case 'sellStep':
        return this.run({ type: 'bots.sellStep', deal, step: pick % 3 });
      case 'panicSell':
        return this.run({ type: 'bots.panicSellDeal', deal });
      case 'cancel':
        return this.run({ type: 'bots.cancelDeal', deal });
      case 'endAll':
        return this.run({ type: pick % 2 === 0 ? 'bots.panicSellAll' : 'bots.cancelAllDeals', bot });
    }
  }

  get open(): readonly Order[] {
    return [...this.desk.core.state.orders.open.values()];
  }

  private run(command: Command): void {
    this.desk.run(command);
  }

  /** The middle moves by tenths of a percent; few sizes are enough for everything. */
  private quote(move: number, size: number): void {
    this.middle = Math.max(1_000_000, Math.round(this.middle * (1 + move / 1_000)));
    const quantity = (size > 60 ? 10_000_000 : size * 3) as Quantity;
    const [bid, ask] = [this.middle - 50, this.middle + 50] as never[];
    const instrument = this.desk.instrument('USDT_BTC').id;
    this.desk.tick({
      kind: 'quote',
      instrument,
      bid: bid as never,
      ask: ask as never,
      bidSize: quantity,
      askSize: quantity,
    });
    this.desk.advance();
  }

  /** The venue says something of an order; on paper it has nothing to say. */
  private report(pick: number, size: number): void {
    const { open } = this;
    const order = open[pick % Math.max(open.length, 1)];
    if (order === undefined) return;
    this.run({ type: 'orders.report', order: order.id, report: this.said(order, pick % 17, size) });
  }

  private said(order: Order, choice: number, size: number): Report {
    const left = order.quantity - order.filled;
    const price = (order.price === 0 ? this.middle : order.price) as never;
    const filled = (quantity: number): Report => {
      this.fills += 1;
      return { kind: 'filled', fill: `f${this.fills}`, price, quantity: quantity as Quantity, maker: true };
    };
    if (choice < 5) return { kind: 'accepted' };
    if (choice < 9) return filled(left);
    if (choice < 11) return filled(Math.max(1, Math.floor((left * size) / 100)));
    if (choice < 14) return { kind: 'cancelled', filledTotal: order.filled as Quantity };
    if (choice === 14) return { kind: 'cancelRejected', detail: 'busy' };
    return choice === 15 ? { kind: 'rejected', detail: 'no' } : { kind: 'unknown' };
  }
}
