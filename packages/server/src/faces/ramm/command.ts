import type { Command, CoreState } from '@outcry/core';
import type { StatementRun } from '../../journal/journal.ts';
import { refusal } from './errors.ts';
import type { OpenCall } from './method.ts';

/** Names of the core's commands as the API calls them. */
const FIELDS = {
  account: 'ID',
  strategy: 'ID',
  wallet: 'WalletID',
  amount: 'Amount',
  money: 'Money',
  name: 'Name',
  feeRate: 'FeeRate',
  commissionRate: 'CommissionRate',
  protection: 'Protection',
  target: 'Target',
  factor: 'Factor',
  offer: 'OfferID',
  partnerShare: 'PartnerShare',
  accounting: 'AccountingSystem',
  external: 'ExternalAccount',
  aBook: 'ABook',
  stream: 'StreamID',
  externalId: 'ExternalTransferID',
  commentClient: 'CommentClient',
  commentCompany: 'CommentCompany',
  precisionVolume: 'PrecisionVolume',
  lot: 'Lot',
  equity: 'Equity',
  instrument: 'Symbol',
  ticket: 'Ticket',
  comment: 'Comment',
  rows: 'Signals',
} as const;

/** Has a command carried out, with SQL that belongs to it; the id of what it made. Throws Fault. */
export async function carryOut(
  { parts, requestId }: Pick<OpenCall, 'parts' | 'requestId'>,
  command: Command,
  fields: Readonly<Record<string, string>> = {},
  statements: readonly StatementRun[] = [],
): Promise<number> {
  const { outcome, rejection } = await parts.engine.submit(command, statements, requestId);
  if (rejection !== null) throw refusal(rejection, { ...FIELDS, ...fields });
  if (outcome === null) throw new Error(`${command.type} came to nothing`);
  return outcome.id;
}

/**
 * The same; `show` tells what came of it in the moment in which it was carried out, `sql` what belongs to it by the id of what
 * it made. Throws Fault.
 */
export function carryOutShowing<T>(
  { parts, requestId }: Pick<OpenCall, 'parts' | 'requestId'>,
  command: Command,
  fields: Readonly<Record<string, string>>,
  show: (state: CoreState, id: number) => T,
  sql?: (id: number) => readonly StatementRun[],
): Promise<T> {
  return parts.engine.transact(
    () => command,
    (state, { outcome, rejection }) => {
      if (rejection !== null) throw refusal(rejection, { ...FIELDS, ...fields });
      if (outcome === null) throw new Error(`${command.type} came to nothing`);
      return show(state, outcome.id);
    },
    requestId,
    sql,
  );
}
