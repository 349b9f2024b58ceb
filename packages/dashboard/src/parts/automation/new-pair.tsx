import type { Account, Instrument } from 'outcry/native-api';
import type { ComponentChildren } from 'preact';
import { accounts, chosenAccount, instruments } from '../../api/house.ts';
import { useLive } from '../../api/use-live.ts';
import { firstPair, isBotPair } from '../../pairs.ts';
import { say } from '../../words/language.ts';
import { Waiting } from '../waiting.tsx';

interface Beginning {
  readonly account: number;
  readonly pair: Instrument;
  /** The last price. */
  readonly last: string | null;
}

interface NewPairProps {
  /** The pair that the address asks for; that of the markets' page unless told. */
  readonly symbol: string | undefined;
  /** Said of an instrument that cannot be traded so. */
  readonly unfit: string;
  readonly children: (beginning: Beginning) => ComponentChildren;
}

/** What a new grid or smart trade begins with: a pair, its prices, and an account that has its currency. */
export function NewPair({ symbol, unfit, children }: NewPairProps) {
  const account = chosenAccount();
  const pair = symbol === undefined ? firstPair(account?.currency) : instruments.value.get(symbol);
  const quotes = useLive('quotes', pair?.symbol ?? null);
  if (account === null) return <p class="waiting">{say('noAccount')}</p>;
  if (pair === undefined || !isBotPair(pair)) return <p class="waiting">{unfit}</p>;
  if (quotes === null) return <Waiting />;
  return <>{children({ account: accountFor(account, pair).id, pair, last: quotes.last })}</>;
}

/** The chosen account, or one in the currency of the pair when that is another. */
function accountFor(chosen: Account, { quote }: Instrument): Account {
  if (chosen.currency === quote) return chosen;
  return accounts.value.find(({ closed, currency }) => !closed && currency === quote) ?? chosen;
}
