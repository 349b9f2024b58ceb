import type { Account, StrategyDetails } from './rows.ts';

/** What an owner may do with an investment. */
export type AccountStep = 'fund' | 'withdraw' | 'pause' | 'resume' | 'settings' | 'close';

/** Statuses in which each is allowed: 0 new, 1 active, 2 margin call, 3 protection or target, 4 pause, 5 disabled. */
const ALLOWED: Readonly<Record<AccountStep, string>> = {
  fund: '01234',
  withdraw: '1234',
  pause: '1',
  resume: '234',
  settings: '01234',
  close: '012345',
};

/** Steps of the trader's own account: it pauses, resumes and closes with its strategy. */
const OF_TRADER: readonly AccountStep[] = ['fund', 'withdraw', 'settings'];

export function stepsOf({ Status, IsSecurity, IsMyAccount }: Account): readonly AccountStep[] {
  if (!IsMyAccount) return [];
  const steps = Object.keys(ALLOWED) as AccountStep[];
  return steps.filter((step) => ALLOWED[step].includes(Status) && (!IsSecurity || OF_TRADER.includes(step)));
}

/** Money leaves an investment only while it does not follow: its positions are closed first. */
export function withdrawsAtOnce({ Status }: Account): boolean {
  return /^[234]$/.test(Status);
}

/** Why an investment that is not closed does not follow its strategy. */
export function stopOf({ State }: Account): 'margin' | 'protection' | 'target' | null {
  if (State === '4' || State === '5') return 'margin';
  if (State === '6' || State === '7') return 'protection';
  return State === '8' || State === '9' ? 'target' : null;
}

/** Status of a closed account, and of a closed strategy. */
export const ACCOUNT_CLOSED = '6';
export const STRATEGY_CLOSED = '4';

/** What a trader may do with his strategy. */
export function strategySteps(status: string): readonly ('pause' | 'resume' | 'close')[] {
  if (status === STRATEGY_CLOSED) return [];
  return status === '1' ? ['pause', 'close'] : status === '2' ? ['resume', 'close'] : ['close'];
}

/** Whether the caller may invest in it: others' strategies with an offer, once. */
export function isOpenTo({ IsMyStrategy, Status, PublicOffer, LinkOffer, Account: own }: StrategyDetails): boolean {
  return !IsMyStrategy && Status !== STRATEGY_CLOSED && (PublicOffer ?? LinkOffer) !== undefined && own === undefined;
}
