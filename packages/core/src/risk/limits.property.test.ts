import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NaiveLimits } from '../../test/naive-limits.ts';
import { HOUR, World } from '../../test/world.ts';
import type { Money, PlaceOrder, Price, Quantity, RejectReason, SetLimits } from '../index.ts';

const OF_LIMITS: readonly RejectReason[] = [
  'order_value_limit',
  'position_value_limit',
  'order_rate_limit',
  'daily_loss_limit',
  'trading_stopped',
];
const MARKETS = [
  ['SBER', 10_000],
  ['SRZ6', 30_000],
] as const;

const step = fc.record({
  kind: fc.oneof(
    ...Object.entries({
      place: 16,
      move: 3,
      cancel: 2,
      limits: 4,
      quote: 6,
      trade: 4,
      later: 3,
      money: 1,
      kill: 0.3,
      resume: 1,
    }).map(([kind, weight]) => ({ weight: weight * 10, arbitrary: fc.constant(kind) })),
  ),
  market: fc.nat(1),
  pick: fc.nat(1_000_000),
  offset: fc.integer({ min: -8, max: 8 }),
  size: fc.integer({ min: 1, max: 40 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const RUB = 10n ** 10n;

class Desk {
  readonly world = new World();
  readonly account: number;
  readonly naive: NaiveLimits;
  readonly seen = new Map<RejectReason | null, number>();

  constructor() {
    this.account = this.world.open({ margin: true });
    this.world.deposit(this.account, 'rub', '10000000');
    this.naive = new NaiveLimits(this.world, this.account);
    for (const market of [0, 1]) {
      this.#market({ kind: 'quote', market, pick: 1, offset: 0, size: 20 });
      this.#market({ kind: 'trade', market, pick: 1, offset: 0, size: 1 });
    }
  }

  perform(step: Step): void {
    const { world, account } = this;
    const { kind, pick, size } = step;
    const open = [...world.core.state.orders.open.values()];
    const order = open[pick % Math.max(1, open.length)];
    if (kind === 'place') this.#place(step);
    else if (kind === 'move' && order !== undefined)
      world.run({ type: 'orders.move', order: order.id, quantity: (order.filled + size) as Quantity });
    else if (kind === 'cancel' && order !== undefined) world.run({ type: 'orders.cancel', order: order.id });
    else if (kind === 'limits') world.run({ type: 'risk.setLimits', account, limits: limitsFor(step) });
    else if (kind === 'later') world.advance(world.now + (pick % 20 === 0 ? 13 * HOUR : pick % 40_000));
    else if (kind === 'money') {
      const type = pick % 2 === 0 ? 'accounts.deposit' : 'accounts.withdraw';
      world.run({ type, account, asset: 'rub', amount: (BigInt(size) * 100n * RUB) as Money, key: null });
    } else if (kind === 'kill') world.run({ type: 'risk.kill', account, flatten: pick % 2 === 0, note: null });
    else if (kind === 'resume') world.run({ type: 'risk.resume', account });
    else this.#market(step);
    this.naive.look();
    world.advance();
    this.naive.look();
  }

  #place({ market, pick, offset, size }: Step): void {
    const [symbol, middle] = MARKETS[market] as (typeof MARKETS)[number];
    const orderType = (['limit', 'market', 'stop', 'limit'] as const)[pick % 4] as PlaceOrder['orderType'];
    const command: PlaceOrder = {
      type: 'orders.place',
      account: this.account,
      instrument: this.world.instrument(symbol).id,
      action: pick % 3 === 0 ? 'sell' : 'buy',
      orderType,
      validity: 'gtc',
      quantity: size as Quantity,
      price: (orderType === 'limit' ? middle + offset : 0) as Price,
      stopPrice: (orderType === 'stop' ? middle + offset : 0) as Price,
      leg: 'net',
      key: null,
      origin: 'test',
      comment: null,
    };
    const expected = this.naive.verdict(command);
    const { rejection } = this.world.run(command);
    const reason = rejection !== null && OF_LIMITS.includes(rejection.reason) ? rejection.reason : null;
    expect([reason, rejection?.detail]).toEqual([expected, rejection?.detail]);
    this.seen.set(reason, (this.seen.get(reason) ?? 0) + 1);
  }

  #market({ kind, market, pick, offset, size }: Step): void {
    const [symbol, middle] = MARKETS[market] as (typeof MARKETS)[number];
    const price = middle + offset;
    const instrument = this.world.instrument(symbol).id;
    if (kind === 'trade') {
      this.world.tick({ kind: 'trade', instrument, price: price as Price, size: size as Quantity });
      return;
    }
    this.world.tick({
      kind: 'quote',
      instrument,
      bid: price as Price,
      bidSize: size as Quantity,
      ask: (price + 1 + (pick % 3)) as Price,
      askSize: (1 + (pick % 30)) as Quantity,
    });
  }
}

/** One limit near what the orders of this test are worth, or none of some. */
function limitsFor({ pick, size }: Step): SetLimits['limits'] {
  return [
    { maxOrderValue: (BigInt(size) * 50n * RUB) as Money },
    { maxPositionValue: (BigInt(size) * 200n * RUB) as Money },
    { maxOrdersPerMinute: 1 + (size % 8) },
    { maxDailyLoss: (BigInt(size) * (RUB / 4n)) as Money },
    { maxOrderValue: null, maxDailyLoss: null },
    { maxPositionValue: null, maxOrdersPerMinute: null },
  ][pick % 6] as SetLimits['limits'];
}

describe('limits', { timeout: 60_000 }, () => {
  it('refuse exactly what a slow recount of the whole journal refuses', () => {
    const seen = new Map<RejectReason | null, number>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 60, maxLength: 120, size: 'max' }), (steps) => {
        const desk = new Desk();
        for (const each of steps) desk.perform(each);
        for (const [reason, times] of desk.seen) seen.set(reason, (seen.get(reason) ?? 0) + times);
      }),
      { numRuns: Number(process.env.RUNS ?? 60) },
    );
    for (const reason of OF_LIMITS) expect([reason, (seen.get(reason) ?? 0) > 0]).toEqual([reason, true]);
    expect(seen.get(null) ?? 0).toBeGreaterThan(100);
  });
});
