import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, Core, type Money, type Price, type Quantity, REJECT_REASONS, type Tick } from '../src/index.ts';
import { HOSTILE, shown } from './hostile.ts';
import { NOON, World } from './world.ts';

interface Prepared {
  readonly world: World;
  readonly commands: readonly Command[];
}

/** A world in which each of these commands would be carried out as it stands. */
function prepare(): Prepared {
  const world = new World();
  const account = world.open({ margin: true });
  const tickets = world.open({ currency: 'usd', margin: true, hedging: true });
  const venue = world.open({ venue: 'binance' });
  world.deposit(account, 'rub', '100000');
  world.deposit(tickets, 'usd', '100000');
  world.must({ type: 'accounts.reportBalance', account: venue, asset: 'rub', total: world.money('rub', '100000') });
  world.quote('SBER', '99.99', '100', '100.01', '100');
  world.quote('EURUSD', '1.09999', '1000000', '1.10001', '1000000');
  const order = world.place({ account, symbol: 'SBER', quantity: '10', price: '99' });
  const sent = world.place({ account: venue, symbol: 'SBER', quantity: '10', price: '99' });
  world.must({ type: 'orders.report', order: sent, report: { kind: 'accepted' } });
  world.place({ account: tickets, symbol: 'EURUSD', quantity: '100', leg: 'new' });
  const wide = world.money('rub', '1000000');
  const limits = { maxOrderValue: wide, maxPositionValue: wide, maxDailyLoss: wide, maxOrdersPerMinute: 100 };
  for (const each of [account, venue]) world.must({ type: 'risk.setLimits', account: each, limits });
  const spec = world.instrument('SBER').spec;
  return {
    world,
    commands: [
      { ...world.command({ account, symbol: 'SBER', quantity: '5', price: '100', key: 'k' }), comment: 'c' },
      world.command({ account, symbol: 'SBER', quantity: '5', stop: '101', price: '102' }),
      world.command({ account: tickets, symbol: 'EURUSD', quantity: '100', leg: 'new' }),
      { type: 'orders.move', order, price: 9_950 as Price, quantity: 12 as Quantity },
      { type: 'orders.replace', account, order, price: 9_950 as Price, quantity: 12 as Quantity, key: 'r' },
      { type: 'orders.cancel', order },
      { type: 'orders.cancelAll', account, instrument: world.instrument('SBER').id },
      { type: 'orders.report', order: sent, report: { kind: 'accepted' } },
      {
        type: 'accounts.open',
        owner: 1,
        name: 'n',
        currency: 'rub',
        venue: 'paper',
        fillPolicy: 'book',
        margin: true,
        hedging: false,
        fees: world.account(account).fees,
      },
      {
        type: 'accounts.configure',
        account,
        name: 'n',
        margin: true,
        fillPolicy: 'book',
        fees: world.account(account).fees,
      },
      { type: 'accounts.close', account: venue },
      { type: 'accounts.deposit', account, asset: 'rub', amount: 5n as Money, key: 'd' },
      { type: 'accounts.withdraw', account, asset: 'rub', amount: 5n as Money, key: 'w' },
      { type: 'accounts.reportBalance', account: venue, asset: 'rub', total: 5n as Money },
      { type: 'instruments.defineAsset', asset: { code: 'NEW', name: 'New', kind: 'crypto' } },
      {
        type: 'instruments.list',
        instrument: { ...spec, symbol: 'NEW', base: 'GAZP', ids: { ticker: 'NEW', classCode: 'TQBR' } },
      },
      { type: 'instruments.delist', symbol: 'SBER' },
      { type: 'risk.setLimits', account, limits: { maxOrderValue: 1n as Money, maxOrdersPerMinute: 3 } },
      { type: 'risk.kill', account, flatten: true, note: 'n' },
      { type: 'risk.kill', owner: 1, flatten: false, note: null },
      { type: 'risk.resume', account },
    ],
  };
}

/** Hostile values that are good ones for a field after all. */
const GOOD: Readonly<Record<string, readonly unknown[]>> = {
  'orders.place.key': ['1', '1e5', null],
  'orders.place.comment': ['', '1', '1e5', null],
  'orders.place.origin': ['', '1', '1e5'],
  'orders.move.price': [null, undefined],
  'orders.move.quantity': [null, undefined],
  'orders.replace.key': ['1', '1e5', null],
  'accounts.open.name': ['1', '1e5'],
  'accounts.open.margin': [true],
  'accounts.open.hedging': [true],
  'accounts.configure.name': ['1', '1e5', undefined],
  'accounts.configure.margin': [true, undefined],
  'accounts.configure.fillPolicy': [undefined],
  'accounts.configure.fees': [undefined],
  'accounts.deposit.key': ['1', '1e5', null],
  'accounts.withdraw.key': ['1', '1e5', null],
  'accounts.deposit.amount': [1n],
  'accounts.withdraw.amount': [1n],
  'accounts.reportBalance.total': [1n, -1n],
  'risk.kill.flatten': [true],
  'risk.kill.note': ['', '1', '1e5', null],
};

const { commands } = prepare();

describe('a bad value in a command is refused by field, changes nothing and never throws', { timeout: 60_000 }, () => {
  const cases = commands.flatMap((command, index) =>
    Object.keys(command).map((field) => [`${index} ${command.type}`, field, index] as const),
  );

  it.each(cases)('%s: %s', (_, field, index) => {
    for (const value of HOSTILE) {
      const { world, commands: fresh } = prepare();
      const good = fresh[index] as Command;
      const before = world.core.digest();
      const result = world.run({ ...good, [field]: value } as Command);
      const { rejection, outcome, events } = result;
      const where = `${good.type}.${field} = ${shown(value)}`;
      if (GOOD[`${good.type}.${field}`]?.includes(value) === true) {
        expect(rejection, where).toBeNull();
        continue;
      }
      expect(outcome, where).toBeNull();
      if (rejection === null) throw new Error(`${where}: neither outcome nor rejection`);
      expect(Object.keys(REJECT_REASONS)).toContain(rejection.reason);
      expect(rejection.field?.split(/[.[]/)[0], where).toBe(field);
      expect(typeof rejection.detail).toBe('string');
      if (
        good.type === 'orders.replace' &&
        field !== 'order' &&
        field !== 'key' &&
        field !== 'account' &&
        field !== 'type'
      )
        continue;
      expect(events, where).toEqual([]);
      expect(world.core.digest(), where).toBe(before);
    }
  });

  it('a fee plan, a spec, a report: the inner field is named', () => {
    const { world, commands: fresh } = prepare();
    const fees = { maker: 0, taker: 0, decimals: 2, rounding: 'halfUp', mode: 'quote' };
    for (const field of Object.keys(fees)) {
      for (const value of HOSTILE) {
        const command = { ...fresh[8], fees: { ...fees, [field]: value } } as Command;
        expect(world.run(command).rejection?.field, shown(value)).toBe(`fees.${field}`);
      }
    }
    const sent = (fresh[7] as { order: number }).order;
    const reports: [Record<string, unknown>, string][] = [
      [{ kind: 'filled', fill: 'a', price: 9_900, quantity: 4, maker: true }, 'fill price quantity maker'],
      [{ kind: 'cancelled', filledTotal: 0 }, 'filledTotal'],
      [{ kind: 'rejected', detail: 'no' }, 'detail'],
      [{ kind: 'cancelRejected', detail: 'no' }, 'detail'],
    ];
    for (const [report, fields] of reports) {
      for (const field of fields.split(' ')) {
        for (const value of HOSTILE) {
          if (
            (field === 'fill' || field === 'detail') &&
            typeof value === 'string' &&
            value.length < 10 &&
            value !== ''
          )
            continue;
          if ((field === 'detail' && value === '') || (field === 'maker' && value === true)) continue;
          if (field === 'price' && value === -1) continue;
          const command = {
            type: 'orders.report',
            order: sent,
            report: { ...report, [field]: value },
          } as unknown as Command;
          const { rejection, events } = world.run(command);
          expect(rejection?.field, `${field} ${shown(value)}`).toBe(`report.${field}`);
          expect(events).toEqual([]);
        }
      }
    }
    for (const kind of HOSTILE) {
      const command = { type: 'orders.report', order: sent, report: { kind } } as unknown as Command;
      expect(world.run(command).rejection?.field).toBe('report.kind');
    }
  });

  it('what is no command at all', () => {
    const { world } = prepare();
    for (const value of HOSTILE) {
      expect(world.run(value as Command).rejection).toMatchObject({ reason: 'unknown_command', field: 'type' });
    }
    for (const type of [
      'orders',
      'orders.',
      'orders.other',
      'accounts.other',
      'instruments.other',
      '.',
      'bots.place',
      '__proto__.x',
    ]) {
      expect(world.run({ type } as unknown as Command).rejection, type).toMatchObject({
        reason: 'unknown_command',
        field: 'type',
      });
    }
  });

  it('a time that is none', () => {
    const { world, commands: fresh } = prepare();
    const before = world.core.digest();
    for (const at of HOSTILE) {
      const { rejection, events } = world.core.execute(fresh[0] as Command, at as number);
      expect([rejection?.field, events], shown(at)).toEqual(['at', []]);
      expect(world.core.tick({ kind: 'status', instrument: 1, status: 'closed' }, at as number)).toEqual([]);
      expect(world.core.advance(at as number)).toEqual([]);
    }
    expect(world.core.digest()).toBe(before);
    expect(world.core.now).toBe(NOON);
    expect(world.core.state.market.markets[1]?.status).toBe('normal');
  });
});

describe('any JSON as a command', { timeout: 60_000 }, () => {
  it('is refused or carried out, and what was carried out can be replayed', () => {
    const names = [...new Set(commands.flatMap((command) => Object.keys(command)))];
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        'net',
        'new',
        'buy',
        'sell',
        'limit',
        'market',
        'day',
        'rub',
        'SBER',
        'book',
        'paper',
        16,
        2e9,
        2e9 + 1,
        10_000,
        5,
        1,
        0,
        5n,
        null,
      ),
      fc.constantFrom(...HOSTILE),
      fc.jsonValue(),
    );
    const any = fc.record({
      type: fc.constantFrom(...commands.map((command) => command.type)),
      fields: fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 14 }),
      base: fc.nat(commands.length - 1),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 20 }), (many) => {
        const { world, commands: fresh } = prepare();
        for (const { type, fields, base } of many) {
          world.run({ ...fresh[base], ...Object.fromEntries(fields), type } as unknown as Command);
          world.advance();
        }
        const replayed = new Core();
        for (const { at, body } of world.journal) replayed.applyTurn(at, body);
        expect(replayed.digest()).toBe(world.core.digest());
      }),
      { numRuns: 200 },
    );
  });
});

describe('a malformed tick changes nothing, is counted and told', () => {
  const quote = { kind: 'quote', instrument: 1, bid: 9_990, bidSize: 5, ask: 10_010, askSize: 5 };
  const ticks: [Record<string, unknown>, string][] = [
    [quote, 'bid bidSize ask askSize kind'],
    [{ kind: 'depth', instrument: 1, bids: [9_990, 5], asks: [10_010, 5] }, 'bids asks'],
    [{ kind: 'level', instrument: 1, side: 'bid', price: 9_990, size: 5 }, 'side price size'],
    [{ kind: 'trade', instrument: 1, price: 9_990, size: 5 }, 'price size'],
    [{ kind: 'status', instrument: 1, status: 'closed' }, 'status'],
  ];

  it.each(ticks)('%j', (good, fields) => {
    const { world } = prepare();
    const { market } = world.core.state;
    for (const field of fields.split(' ')) {
      for (const value of HOSTILE) {
        if ((field === 'bids' || field === 'asks') && Array.isArray(value) && value.length === 0) continue;
        const before = [market.refusedTicks, JSON.stringify(market.markets[1])];
        expect(world.tick({ ...good, [field]: value } as unknown as Tick)).toEqual([]);
        expect([market.refusedTicks - 1, JSON.stringify(market.markets[1])], `${field} ${shown(value)}`).toEqual(
          before,
        );
        expect(market.lastRefusal?.startsWith(`SBER: ${field}`), `${market.lastRefusal}`).toBe(true);
      }
    }
  });

  it('a book whose levels are not in order, not in pairs, or not of this world', () => {
    const { world } = prepare();
    const depth = (bids: number[], asks: number[]): string | null => {
      world.tick({ kind: 'depth', instrument: 1, bids, asks });
      return world.core.state.market.lastRefusal;
    };
    expect(depth([100, 1, 101, 1], [])).toBe('SBER: bids[2] is not worse than the price before');
    expect(depth([], [101, 1, 101, 1])).toBe('SBER: asks[2] is not worse than the price before');
    expect(depth([100], [])).toBe('SBER: bids must be pairs of price and size');
    expect(depth([0, 1], [])).toBe('SBER: bids[0] must be whole steps from 1 to 1099511627776, not 0');
    expect(depth([100, -1], [])).toBe('SBER: bids[1] must be whole steps from 0 to 2^50, not -1');
  });

  it('ticks of unknown instruments are ignored', () => {
    const { world } = prepare();
    for (const instrument of [0, 99, -1, 1.5, Number.NaN, '1', null]) {
      expect(world.tick({ ...quote, instrument } as unknown as Tick)).toEqual([]);
    }
    expect(world.core.state.market.refusedTicks).toBe(0);
  });
});
