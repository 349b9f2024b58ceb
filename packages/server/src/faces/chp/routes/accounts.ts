import { instrumentById } from '@outcry/core';
import { type Bridge, endListening } from '../bridge.ts';
import { viewOfRow } from '../order-view.ts';
import { listed } from '../parts.ts';
import { portfoliosOf, readPortfolio } from '../portfolio.ts';
import type { ListenedPortfolio, Session } from '../session.ts';
import { sessionOrders } from '../trading-session.ts';
import { accountRow, portfolioRows, positionRows } from '../wire/accounts.ts';
import { type Json, list, object } from '../wire/json.ts';
import { orderUpdate } from '../wire/orders.ts';
import type { SessionCall, SessionHandler } from './handler.ts';
import { alreadyListening, described, notListening } from './subscriptions.ts';

/**
 * Listens to an account: the present state of the session's orders comes first, then all that happens after it. Rejects
 * with what keeps the state from being read; then nothing is listened to.
 */
export async function listenToPortfolio(
  bridge: Bridge,
  session: Session,
  account: number,
  name: string,
): Promise<void> {
  const portfolio: ListenedPortfolio = { account, name, closed: new Set(), waiting: [] };
  session.portfolios.set(account, portfolio);
  bridge.watches.listen(session, portfolio);
  try {
    const { engine } = bridge.parts;
    // the orders are those of this turn: they are looked at before anything else can happen
    const seq = engine.seq;
    const orders = await sessionOrders(bridge.parts, account);
    // somebody may have cancelled meanwhile
    if (session.portfolios.get(account) !== portfolio) return;
    const instruments = listed(bridge.parts);
    for (const row of orders) {
      const instrument = instrumentById(instruments, row.instrument);
      if (instrument === undefined) continue;
      session.unreadOrders.push(account, object(orderUpdate({ portfolio: name, instrument }, viewOfRow(row))));
    }
    const waiting = portfolio.waiting ?? [];
    portfolio.waiting = null;
    for (const event of waiting) if (event.seq > seq) event.give();
  } catch (error) {
    if (session.portfolios.get(account) === portfolio) endListening(bridge, session, account);
    throw error;
  }
}

/** The row of each portfolio that the session listens to and still has, in the order of listening. */
export async function accountRows({ bridge, session, person }: SessionCall, only?: number): Promise<Json[]> {
  const { parts, days } = bridge;
  const listened = listenedOf(session, only);
  if (listened.length === 0) return [];
  const rub = listed(parts).assetByCode.get('rub')?.id ?? 0;
  const results = new Map(
    await Promise.all(listened.map(async ({ account }) => [account, await days.of(account, rub)] as const)),
  );
  return parts.engine.read((state) => {
    const own = new Map(portfoliosOf(state, person.id).map((account) => [account.id, account]));
    return listened.flatMap(({ account: id, name }) => {
      const account = own.get(id);
      const day = results.get(id);
      return account === undefined || day === undefined ? [] : [accountRow(state, account, name, day)];
    });
  });
}

/** Positions of the portfolios that the session listens to; one that was closed since the last look is shown once more. */
export async function positionsOfListened({ bridge, session, person }: SessionCall, only?: number): Promise<Json[]> {
  const listened = listenedOf(session, only);
  if (listened.length === 0) return [];
  return bridge.parts.engine.read((state) => {
    const own = new Map(portfoliosOf(state, person.id).map((account) => [account.id, account]));
    return listened.flatMap(({ account: id, name, closed }) => {
      const account = own.get(id);
      if (account === undefined) return [];
      const rows = positionRows(state, account, name, closed);
      closed.clear();
      return rows;
    });
  });
}

function listenedOf(session: Session, only?: number): ListenedPortfolio[] {
  return [...session.portfolios.values()].filter(({ account }) => only === undefined || account === only);
}

/** The handlers of `AccountInformation/*`. */
export const ACCOUNT_HANDLERS = {
  GetPortfolioList: {
    right: 'accounts:read',
    async data({ bridge: { parts }, person }) {
      return list(await parts.engine.read((state) => portfolioRows(portfoliosOf(state, person.id))));
    },
  },
  ListenPortfolio: {
    right: 'accounts:read',
    async data({ bridge, request, session, person }) {
      const name = request.text('portfolio');
      const account = await readPortfolio(bridge.parts, person.id, name, (_state, { id }) => id);
      if (session.portfolios.has(account)) throw alreadyListening(name);
      await listenToPortfolio(bridge, session, account, name);
      return described(`Подписка на ${name} успешно оформлена`);
    },
  },
  CancelPortfolio: {
    right: 'accounts:read',
    async data({ bridge, request, session, person }) {
      const name = request.text('portfolio');
      const account = await readPortfolio(bridge.parts, person.id, name, (_state, { id }) => id);
      if (!session.portfolios.has(account)) throw notListening(name);
      endListening(bridge, session, account);
      session.unreadOrders.drain(account);
      session.unreadTrades.drain(account);
      return described(`Подписка на ${name} успешно отменена`);
    },
  },
  UpdateOrder: { right: 'orders:read', data: ({ session }) => list(session.unreadOrders.drain()) },
  AddTrade: { right: 'orders:read', data: ({ session }) => list(session.unreadTrades.drain()) },
  UpdatePosition: { right: 'accounts:read', data: async (call) => list(await positionsOfListened(call)) },
  SetPortfolio: { right: 'accounts:read', data: async (call) => list(await accountRows(call)) },
} satisfies Record<string, SessionHandler>;
