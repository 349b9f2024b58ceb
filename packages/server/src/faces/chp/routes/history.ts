import { instrumentById } from '@outcry/core';
import type { Bridge } from '../bridge.ts';
import { viewOfRow } from '../order-view.ts';
import { listed, smartcomName } from '../parts.ts';
import { readPortfolio } from '../portfolio.ts';
import { type ClosedPart, closedParts, sessionFills, sessionOrders } from '../trading-session.ts';
import { signedPieces } from '../wire/accounts.ts';
import { decimal, integer, type Json, list, numbered, object, text } from '../wire/json.ts';
import { ACTIVE_STATES, orderFields, sessionTrade } from '../wire/orders.ts';
import { moscowTime } from '../wire/time.ts';
import type { SessionCall, SessionHandler } from './handler.ts';

/** What GetMyPortfolioData tells, each a JSON array (`chp.md` 6.9). */
export interface PortfolioData {
  readonly setMyOrder: Json;
  readonly setMyTrade: Json;
  readonly setMyClosePos: Json;
}

/** Only orders that may still be filled. */
const ACTIVE_MODE = 1;

/** Orders, trades and closed positions of the trading session. Throws CallError. */
export async function portfolioData({ bridge, request, person }: SessionCall): Promise<PortfolioData> {
  const portfolio = request.text('portfolio');
  const mode = request.integer('mode', 1, 2);
  const { parts } = bridge;
  // the account as it stands: what is closed is told back from there
  const { account, seq } = await readPortfolio(parts, person.id, portfolio, (_state, owned) => ({
    account: { id: owned.id, net: new Map(Array.from(owned.net, ([id, { quantity }]) => [id, { quantity }])) },
    seq: parts.engine.seq,
  }));
  const orders = await orderRows(bridge, account.id, portfolio, mode);
  const fills = (await sessionFills(parts, account.id)).filter((fill) => fill.seq <= seq);
  const instruments = listed(parts);
  const trades = fills.flatMap((fill) => {
    const instrument = instrumentById(instruments, fill.instrument);
    const scale = instrument === undefined ? undefined : instruments.assets[instrument.quote]?.scale;
    return instrument === undefined || scale === undefined
      ? []
      : [{ subject: { portfolio, instrument }, fill: { ...fill, scale } }];
  });
  return {
    setMyOrder: list(orders),
    setMyTrade: list(numbered(trades, ({ subject, fill }) => sessionTrade(subject, fill))),
    setMyClosePos: list(numbered(closedParts(parts, account, fills), (part) => closedRow(portfolio, part))),
  };
}

async function orderRows({ parts }: Bridge, account: number, portfolio: string, mode: number): Promise<Json[]> {
  const instruments = listed(parts);
  const orders = (await sessionOrders(parts, account)).map(viewOfRow).flatMap((order) => {
    const instrument = instrumentById(instruments, order.instrument);
    const wanted = mode !== ACTIVE_MODE || ACTIVE_STATES.has(order.state);
    return instrument !== undefined && wanted ? [{ order, subject: { portfolio, instrument } }] : [];
  });
  return numbered(orders, ({ order, subject }) => ({ ...orderFields(subject, order), cookie: integer(order.cookie) }));
}

function closedRow(portfolio: string, part: ClosedPart): Readonly<Record<string, Json>> {
  return {
    portfolio: text(portfolio),
    symbol: text(smartcomName(part.instrument)),
    amount: signedPieces(part.instrument, part.quantity),
    price_Buy: decimal(part.buyPrice),
    price_Sell: decimal(part.sellPrice),
    postime: moscowTime(part.at),
    order_Open: text(String(part.openedBy)),
    order_Close: text(String(part.closedBy)),
  };
}

/** The handler of `HistoricalData/*`. */
export const HISTORY_HANDLERS = {
  GetMyPortfolioData: {
    right: 'orders:read',
    async data(call) {
      return list([object({ ...(await portfolioData(call)) })]);
    },
  },
} satisfies Record<string, SessionHandler>;
