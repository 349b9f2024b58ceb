import { type Account, accountsOf, type CoreState } from '@outcry/core';
import { CallError } from './errors.ts';
import type { ChpParts } from './parts.ts';

const PORTFOLIO = /^ST(2\d{9})-MO-01$/;

/** The asset in which this face's portfolios are kept. */
const CURRENCY = 'rub';

/** Name of an account at the bridge: a unified money account (`chp.md` 6.6). */
export function portfolioName(account: number): string {
  return `ST${account}-MO-01`;
}

/** Accounts of a person that this face shows: open ones in roubles, oldest first. */
export function portfoliosOf(state: CoreState, person: number): Account[] {
  const rub = state.instruments.assetByCode.get(CURRENCY)?.id;
  return accountsOf(state.accounts, person).filter(({ currency, closed }) => currency === rub && !closed);
}

/** What `read` makes of a person's portfolio. Throws CallError when the person has none of this name. */
export async function readPortfolio<T>(
  parts: Pick<ChpParts, 'engine'>,
  person: number,
  name: string,
  read: (state: CoreState, account: Account) => T,
): Promise<T> {
  const id = Number(PORTFOLIO.exec(name)?.[1] ?? 0);
  const answer = await parts.engine.read((state) => {
    const account = portfoliosOf(state, person).find((each) => each.id === id);
    return account === undefined ? undefined : { value: read(state, account) };
  });
  if (answer === undefined) throw new CallError('unknownPortfolio', `Портфель ${name.slice(0, 64)} не найден.`);
  return answer.value;
}
