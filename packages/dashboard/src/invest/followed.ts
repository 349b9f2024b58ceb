import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { investor } from './investor.ts';

/** Something an investor has asked for, which the platform carries out in its own time. */
export interface Followed {
  readonly id: string;
  /** What it is done to. */
  readonly of: { readonly account: string } | { readonly strategy: string };
  /** What was asked for, for a person. */
  readonly text: string;
  /** 0 under way, 1 done, 2 refused, 3 failed; as the API has it. */
  readonly status: string;
}

/** Commands that were sent from here, the newest first; those that are done until they are put away. */
export const followed = signal<readonly Followed[]>([]);

/** Commands that have come to something are remembered up to this many; those under way all are. */
const MOST = 5;
/** How often the platform is asked (ms); for one that waits for a market only every so many times. */
const LOOK_MS = 700;
const PATIENT_AFTER = 30;
const PATIENT_EVERY = 14;
/** What is done is put away by itself after this long (ms); what was refused stays. */
const READ_MS = 8_000;

/** Follows a command until it is done; its outcome makes the page ask anew for everything it shows. */
export function follow(command: Omit<Followed, 'status'>): void {
  const all = [{ ...command, status: '0' }, ...followed.value];
  followed.value = all.filter(({ status }, place) => status === '0' || place < MOST);
}

export function putAway(id: string): void {
  followed.value = followed.value.filter((each) => each.id !== id);
}

/** Asks for what is under way while the page is open. */
export function useFollowing(): void {
  const open = followed.value.filter(({ status }) => status === '0').map(({ id }) => id);
  const over = investor.ended.value;
  useEffect(() => {
    if (open.length === 0 || over) return;
    let round = 0;
    const look = (): void => {
      round += 1;
      if (round > PATIENT_AFTER && round % PATIENT_EVERY !== 0) return;
      for (const command of followed.value) if (command.status === '0') void lookAt(command).catch(() => undefined);
    };
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [open.join(), over]);
}

interface Told {
  readonly AccountCommandStatus?: string;
  readonly StrategyCommandStatus?: string;
}

/** What fails now is asked again in the next round. */
async function lookAt({ id, of }: Followed): Promise<void> {
  const told =
    'account' in of
      ? await investor.ask<Told>('accountCommands.get', { AccountCommandID: id, AccountID: of.account })
      : await investor.ask<Told>('strategyCommands.get', { StrategyCommandID: id, StrategyID: of.strategy });
  const status = told.AccountCommandStatus ?? told.StrategyCommandStatus ?? '0';
  if (status === '0') return;
  followed.value = followed.value.map((each) => (each.id === id ? { ...each, status } : each));
  investor.changes.value += 1;
  if (status === '1') setTimeout(() => putAway(id), READ_MS);
}
