import { integer, type Parameter } from '../parameters.ts';

/** An account's number, or all of the caller's accounts as one. */
export type AccountId = number | 'summary';

export function accountId(): Parameter<number> {
  return integer({ least: 1 });
}

export function accountOrSummary(): Parameter<AccountId> {
  const id = accountId();
  return {
    ...id,
    type: 'integer or summary',
    read: (value) => (value === 'summary' ? value : id.read(value)),
  };
}
