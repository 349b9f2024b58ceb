import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BotDesk, PLAIN } from '../src/bots/test-bots.ts';
import { type BotSettings, type Command, Core, REJECT_REASONS } from '../src/index.ts';
import { HOSTILE, shown } from './hostile.ts';

interface Prepared {
  readonly desk: BotDesk;
  readonly commands: readonly Command[];
}

/** A world in which each of these commands would be carried out as it stands. */
function prepare(): Prepared {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const idle = desk.bot(['USDT_BTC'], { start: [{ kind: 'webhook' }] });
  const steps = [
    { profit: '1', share: '50' },
    { profit: '2', share: '50' },
  ];
  const bot = desk.bot(['USDT_BTC'], { takeProfitSteps: steps, maxSafetyOrders: 2, activeSafetyOrders: 1 });
  const deal = desk.start(bot);
  const price = desk.price('USDT_BTC', '40000');
  const order = desk.must({ type: 'bots.addFunds', deal, quantity: 200, price });
  const instrument = desk.instrument('USDT_BTC').id;
  const settings: BotSettings = { ...PLAIN, name: 'New', instruments: [instrument] };
  desk.must({ type: 'bots.enable', bot: idle });
  return {
    desk,
    commands: [
      { type: 'bots.create', account: desk.trader, settings, secret: 'a1b2c3d4e5' },
      { type: 'bots.edit', bot, changes: { name: 'Other' } },
      { type: 'bots.enable', bot: idle },
      { type: 'bots.disable', bot },
      { type: 'bots.delete', bot: idle },
      {
        type: 'bots.startDeal',
        bot: idle,
        instrument,
        skipSignals: true,
        skipOpenDeals: false,
        onlyIfEnabled: false,
      },
      { type: 'bots.panicSellAll', bot },
      { type: 'bots.cancelAllDeals', bot },
      { type: 'bots.signal', bot: idle, instrument, action: 'start' },
      { type: 'bots.signal', bot, instrument, action: 'add', volume: { amount: '100', unit: 'quote' } },
      { type: 'bots.setBlackList', owner: 1, instruments: [instrument] },
      { type: 'bots.panicSellDeal', deal },
      { type: 'bots.cancelDeal', deal },
      { type: 'bots.editDeal', deal, changes: { maxSafetyOrders: 1 } },
      { type: 'bots.noteDeal', deal, note: 'n' },
      { type: 'bots.addFunds', deal, quantity: 200, price },
      { type: 'bots.cancelFunds', deal, order },
      { type: 'bots.sellStep', deal, step: 1 },
    ],
  };
}

/** Hostile values that are good ones for a field after all. */
const GOOD: Readonly<Record<string, readonly unknown[]>> = {
  'bots.startDeal.instrument': [null],
  'bots.startDeal.skipSignals': [true],
  'bots.startDeal.skipOpenDeals': [true],
  'bots.startDeal.onlyIfEnabled': [true],
  'bots.signal.instrument': [null],
  'bots.noteDeal.note': ['1', '1e5', null],
};

/** Fields whose parts are named, and those that may be an empty list or object. */
const NAMED_INSIDE = new Set(['settings', 'changes']);

const { commands } = prepare();

describe('a bad value in a command of bots is refused by field, changes nothing and never throws', () => {
  const cases = commands.flatMap((command, index) =>
    Object.keys(command).map((field) => [`${index} ${command.type}`, field, index] as const),
  );

  it.each(cases)('%s: %s', (_, field, index) => {
    for (const value of HOSTILE) {
      const { desk, commands: fresh } = prepare();
      const good = fresh[index] as Command;
      const before = desk.core.digest();
      const { rejection, outcome, events } = desk.run({ ...good, [field]: value } as Command);
      const where = `${good.type}.${field} = ${shown(value)}`;
      if (GOOD[`${good.type}.${field}`]?.includes(value) === true || isEmpty(field, value)) {
        expect(outcome === null, where).toBe(rejection !== null);
        continue;
      }
      expect(outcome, where).toBeNull();
      expect(Object.keys(REJECT_REASONS)).toContain(rejection?.reason);
      if (!NAMED_INSIDE.has(field)) expect(rejection?.field?.split(/[.[]/)[0], where).toBe(field);
      expect(events, where).toEqual([]);
      expect(desk.core.digest(), where).toBe(before);
    }
  });
});

/** An empty list and an object that changes nothing are as good as any. */
function isEmpty(field: string, value: unknown): boolean {
  // 1 is an instrument
  if (field === 'instruments') return Array.isArray(value) && value.every((id) => id === 1);
  return NAMED_INSIDE.has(field) && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

describe('settings of a bot from outside', () => {
  const fields = [...Object.keys(PLAIN), 'name', 'instruments', 'other'];

  it.each(fields)('%s: a bad value is refused, or what is taken can be written and read again', (field) => {
    for (const value of [
      ...HOSTILE,
      [{ kind: 'rsi' }],
      [{ kind: 1n }],
      { a: 1n },
      [null],
      [{ profit: 1n, share: {} }],
    ]) {
      const { desk, commands: fresh } = prepare();
      const [create] = fresh;
      if (create?.type !== 'bots.create') throw new Error('no command');
      const settings = { ...create.settings, [field]: value } as BotSettings;
      const where = `${field} = ${typeof value === 'object' ? field : shown(value)}`;
      const { rejection } = desk.run({ ...create, settings });
      if (rejection !== null) expect(Object.keys(REJECT_REASONS), where).toContain(rejection.reason);
      const replayed = new Core();
      for (const { at, body } of desk.journal) replayed.applyTurn(at, body);
      expect(replayed.digest(), where).toBe(desk.core.digest());
      expect(Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot()))).digest(), where).toBe(desk.core.digest());
    }
  });
});

describe('any JSON as a command of bots', () => {
  it('is refused or carried out, and what was carried out can be replayed', { timeout: 60_000 }, () => {
    const names = [...new Set(commands.flatMap((command) => Object.keys(command)))];
    const value = fc.oneof(fc.constantFrom<unknown>(16, 32, 1, 0, 4, null, 'start', 'add'), fc.jsonValue());
    const any = fc.record({
      fields: fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 3 }),
      base: fc.nat(commands.length - 1),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 20 }), (many) => {
        const { desk, commands: fresh } = prepare();
        for (const { fields: changed, base } of many) {
          const good = fresh[base] as Command;
          desk.run({ ...good, ...Object.fromEntries(changed), type: good.type } as unknown as Command);
        }
        const replayed = new Core();
        for (const { at, body } of desk.journal) replayed.applyTurn(at, body);
        expect(replayed.digest()).toBe(desk.core.digest());
      }),
      { numRuns: 60 },
    );
  });
});
