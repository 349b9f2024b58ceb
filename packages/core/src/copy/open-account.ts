import { type Rejection, reject, type Turn } from '../turn.ts';
import type { CopyAccountKind } from './account.ts';
import type { CommandAdded, CopyAccountOpened } from './book-events.ts';
import { type CopyState, type CopyWorld, companyOf, type Wallet } from './state.ts';
import type { Parts } from './units.ts';

/** What an account begins with. */
export interface NewAccount {
  readonly strategy: number;
  readonly wallet: Wallet;
  readonly offer: number;
  readonly kind: CopyAccountKind;
  readonly factor: Parts;
  readonly protection: Parts;
  readonly target: Parts;
  readonly aBook: Parts;
  readonly stream: number;
}

/** Emits the new account; its id. */
export function openCopyAccount({ copy }: CopyWorld, { wallet, ...account }: NewAccount, turn: Turn): number {
  const { account: id, interval } = copy.next;
  turn.emit({
    type: 'copy.accountOpened',
    at: turn.at,
    id,
    wallet: wallet.id,
    ...account,
    precisionVolume: wallet.precisionVolume,
    interval,
  } satisfies CopyAccountOpened);
  return id;
}

/** Emits a command of an account, or with account 0 of a whole strategy; its id. */
export function queueCommand(
  copy: CopyState,
  account: number,
  strategy: number,
  name: string,
  value: number,
  turn: Turn,
): number {
  const id = copy.next.command;
  turn.emit({ type: 'copy.commandAdded', at: turn.at, id, account, strategy, name, value } satisfies CommandAdded);
  return id;
}

/** The stream that is asked for, else the company's first. */
export function streamFor(copy: CopyState, company: number, wanted: number | undefined): number | Rejection {
  const { streams } = companyOf(copy, company);
  const stream = wanted ?? streams[0];
  if (stream === undefined) return reject('unknown_stream', 'stream', 'the company has no execution stream');
  return streams.includes(stream) ? stream : reject('unknown_stream', 'stream', `no stream ${stream} of the company`);
}
