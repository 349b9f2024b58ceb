import type { StatementRun } from '../journal/journal.ts';

/** How long the first, second, … ban of an address lasts, ms; the last one goes for all further ones. */
export const BAN_LADDER_MS = [120_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 259_200_000] as const;

/** An address begins at the foot of the ladder again after this long without a ban, ms. */
export const BAN_MEMORY_MS = 259_200_000;

/** Addresses remembered at a time; the one whose last ban is the longest ago gives way. */
export const MAX_BANNED_ADDRESSES = 10_000;

/** An address that was banned. */
export interface AddressBan {
  readonly address: string;
  /** Bans so far, since it last stood at the foot of the ladder. */
  readonly strikes: number;
  /** Wall time of the last ban and of its end, ms UTC. */
  readonly struckAt: number;
  readonly until: number;
}

/** Addresses that asked for too much too often. Each change comes with the SQL that makes it last. */
export class AddressBans {
  /** The one that was banned last stands last. */
  readonly #bans: Map<string, AddressBan>;

  /** `stored`: by time of their last ban. */
  constructor(stored: readonly AddressBan[]) {
    this.#bans = new Map(stored.map((ban) => [ban.address, ban]));
  }

  /** How long the address is banned still, ms; 0: it is not. */
  remaining(address: string, now: number): number {
    const ban = this.#bans.get(address);
    return ban === undefined ? 0 : Math.max(0, ban.until - now);
  }

  /** Those that hold now, the newest first. */
  holding(now: number): AddressBan[] {
    return [...this.#bans.values()].filter(({ until }) => until > now).reverse();
  }

  /** Lets an address in again, at the foot of the ladder; null: it was not banned. */
  lift(address: string): StatementRun[] | null {
    if (!this.#bans.delete(address)) return null;
    return [{ statement: 'identity.forgetBan', values: [[address]] }];
  }

  /** Bans an address, longer each time. */
  strike(address: string, now: number): StatementRun[] {
    const gone = [...this.#outdated(now), address];
    const before = this.#bans.get(address);
    const strikes = before === undefined || isOutdated(before, now) ? 1 : before.strikes + 1;
    const ladder = BAN_LADDER_MS[Math.min(strikes, BAN_LADDER_MS.length) - 1] as number;
    const ban: AddressBan = { address, strikes, struckAt: now, until: now + ladder };
    for (const each of gone) this.#bans.delete(each);
    this.#bans.set(address, ban);
    return [
      { statement: 'identity.forgetBan', values: gone.map((each) => [each]) },
      { statement: 'identity.banAddress', values: [[address, strikes, now, ban.until]] },
    ];
  }

  /** Those that count no more, and the oldest as far as room is needed. */
  #outdated(now: number): string[] {
    const bans = [...this.#bans.values()];
    const room = bans.length - MAX_BANNED_ADDRESSES + 1;
    return bans.filter((ban, index) => index < room || isOutdated(ban, now)).map(({ address }) => address);
  }
}

function isOutdated({ until }: AddressBan, now: number): boolean {
  return now - until >= BAN_MEMORY_MS;
}
