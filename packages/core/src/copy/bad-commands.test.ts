import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../test/hostile.ts';
import { type Command, Core, REJECT_REASONS } from '../index.ts';
import { CopyDesk } from './test-copy.ts';

/** One good command of each kind, on a desk with one of everything. */
const COMMANDS: readonly Readonly<Record<string, unknown>>[] = [
  { type: 'copy.setCompany', company: 1, spec: { leverage: 50 } },
  { type: 'copy.addStream', company: 1, name: 'two', account: 2_000_000_000, liquidityRate: 1, brokerRate: 1 },
  { type: 'copy.setStream', stream: 1, name: 'three', liquidityRate: 1, brokerRate: 1 },
  {
    type: 'copy.openWallet',
    company: 1,
    client: 77,
    precisionVolume: 2,
    test: true,
    external: { server: 's', account: 'a' },
  },
  { type: 'copy.transfer', wallet: 1, kind: 0, amount: 5, externalId: 4, commentClient: 'c', commentCompany: 'd' },
  {
    type: 'copy.addStrategy',
    wallet: 1,
    name: 'another',
    accounting: 1,
    money: 100,
    protection: 1_000,
    target: 1_000,
    feeRate: 100,
    commissionRate: 1,
    partner: 1,
    partnerShare: 100,
    external: { server: 's', account: 'a', tags: '{}' },
    follows: 0,
    aBook: 100,
    stream: 1,
  },
  { type: 'copy.renameStrategy', strategy: 1, name: 'renamed' },
  { type: 'copy.addOffer', strategy: 1, feeRate: 1, commissionRate: 1, kind: 1, partner: 1, partnerShare: 1 },
  { type: 'copy.setPublicOffer', strategy: 1, offer: 1 },
  { type: 'copy.setOfferStatus', offer: 1, status: 1 },
  {
    type: 'copy.openAccount',
    wallet: 3,
    offer: 1,
    money: 5,
    factor: 10_000,
    protection: 0,
    target: 0,
    aBook: 0,
    stream: 1,
  },
  { type: 'copy.fund', account: 2, amount: 1 },
  { type: 'copy.withdraw', account: 2, amount: 1 },
  { type: 'copy.pause', account: 2 },
  { type: 'copy.resume', account: 2 },
  { type: 'copy.setFactor', account: 2, value: 10_000 },
  { type: 'copy.setProtection', account: 2, value: 1_000 },
  { type: 'copy.setTarget', account: 2, value: 1_000 },
  { type: 'copy.setABook', account: 2, value: 1_000 },
  { type: 'copy.setAccountStream', account: 2, value: 1 },
  { type: 'copy.pauseStrategy', strategy: 1 },
  { type: 'copy.signal', strategy: 1, instrument: 7, lot: 100_000_000, equity: 100_000, ticket: 't', comment: 'c' },
  {
    type: 'copy.sync',
    strategy: 1,
    soft: true,
    rows: [{ instrument: 7, lot: 1, equity: 5 }],
    ticket: 't',
    comment: 'c',
  },
  { type: 'copy.bookSwap', stream: 1, instrument: 7, long: 1, short: 1 },
];

function world(): CopyDesk {
  const desk = new CopyDesk();
  desk.at('1.10000');
  desk.invest(desk.strategy(desk.wallet(2_000), 1_000), 500);
  desk.wallet(100);
  return desk;
}

/** Places in a command: its fields, and the fields inside of them. */
function placesOf(command: Readonly<Record<string, unknown>>): string[][] {
  return Object.entries(command).flatMap(([name, whole]) => {
    if (name === 'type') return [];
    const part = Array.isArray(whole) ? whole[0] : whole;
    const inside = typeof part === 'object' && part !== null ? Object.keys(part).map((key) => [name, key]) : [];
    return Array.isArray(whole) ? [[name], [name, '0'], ...inside] : [[name], ...inside];
  });
}

/** The command with a value in one of its places. */
function spoiled(command: Readonly<Record<string, unknown>>, [name, key]: readonly string[], value: unknown): unknown {
  const field = name as string;
  const whole = command[field];
  if (key === undefined) return { ...command, [field]: value };
  if (key === '0') return { ...command, [field]: [value] };
  const part = Array.isArray(whole) ? whole[0] : whole;
  const changed = { ...part, [key]: value };
  return { ...command, [field]: Array.isArray(whole) ? [changed] : changed };
}

describe('a malformed command is refused with a reason, or does what it says; it never breaks the core', () => {
  const base = world().core.snapshot();
  const reasons = Object.keys(REJECT_REASONS);

  it.each(COMMANDS.map((command) => [command.type as string, command] as const))('%s', (_, command) => {
    for (const place of placesOf(command)) {
      for (const value of HOSTILE) {
        const where = `${place.join('.')}: ${typeof value} ${typeof value === 'object' ? Object.keys(value ?? {}) : String(value).slice(0, 20)}`;
        const core = Core.restore(base);
        const before = core.digest();
        const { events, rejection, outcome } = core.execute(spoiled(command, place, value) as Command, base.now);
        expect((outcome === null) !== (rejection === null), where).toBe(true);
        if (rejection !== null) {
          expect(reasons, where).toContain(rejection.reason);
          expect(core.digest(), where).toBe(before);
          continue;
        }
        // what was accepted can be written down and read again
        const copy = Core.restore(base);
        copy.applyTurn(base.now, core.encode(events));
        expect(copy.digest(), where).toBe(core.digest());
        for (let turns = 0; core.nextTimer <= base.now && turns < 20; turns++) core.advance(base.now);
      }
    }
  });
});
