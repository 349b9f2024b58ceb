import { describe, expect, it } from 'vitest';
import { DAY, NOON, World } from '../test/world.ts';
import { Core, EVENT_DEFINITIONS, fingerprint, type Money, SNAPSHOT_VERSION } from './index.ts';

function busy(): World {
  const world = new World();
  const account = world.open({ margin: true, fees: { taker: 1000 } });
  world.deposit(account, 'rub', '100000');
  world.quote('SBER', '99', '10', '100', '10');
  world.quote('SRZ6', '29990', '10', '30000', '10');
  world.place({ account, symbol: 'SBER', quantity: '5', key: 'a' });
  world.place({ account, symbol: 'SBER', quantity: '5', price: '90', key: 'b' });
  world.place({ account, symbol: 'SBER', action: 'sell', quantity: '2', stop: '80' });
  world.place({ account, symbol: 'SRZ6', quantity: '1' });
  return world;
}

describe('time', () => {
  it('never goes back: an earlier command is stamped with the time of the newest turn', () => {
    const world = new World();
    const account = world.open();
    const { events } = world.core.execute(
      { type: 'accounts.deposit', account, asset: 'rub', amount: 1n as Money, key: null },
      NOON - DAY,
    );
    expect([events[0]?.at, world.core.now]).toEqual([NOON, NOON]);
  });

  it('moves with turns that have events, and with no other', () => {
    const world = new World();
    world.core.execute({ type: 'accounts.close', account: 5 }, NOON + 5);
    world.core.tick({ kind: 'status', instrument: 1, status: 'break' }, NOON + 6);
    expect(world.core.now).toBe(NOON);
    world.now = NOON + 7;
    world.open();
    expect(world.core.now).toBe(NOON + 7);
  });

  it('a fresh core has its first days to begin, then waits for their ends', () => {
    const core = new Core();
    expect(core.nextTimer).toBe(0);
    core.advance(NOON);
    expect(core.nextTimer).toBe(Date.UTC(2026, 10, 20, 21));
    expect(core.advance(NOON + 1)).toEqual([]);
  });
});

describe('the durable state', () => {
  it('is the same after replay, after a snapshot, and after a snapshot of a snapshot', () => {
    const world = busy();
    const replayed = new Core();
    for (const { at, body } of world.journal) replayed.applyTurn(at, body);
    expect(replayed.snapshot()).toEqual(world.core.snapshot());
    const text = JSON.stringify(world.core.snapshot());
    const restored = Core.restore(JSON.parse(text) as ReturnType<Core['snapshot']>);
    expect(JSON.stringify(restored.snapshot())).toBe(text);
    expect(new Set([world.core.digest(), replayed.digest(), restored.digest()]).size).toBe(1);
  });

  it('is not shared with a snapshot: what happens later does not change it', () => {
    const world = busy();
    const snapshot = world.core.snapshot();
    const digest = world.core.digest();
    const text = JSON.stringify(snapshot);
    world.trade('SBER', '89', '3');
    world.open();
    world.advance(NOON + 2 * DAY);
    expect(JSON.stringify(snapshot)).toBe(text);
    expect(Core.restore(snapshot).digest()).toBe(digest);
  });

  it('goes on after a restart exactly as it would have without', () => {
    const [live, other] = [busy(), busy()];
    const restarted = new World(Core.restore(other.core.snapshot()), true);
    for (const world of [live, restarted]) {
      // the feed fills the market again: nothing is displayed where the order rests
      world.quote('SBER', '91', '10', '92', '10');
      world.trade('SBER', '89.9', '3');
      world.trade('SBER', '79', '1', 'buy');
      world.trade('SRZ6', '30100', '1');
      world.advance(NOON + DAY);
    }
    expect(restarted.core.digest()).toBe(live.core.digest());
  });

  it('every kind of event that happens is known to the journal', () => {
    const known = new Set(EVENT_DEFINITIONS.map(({ type }) => type));
    for (const { type } of busy().events) expect(known).toContain(type);
  });

  it('a change anywhere in it changes the digest', () => {
    const world = busy();
    const digests = new Set([world.core.digest()]);
    const again = (act: () => void): void => {
      act();
      digests.add(world.core.digest());
    };
    const [account] = world.core.state.accounts.byOwner.get(1) as number[];
    again(() => world.deposit(account as number, 'rub', '0.0000000001'));
    again(() => world.must({ type: 'accounts.configure', account: account as number, name: 'x' }));
    again(() => world.must({ type: 'orders.cancel', order: 32 }));
    again(() => world.open());
    again(() => world.must({ type: 'instruments.delist', symbol: 'GAZP' }));
    expect(digests.size).toBe(6);
  });

  it('market data stands outside of it', () => {
    const world = busy();
    const digest = world.core.digest();
    world.quote('SBER', '98', '10', '99', '10');
    world.trade('SBER', '98.5', '1');
    expect(world.core.digest()).toBe(digest);
  });

  it('a snapshot of another version is refused', () => {
    const snapshot = { ...new Core().snapshot(), version: SNAPSHOT_VERSION + 1 };
    expect(() => Core.restore(snapshot)).toThrow(
      `snapshot has version ${SNAPSHOT_VERSION + 1}, this program reads ${SNAPSHOT_VERSION}`,
    );
  });
});

describe('what goes in stays as it was', () => {
  it('a command that its sender changes afterwards does not change the state', () => {
    const world = new World();
    const fees = { maker: 1, taker: 2, decimals: 2, rounding: 'halfUp' as const, mode: 'quote' as const };
    const account = world.open({ fees });
    const digest = world.core.digest();
    const command = { type: 'accounts.configure' as const, account, fees };
    world.must(command);
    fees.maker = 99;
    expect(world.account(account).fees.maker).toBe(1);
    expect(world.core.digest()).toBe(digest);
  });
});

describe('the fingerprint', () => {
  it('tells texts apart that differ in one place, in length or in order', () => {
    const texts = [
      '',
      'a',
      'b',
      'ab',
      'ba',
      'aa',
      'abcdefgh',
      'abcdefgi',
      'abcdefghi',
      'ж',
      '\0',
      '\0\0',
      'x'.repeat(1000),
      `${'x'.repeat(999)}y`,
    ];
    const prints = texts.map(fingerprint);
    expect(new Set(prints).size).toBe(texts.length);
    for (const print of prints) expect(print).toMatch(/^[0-9a-f]{32}$/);
  });

  it('does not change between versions of the program', () => {
    expect([fingerprint(''), fingerprint('outcry'), fingerprint('0123456789abcdef')]).toMatchInlineSnapshot(`
      [
        "f7bed5a15b576a1c5b576a1c5b576a1c",
        "106b6311c689426fd2fe8f9ed2823025",
        "cb5db2552b2d341fe780cd95cb9fec7c",
      ]
    `);
  });
});
