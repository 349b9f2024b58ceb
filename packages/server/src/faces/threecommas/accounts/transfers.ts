import {
  type Account,
  accountsOf,
  available,
  type CoreState,
  type Decimal,
  formatDecimal,
  isTextError,
  type Money,
  moneyFromText,
} from '@outcry/core';
import { type LedgerRow, listLedger, MAX_LISTED_ACCOUNTS, MAX_PAGE } from '../../../readmodel/index.ts';
import { shown } from '../bots/decimal-texts.ts';
import { timeText } from '../bots/times.ts';
import { Fault, invalid, refusal } from '../errors.ts';
import { marketOfVenue } from '../markets.ts';
import type { Call } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';
import { amountOf, decimalText } from '../wire/numbers.ts';
import { accountOf, accountsSeen } from './seen.ts';

type Acting = Pick<Call, 'desk' | 'person' | 'requestId'>;

/** Entries of the ledger that are looked through for one page of the history. */
const MAX_ENTRIES = 20 * MAX_PAGE;

interface Wanted {
  readonly currency: string;
  readonly amount: Decimal;
  readonly from_account_id: number;
  readonly to_account_id: number;
}

/** Moves money or coins between two accounts of the caller. Throws Fault. */
export async function transfer({ desk, person, requestId }: Acting, wanted: Wanted): Promise<JsonValue> {
  const { currency, from_account_id: from, to_account_id: to } = wanted;
  const text = formatDecimal(wanted.amount);
  const { outcome, rejection, at } = await desk.parts.engine.transact(
    (state) => {
      for (const id of [from, to]) accountOf(state, person.id, id);
      const asset = assetNamed(state, currency);
      const amount = moneyFromText(asset, text);
      if (isTextError(amount)) throw invalid({ amount: [amount.detail] });
      return { type: 'accounts.transfer', account: from, to, asset: asset.code, amount, key: null };
    },
    (_state, answer) => ({ ...answer, at: desk.parts.engine.now }),
    requestId,
  );
  if (rejection !== null) throw refusal(rejection, { to: 'to_account_id', account: 'from_account_id' });
  if (outcome === null) throw new Fault('unknown');
  return transferEntity({ id: outcome.id, currency, amount: shown(text), from, to, at });
}

/** The asset with this code, in any letter case. Throws Fault that names `currency`. */
export function assetNamed({ instruments }: CoreState, code: string) {
  const asset = instruments.assetByCode.get(code) ?? instruments.assetByCode.get(code.toUpperCase());
  if (asset === undefined) throw invalid({ currency: ['does not have a valid value'] });
  return asset;
}

interface Transfer {
  readonly id: number;
  readonly currency: string;
  readonly amount: string;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

function transferEntity({ id, currency, amount, from, to, at }: Transfer): JsonValue {
  const accounts = { from_account_id: from, to_account_id: to };
  return { id, currency, amount, ...accounts, status: 'completed', created_at: timeText(at) };
}

/** Accounts between which the caller can move something, with what is free in each. */
export function transferData({ desk, person, mode }: Pick<Call, 'desk' | 'person' | 'mode'>): Promise<JsonValue> {
  return desk.parts.engine.read((state) =>
    accountsSeen(state, person.id, mode).map((account) => ({
      id: account.id,
      name: account.name,
      market_code: marketOfVenue(account.venue).code,
      currencies: freeAmounts(state, account),
    })),
  );
}

function freeAmounts({ instruments }: CoreState, account: Account): JsonValue[] {
  return [...account.balances.keys()].flatMap((id) => {
    const asset = instruments.assets[id];
    const free = available(account, id);
    return asset === undefined || free <= 0n
      ? []
      : [{ code: asset.code, available: decimalText(amountOf(asset, free)) }];
  });
}

interface Page {
  readonly account_id: number;
  readonly currency: string;
  readonly page: number;
  readonly per_page: number;
}

/** Transfers of an account in one currency, newest first. Throws Fault. */
export async function transferHistory(
  { desk, person }: Pick<Call, 'desk' | 'person'>,
  { account_id: account, currency, page, per_page: rows }: Page,
): Promise<JsonValue> {
  const { engine, readModel } = desk.parts;
  const { asset, accounts } = await engine.read((state) => ({
    asset: assetNamed(state, currency),
    accounts: owned(state, person.id, accountOf(state, person.id, account).id),
  }));
  const sides = new Map<number, LedgerRow[]>();
  const isWhole = (): number => [...sides.values()].filter((both) => both.length === 2 && isOf(both, account)).length;
  let cursor: string | undefined;
  let looked = 0;
  do {
    const filter = { accounts, asset: asset.id, kinds: ['transfer'] as const };
    const found = await listLedger(readModel, filter, { limit: MAX_PAGE, cursor });
    for (const row of found.rows) {
      const id = row.transfer ?? 0;
      sides.set(id, [...(sides.get(id) ?? []), row]);
    }
    looked += found.rows.length;
    cursor = found.next ?? undefined;
  } while (cursor !== undefined && looked < MAX_ENTRIES && isWhole() < page * rows);
  return [...sides]
    .filter(([, both]) => both.length === 2 && isOf(both, account))
    .slice((page - 1) * rows, page * rows)
    .map(([id, both]) => {
      const [from, to] = [both.find(({ amount }) => amount < 0n), both.find(({ amount }) => amount > 0n)];
      const amount = decimalText(amountOf(asset, (to?.amount ?? 0n) as Money));
      return transferEntity({
        id,
        currency: asset.code,
        amount,
        from: from?.account ?? 0,
        to: to?.account ?? 0,
        at: to?.at ?? 0,
      });
    });
}

function isOf(sides: readonly LedgerRow[], account: number): boolean {
  return sides.some((side) => side.account === account);
}

/** The account and the newest others of its owner. */
function owned({ accounts }: CoreState, owner: number, account: number): number[] {
  const others = accountsOf(accounts, owner).map(({ id }) => id);
  return [account, ...others.filter((id) => id !== account).slice(1 - MAX_LISTED_ACCOUNTS)];
}
