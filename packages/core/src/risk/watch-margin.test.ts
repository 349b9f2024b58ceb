import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMargins } from '../../simulation/margins.ts';
import { naiveMargin } from '../../simulation/naive-margin.ts';
import { seeded } from '../../test/seeded.ts';
import { World } from '../../test/world.ts';
import { type Account, Core, type CoreEvent, isOnMargin, type Money, type Price, type Quantity } from '../index.ts';
import { boundsOf } from './bounds.ts';
import type { CloseOutBegun } from './events.ts';
import { canFallShort, exposureOf } from './exposure.ts';

/** A rouble account on margin; SBER 100, GAZP 150, SRZ6 30 000, with deep books a step wide. */
function roubles(money: string, settings: Parameters<World['open']>[0] = {}): { world: World; account: number } {
  const world = new World();
  const account = world.open({ margin: true, ...settings });
  world.deposit(account, 'rub', money);
  for (const [symbol, price] of [
    ['SBER', '100'],
    ['GAZP', '150'],
    ['SRZ6', '30000'],
  ] as const) {
    market(world, symbol, price);
  }
  return { world, account };
}

/** A book of a million on both sides of the price, and a trade at it. */
function market(world: World, symbol: string, price: string): void {
  const steps = world.price(symbol, price);
  world.tick({
    kind: 'depth',
    instrument: world.instrument(symbol).id,
    bids: [steps, 1_000_000],
    asks: [steps + 1, 1_000_000],
  });
  world.trade(symbol, price, '20');
}

/** `liquid < minimal of starting` of the close-outs since an event, in whole units. */
function closeOuts(world: World, from = 0): string[] {
  return world.events
    .slice(from)
    .filter((event): event is CloseOutBegun => event.type === 'risk.closeOutBegun')
    .map(({ liquid, minimal, starting }) => [liquid, minimal, starting].map((each) => Number(each) / 1e10).join(' '));
}

describe('an account is closed out at the trade that takes it below its minimal margin', () => {
  it('futures: only as many contracts as bring it back to the starting margin', () => {
    const { world, account } = roubles('30000');
    world.place({ account, symbol: 'SRZ6', quantity: '4' });
    const order = world.place({ account, symbol: 'SBER', quantity: '1', price: '90' });
    // 30 000 - 4 x 4251 = 12 996 < 4 x 3250; at 25 750 it was the minimal margin to the rouble
    market(world, 'SRZ6', '25751');
    expect(closeOuts(world)).toEqual([]);
    const from = world.events.length;
    market(world, 'SRZ6', '25750');
    expect(closeOuts(world)).toEqual(['12996 13000 26000']);
    // ceil((26 000 - 12 996) x 4 / 26 000) = 3
    expect(world.told(from)).toEqual([`${order} cancelled margin_call`, '48 25750 3 t']);
    expect(world.holding(account, 'SRZ6')).toBe('1 30001 -12753');
    expect(world.core.state.risk.closings.size).toBe(0);
  });

  it('shares on leverage', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SBER', quantity: '450', price: '100.01' });
    // debt 35 004.5; minimal at the price p: 450 p - 35 004.5 < 45 p below 86.43
    market(world, 'SBER', '86.44');
    expect(closeOuts(world)).toEqual([]);
    const from = world.events.length;
    market(world, 'SBER', '86.43');
    expect(closeOuts(world)).toEqual(['3889 3889.35 7778.7']);
    // ceil((7778.7 - 3889) x 450 / 7778.7) = 226
    expect(world.told(from)).toEqual(['32 86.43 226 t']);
    expect(world.balance(account, 'rub')).toBe('-15471.32 0 0');
  });

  it('a short position', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '300', price: '100' });
    // 40 000 - 300 p < 37.5 p above 118.51
    market(world, 'SBER', '118.51');
    expect(closeOuts(world)).toEqual([]);
    const from = world.events.length;
    market(world, 'SBER', '118.52');
    expect(closeOuts(world)).toEqual(['4444 4444.5 8889']);
    // ceil((8889 - 4444) x 300 / 8889) = 151
    expect(world.told(from)).toEqual(['32 118.53 151 t']);
  });

  it('largest loss first, and only while something is missing', () => {
    const { world, account } = roubles('20000');
    world.place({ account, symbol: 'GAZP', quantity: '200', price: '150.01' });
    world.place({ account, symbol: 'SRZ6', quantity: '1', price: '30001' });
    market(world, 'GAZP', '160');
    const from = world.events.length;
    market(world, 'SRZ6', '13000');
    // 20 000 + 1998 - 17 001 = 4997, against 3200 + 3250: the contract goes, and 4997 < 6400 of the shares
    expect(closeOuts(world)).toEqual(['4997 6450 12900']);
    expect(world.told(from)).toEqual(['48 13000 1 t', '64 160 50 t']);
  });
});

describe('what the watch goes by', () => {
  it('an account that does not want it is left alone, until it does', () => {
    const { world, account } = roubles('10000', { closeOut: false });
    world.place({ account, symbol: 'SRZ6', quantity: '1' });
    market(world, 'SRZ6', '23000');
    expect(closeOuts(world)).toEqual([]);
    world.must({ type: 'accounts.configure', account, closeOut: true });
    expect(closeOuts(world)).toEqual(['2999 3250 6500']);
  });

  it('while nothing of the account is traded it waits; trading that goes on is a reason to look', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SRZ6', quantity: '1' });
    world.status('SRZ6', 'break');
    world.trade('SRZ6', '23000', '1');
    expect(closeOuts(world)).toEqual([]);
    world.status('SRZ6', 'normal');
    expect(closeOuts(world)).toEqual(['2999 3250 6500']);
  });

  it('after a restart accounts wait for the first trade of each of their instruments', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SRZ6', quantity: '1' });
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '10', price: '100' });
    const restarted = new World(Core.restore(world.core.snapshot()), true);
    restarted.quote('SRZ6', '22000', '5', '22001', '5');
    restarted.trade('SRZ6', '22000', '1');
    expect(closeOuts(restarted)).toEqual([]);
    restarted.trade('SBER', '100', '1');
    expect(closeOuts(restarted)).toEqual(['1999 3375 6750']);
    expect(restarted.core.nextTimer).toBeGreaterThan(0);
  });

  it('accounts without debts, shorts, futures and cfd have no bounds, and closed positions leave none', () => {
    const { world, account } = roubles('10000');
    const { bounds } = world.core.state.risk.watch;
    world.place({ account, symbol: 'SBER', quantity: '90', price: '100.01' });
    expect(bounds.index.count).toBe(0);
    world.place({ account, symbol: 'SBER', quantity: '90', price: '100.01' });
    expect([...bounds.index.entries()]).toMatchObject([{ direction: 'below', kind: 'last' }]);
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '180' });
    expect(bounds.index.count).toBe(0);
  });

  it('a deposit moves the bound away', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SRZ6', quantity: '1', price: '30001' });
    const { index } = world.core.state.risk.watch.bounds;
    const level = (): number => [...index.entries()].map((entry) => ('level' in entry ? entry.level : 0))[0] ?? 0;
    // 10 000 - (30 001 - p) >= 3250; a step of rounding may be kept
    expect([23_250, 23_251]).toContain(level());
    world.deposit(account, 'rub', '1000');
    expect([22_250, 22_251]).toContain(level());
  });

  it('nothing left to close is no reason to begin again', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SRZ6', quantity: '1' });
    market(world, 'SRZ6', '10000');
    expect(closeOuts(world)).toEqual(['-10001 3250 6500']);
    expect(world.holding(account, 'SRZ6')).toBe('none');
    market(world, 'SRZ6', '9000');
    expect(closeOuts(world).length).toBe(1);
  });
});

const MIDDLES = {
  SBER: 10_000,
  GAZP: 15_000,
  SRZ6: 30_000,
  MXZ6: 300_000,
  EURUSD: 110_000,
  USDJPY: 150_000,
  EURJPY: 165_000,
  USDT_BTC: 5_000_000,
  USDRUB: 9_000,
} as const;

/** Accounts of several currencies that trade far beyond their money, while prices wander fast. */
class Flow {
  readonly world = new World();
  readonly random: ReturnType<typeof seeded>;
  readonly prices = new Map<string, number>(Object.entries(MIDDLES));
  readonly accounts: readonly (readonly [id: number, symbols: readonly string[]])[];
  closeOuts = 0;

  constructor(seed: number) {
    const { world } = this;
    this.random = seeded(seed);
    const pair = world.instrument('USDJPY').spec;
    const ids = { ticker: 'USDRUB', classCode: 'FX' };
    const spec = {
      ...pair,
      symbol: 'USDRUB',
      pairBase: 'usd',
      quote: 'rub',
      priceStep: '0.01',
      ids,
      typicalPrice: '90',
    };
    world.must({ type: 'instruments.list', instrument: spec });
    const fees = { maker: 100, taker: 300 };
    const open = (settings: Parameters<World['open']>[0], asset: string, amount: string): number => {
      const id = world.open({ margin: true, fees, ...settings });
      world.deposit(id, asset, amount);
      return id;
    };
    const currencies = ['EURUSD', 'USDJPY', 'EURJPY'];
    const shares = open({}, 'rub', '20000');
    world.deposit(shares, 'usd', '50');
    this.accounts = [
      [shares, ['SBER', 'GAZP', 'SRZ6']],
      [open({}, 'rub', '60000'), ['SRZ6', 'MXZ6', 'SBER']],
      [open({}, 'rub', '50000'), [...currencies, 'USDRUB', 'SBER']],
      [open({ currency: 'usd' }, 'usd', '1000'), currencies],
      [open({ currency: 'usd', hedging: true }, 'usd', '1000'), currencies],
      [open({ currency: 'USDT' }, 'USDT', '5000'), ['USDT_BTC']],
    ];
    for (const symbol of Object.keys(MIDDLES)) this.show(symbol);
  }

  show(symbol: string): readonly CoreEvent[] {
    const { world } = this;
    const price = this.prices.get(symbol) as number;
    const instrument = world.instrument(symbol).id;
    const size = this.random.pick([1_000_000_000, 1_000_000_000, 40]);
    const depth = world.tick({ kind: 'depth', instrument, bids: [price - 1, size], asks: [price + 1, size] });
    const trade = world.tick({ kind: 'trade', instrument, price: price as Price, size: 1 as Quantity });
    return [...depth, ...trade];
  }

  step(): void {
    const { random, world } = this;
    const dice = random.between(0, 99);
    if (dice < 55) {
      const symbol = random.pick(Object.keys(MIDDLES));
      const price = this.prices.get(symbol) as number;
      const far = Math.max(2, Math.round(price * random.pick([0.0005, 0.002, 0.01, 0.04])));
      this.prices.set(symbol, Math.max(100, price + random.between(-far, far)));
      this.show(symbol);
    } else if (dice < 94) this.place();
    else if (dice < 96) {
      const [account] = random.pick(this.accounts);
      const asset = random.pick(['rub', 'usd', 'USDT', 'jpy']);
      const scale = asset === 'USDT' ? 18 : 10;
      const amount = (BigInt(random.between(1, 900)) * 10n ** BigInt(scale)) as Money;
      const type = random.pick(['accounts.deposit', 'accounts.withdraw'] as const);
      world.run({ type, account, asset, amount, key: null });
    } else if (dice < 97) world.status(random.pick(Object.keys(MIDDLES)), random.pick(['normal', 'normal', 'break']));
    else if (dice < 98) for (const symbol of Object.keys(MIDDLES)) world.status(symbol, 'normal');
    else if (dice < 99) {
      const [account] = random.pick(this.accounts);
      world.run({ type: 'accounts.configure', account, closeOut: random.chance(80) });
    } else world.now += random.pick([500, 60_000, 3_600_000]);
    world.advance();
  }

  place(): void {
    const { random, world } = this;
    const [account, symbols] = random.pick(this.accounts);
    const symbol = random.pick(symbols);
    const instrument = world.instrument(symbol);
    const holder = world.account(account);
    const tickets = holder.hedging && instrument.settlement === 'cfd';
    const price = this.prices.get(symbol) as number;
    const cash = Number(holder.balances.get(holder.currency)?.total ?? 0n);
    const usual = { SRZ6: 3, MXZ6: 2, SBER: 600, GAZP: 30 }[symbol as 'SBER'] ?? 0;
    const worth = Math.abs(cash) / Math.max(1, Number(instrument.stepValue) * price);
    const most = usual || Math.max(1, Math.round(worth * (instrument.settlement === 'cfd' ? 60 : 4)));
    const legs = [...holder.tickets.values()].filter((ticket) => ticket.instrument === instrument.id);
    const leg = !tickets ? 'net' : legs.length > 0 && random.chance(40) ? random.pick(legs).leg : 'new';
    world.run({
      type: 'orders.place',
      account,
      instrument: instrument.id,
      action: random.pick(['buy', 'sell'] as const),
      validity: 'gtc',
      quantity: random.between(1, most) as Quantity,
      price: 0 as Price,
      stopPrice: 0 as Price,
      leg,
      key: null,
      origin: 'test',
      comment: null,
      ...(random.chance(50)
        ? { orderType: 'market' as const }
        : { orderType: 'limit' as const, price: (price + random.between(-30, 30)) as Price }),
    });
  }
}

/** Values an account from scratch, by the naive rules. */
function isShort(core: Core, account: Account): boolean {
  const { liquid, minimal, roundings } = naiveMargin(core.state, account);
  return liquid < minimal + roundings;
}

describe('against a naive twin that values every account anew after everything that happens', {
  timeout: 60_000,
}, () => {
  const FLOWS = Number(process.env.FLOWS ?? 25);
  const STEPS = 250;

  it('the same accounts are closed out, at the same tick', () => {
    let begun = 0;
    for (let seed = 1; seed <= FLOWS; seed++) {
      const flow = new Flow(seed);
      const { core } = flow.world;
      for (let at = 0; at < STEPS; at++) {
        const before = Core.restore(core.snapshot());
        const from = flow.world.events.length;
        flow.step();
        const events = flow.world.events.slice(from);
        // none that should have been is missing
        checkMargins(core.state);
        if (!events.some(({ type }) => type === 'risk.closeOutBegun')) continue;
        // none is there that should not be: the state at the moment of the event, with the market as it is
        const replica = new Core({ ...before.state, market: core.state.market });
        for (const event of events) {
          if (event.type === 'risk.closeOutBegun') {
            begun++;
            const { account, liquid, minimal } = event as CloseOutBegun;
            expect(liquid < minimal).toBe(true);
            const holder = replica.state.accounts.accounts.get(account) as Account;
            expect([seed, at, account, isShort(replica, holder)]).toEqual([seed, at, account, true]);
          }
          replica.apply(event);
        }
      }
    }
    expect(begun).toBeGreaterThan(FLOWS);
  });

  it('while prices stay inside the bounds of an account it never stands below its minimal margin', () => {
    let looked = 0;
    for (let seed = 1; seed <= FLOWS; seed++) {
      const flow = new Flow(seed + 1_000);
      const { state } = flow.world.core;
      for (let at = 0; at < STEPS; at++) {
        flow.step();
        if (at % 10 > 0) continue;
        for (const account of state.accounts.accounts.values()) {
          if (account.owner === 0 || !isOnMargin(account) || !canFallShort(state, account)) continue;
          const exposure = exposureOf(state, account);
          if (!exposure.traded || isShort(flow.world.core, account)) continue;
          const bounds = boundsOf(state.market, exposure);
          const markets = state.market.markets.filter((market) => market !== undefined);
          const kept = markets.map(({ last }) => last);
          for (let corner = 0; corner < 8; corner++) {
            markets.forEach((market, index) => {
              const own = bounds.filter(({ instrument }) => instrument === market.instrument);
              const last = kept[index] as number;
              const low = own.find(({ direction }) => direction === 'below')?.level ?? Math.floor(last / 3);
              const high = own.find(({ direction }) => direction === 'above')?.level ?? last * 3;
              const inside = [Math.min(low + 1, last), Math.max(high - 1, last)] as const;
              market.last = flow.random.chance(60) ? flow.random.pick(inside) : flow.random.between(...inside);
            });
            const { liquid, minimal } = naiveMargin(state, account);
            looked++;
            if (liquid < minimal)
              expect.fail(`seed ${seed}, step ${at}, account ${account.id}: ${liquid} < ${minimal}`);
          }
          markets.forEach((market, index) => {
            market.last = kept[index] as number;
          });
        }
      }
    }
    expect(looked).toBeGreaterThan(FLOWS * 100);
  });

  it('bounds are not idle: the account falls short not far behind them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 6_501, max: 90_000 }), (contracts, money) => {
        fc.pre(money > contracts * 6_502);
        const { world, account } = roubles(String(money));
        world.place({ account, symbol: 'SRZ6', quantity: String(contracts), price: '30001' });
        const exact = 30_001 - (money - contracts * 3_250) / contracts;
        const levels = [...world.core.state.risk.watch.bounds.index.entries()].map((each) =>
          'level' in each ? each.level : 0,
        );
        if (exact < -(2 ** 40)) return;
        expect(levels.length).toBe(1);
        expect(Math.abs((levels[0] as number) - exact)).toBeLessThan(3);
      }),
      { numRuns: 100 },
    );
  });
});
