import type { Right } from '../../../identity/index.ts';
import { endListening } from '../bridge.ts';
import { CallError } from '../errors.ts';
import { instrumentNamed } from '../parts.ts';
import { readPortfolio } from '../portfolio.ts';
import { integer, type Json, list, object, TRUE, text } from '../wire/json.ts';
import { ACCOUNT_HANDLERS, accountRows, listenToPortfolio, positionsOfListened } from './accounts.ts';
import type { SessionCall, SessionHandler } from './handler.ts';
import { portfolioData } from './history.ts';
import { INSTRUMENT_HANDLERS } from './instruments.ts';
import { cancel, move, place } from './orders.ts';
import { type InstrumentGroup, listenOnce } from './subscriptions.ts';

/** What every cancelling of the first generation answers. */
const REQUEST_SENT = list([object({ Result: text('Запрос отправлен') })]);

/** Listening reads at once: the rows of this instrument alone. */
function listen(group: InstrumentGroup): SessionHandler {
  return {
    right: 'market:read',
    data(call) {
      const { id } = listenOnce(call, group);
      const { bridge, session } = call;
      if (group === 'ticks') return list(session.unreadTicks.drain(id));
      const name = session[group].get(id) ?? '';
      return list(group === 'quotes' ? [bridge.desk.quote(id, name)] : bridge.desk.book(id, name));
    },
  };
}

function cancelListening(group: InstrumentGroup): SessionHandler {
  return {
    right: 'market:read',
    data({ bridge, request, session }) {
      const { id } = instrumentNamed(bridge.parts, request.text('symbol'));
      session[group].delete(id);
      if (group === 'ticks') {
        bridge.desk.cancelTicks(session, id);
        session.unreadTicks.drain(id);
      }
      return REQUEST_SENT;
    },
  };
}

/** A read of one portfolio, which is listened to from its first read on. */
function readListened(
  right: Right,
  rows: (call: SessionCall, account: number) => Json[] | Promise<Json[]>,
): SessionHandler {
  return {
    right,
    async data(call) {
      const { bridge, session } = call;
      const [name, account] = await portfolioOf(call);
      if (!session.portfolios.has(account)) await listenToPortfolio(bridge, session, account, name);
      return list(await rows(call, account));
    },
  };
}

async function portfolioOf({ bridge, request, person }: SessionCall): Promise<[string, number]> {
  const name = request.text('portfolio');
  return [name, await readPortfolio(bridge.parts, person.id, name, (_state, { id }) => id)];
}

const CANCEL_PORTFOLIO: SessionHandler = {
  right: 'accounts:read',
  async data(call) {
    const [, account] = await portfolioOf(call);
    const { bridge, session } = call;
    if (session.portfolios.has(account)) endListening(bridge, session, account);
    session.unreadOrders.drain(account);
    session.unreadTrades.drain(account);
    return REQUEST_SENT;
  },
};

/** A refused order is no error here but an answer with its reason. */
const PLACE: SessionHandler = {
  right: 'orders:write',
  async data(call) {
    try {
      const { cookie, order } = await place(call);
      return list([object({ Cookie: integer(cookie), Orderid: text(String(order)) })]);
    } catch (error) {
      if (!(error instanceof CallError) || error.why === 'overloaded') throw error;
      const cookie = call.request.integer('cookie', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
      return list([object({ Cookie: integer(cookie), Orderid: text('0'), reason: text(error.message) })]);
    }
  },
};

function delivered(order: number): Json {
  return list([object({ OrderId: text(String(order)), Result: TRUE })]);
}

function partOf(part: 'setMyTrade' | 'setMyOrder' | 'setMyClosePos'): SessionHandler {
  return { right: 'orders:read', data: async (call) => (await portfolioData(call))[part] };
}

const PORTFOLIO_LIST = ACCOUNT_HANDLERS.GetPortfolioList;
const LISTENED = '/api/accountinformation/listenportfolio';
const MY_DATA = '/api/getmyportfoliodata';

/** Every path of the first generation (`chp.md` 9), in lower case; each answers a bare array. */
export const LEGACY_HANDLERS: Readonly<Record<string, SessionHandler>> = {
  '/api/test/checkconnect': { right: 'market:read', data: () => list([object({ Result: TRUE })]) },
  '/api/instruments/getbars': INSTRUMENT_HANDLERS.GetBars,
  '/api/instruments/getsymbols': INSTRUMENT_HANDLERS.GetSymbols,
  '/api/instruments/gettrade': INSTRUMENT_HANDLERS.GetTrades,
  '/api/instruments/gettrades': INSTRUMENT_HANDLERS.GetTrades,
  '/api/instruments/listenquotes': listen('quotes'),
  '/api/instruments/cancelquotes': cancelListening('quotes'),
  '/api/instruments/listenticks': listen('ticks'),
  '/api/instruments/cancelticks': cancelListening('ticks'),
  '/api/instruments/listenbidasks': listen('books'),
  '/api/instruments/cancelbidasks': cancelListening('books'),
  '/api/accountinformation/getprortfoliolist': PORTFOLIO_LIST,
  '/api/accountinformation/getportfoliolist': PORTFOLIO_LIST,
  [`${LISTENED}/addtrade`]: readListened('orders:read', ({ session }, account) => session.unreadTrades.drain(account)),
  [`${LISTENED}/updateorder`]: readListened('orders:read', ({ session }, account) =>
    session.unreadOrders.drain(account),
  ),
  [`${LISTENED}/setportfolio`]: readListened('accounts:read', accountRows),
  [`${LISTENED}/updateposition`]: readListened('accounts:read', positionsOfListened),
  [`${LISTENED}/cancelportfolio`]: CANCEL_PORTFOLIO,
  [`${MY_DATA}/setmytrade`]: partOf('setMyTrade'),
  [`${MY_DATA}/setmyorder`]: partOf('setMyOrder'),
  [`${MY_DATA}/setmyclosepos`]: partOf('setMyClosePos'),
  '/api/order/place': PLACE,
  '/api/order/move': { right: 'orders:write', data: async (call) => delivered(await move(call)) },
  '/api/order/cancel': { right: 'orders:write', data: async (call) => delivered(await cancel(call)) },
};
