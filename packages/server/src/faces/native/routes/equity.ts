import { type Account, type CoreState, canConvert, convert, equity, type Money, moneyToText } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import {
  EQUITY_SPANS,
  type EquityFigure,
  type EquityPoint,
  equityCurve,
  firstEquity,
  type LedgerRow,
  listLedger,
} from '../../../readmodel/index.ts';
import type { NativeParts } from '../parts.ts';
import { assetOf } from '../wire/instruments.ts';
import { DecimalText, Id, nullable, oneOf, strict, TimeText, timeToText } from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { addRoute } from './add-route.ts';

const SPANS = Object.keys(EQUITY_SPANS) as readonly (keyof typeof EQUITY_SPANS)[];
/** Begin of the trading day: in Moscow for roubles, else UTC (ms). */
const DAY_MS = 86_400_000;
const MOSCOW_MS = 10_800_000;
/** Transfers of a day that are taken into account for each currency: pages of this many. */
const TRANSFERS_PAGE = 500;
const MAX_TRANSFER_PAGES = 20;

const CurrencyAnswer = Type.Object({
  currency: Type.String(),
  accounts: Type.Array(Id, { description: 'open accounts kept in this currency, trial ones left out' }),
  value: Type.String({ description: 'what they are worth together now' }),
  today: nullable(
    Type.String({
      description:
        'made (below zero: lost) since the trading day began or, later, since the first figure of an account; deposits and withdrawals aside, other assets than the currency at the price of now; null: there is no figure yet',
    }),
  ),
  points: Type.Array(Type.Object({ at: TimeText, value: DecimalText }), {
    description: 'what they were worth, deposits and withdrawals included, oldest first; the last one is now',
  }),
});

const EquityAnswer = Type.Object({ marketTime: TimeText, items: Type.Array(CurrencyAnswer) });
export type EquityAnswer = Static<typeof EquityAnswer>;

interface Group {
  readonly accounts: readonly number[];
  readonly points: readonly EquityPoint[];
  readonly begins: ReadonlyMap<number, EquityFigure>;
  readonly transfers: readonly LedgerRow[];
}

/** What own accounts are worth, and were. */
export function equityRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  const { engine, readModel } = parts;

  async function groupOf(accounts: readonly number[], code: string, span: keyof typeof EQUITY_SPANS): Promise<Group> {
    const { now } = engine;
    const begins = await firstEquity(readModel, accounts, dayBegin(code, now));
    const points = await equityCurve(readModel, accounts, span, now);
    const from = Math.min(...[...begins.values()].map(({ at }) => at));
    const transfers = begins.size === 0 ? [] : await transfersSince([...begins.keys()], from);
    return { accounts, points, begins, transfers };
  }

  async function transfersSince(accounts: readonly number[], from: number): Promise<LedgerRow[]> {
    const rows: LedgerRow[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_TRANSFER_PAGES; page++) {
      const filter = { accounts, from, kinds: ['deposit', 'withdrawal', 'closing', 'venue'] as const };
      const { rows: some, next } = await listLedger(readModel, filter, { limit: TRANSFERS_PAGE, cursor });
      rows.push(...some);
      if (next === null) break;
      cursor = next;
    }
    return rows;
  }

  addRoute(app, {
    method: 'GET',
    url: '/equity',
    right: 'accounts:read',
    tag: 'accounts',
    summary: 'What own accounts are worth together, now and over time, by currency',
    description:
      'A figure is kept for every minute of the last two days, every quarter of an hour of the last 35 days, and every day of ten years, in market time.',
    query: strict({ span: Type.Optional(oneOf(SPANS, '`day` unless told')) }),
    answer: EquityAnswer,
    async handle({ caller, query }) {
      const byCurrency = await access.readAccounts(caller, (state, accounts) => accountsByCurrency(state, accounts));
      const groups = new Map<string, Group>();
      for (const [code, accounts] of byCurrency) groups.set(code, await groupOf(accounts, code, query.span ?? 'day'));
      return engine.read((state) => ({
        marketTime: timeToText(engine.now),
        items: [...groups].map(([code, group]) => currencyAnswer(state, code, group, engine.now)),
      }));
    },
  });
}

function accountsByCurrency(state: CoreState, accounts: readonly Account[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const account of accounts) {
    if (account.closed || account.fillPolicy === 'sandbox') continue;
    const { code } = assetOf(state.instruments, account.currency);
    found.set(code, [...(found.get(code) ?? []), account.id]);
  }
  return found;
}

function dayBegin(currency: string, now: number): number {
  const shift = currency === 'rub' ? MOSCOW_MS : 0;
  return Math.floor((now + shift) / DAY_MS) * DAY_MS - shift;
}

function currencyAnswer(state: CoreState, code: string, group: Group, now: number): EquityAnswer['items'][number] {
  const asset = state.instruments.assetByCode.get(code);
  if (asset === undefined) throw new Error(`no asset ${code}`);
  const text = (amount: bigint): string => moneyToText(asset, amount as Money);
  let value = 0n;
  let today = 0n;
  for (const id of group.accounts) {
    const account = state.accounts.accounts.get(id);
    if (account === undefined) continue;
    const worth = equity(state, account).value;
    value += worth;
    const begin = group.begins.get(id);
    if (begin !== undefined) today += worth - begin.value;
  }
  for (const { account, seq, asset: moved, amount } of group.transfers) {
    const begin = group.begins.get(account);
    if (begin === undefined || seq <= begin.seq || !canConvert(state, moved, asset.id, undefined, 0)) continue;
    today -= convert(state, amount, moved, asset.id, undefined, 0);
  }
  const points = group.points.map(({ at, value: then }) => ({ at: timeToText(at), value: text(then) }));
  points.push({ at: timeToText(now), value: text(value) });
  const told = group.begins.size === 0 ? null : text(today);
  return { currency: code, accounts: [...group.accounts], value: text(value), today: told, points };
}
