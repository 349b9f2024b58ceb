import {
  PortfolioRequest_CurrencyRequest as CurrencyRequest,
  PortfolioStreamResponse,
  PortfolioSubscriptionStatus,
  PositionsAccountSubscriptionStatus,
  PositionsStreamResponse,
} from 'tinkoff-sdk-grpc-js/dist/generated/operations.js';
import { readAccount } from '../accounts.ts';
import type { ServiceHandlers, StreamCall } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { type Holdings, holdingsOf } from '../operations/holdings.ts';
import { portfolioFigures } from '../operations/portfolio.ts';
import { AccountFeed } from '../streams/account-feed.ts';
import { AccountSession, type AccountTelling, whileSeen } from '../streams/account-session.ts';
import { portfolioMessage } from '../wire/portfolio.ts';
import { changedPositions, type PositionRows, positionRows, positionsMessage } from '../wire/positions.ts';
import { totalsIn } from './operations.ts';

/** Live positions and portfolios (`tinvest.md` 15). */
export function operationsStreamService(desk: ServiceDesk): ServiceHandlers<'OperationsStreamService'> {
  const parts = { ...desk, feed: new AccountFeed(desk.parts.engine) };
  return {
    positionsStream: {
      right: 'accounts:read',
      stream: (call, request) =>
        new AccountSession(parts, call, positionsTelling(desk, call, request.withInitialPositions), request).messages,
    },
    portfolioStream: {
      right: 'accounts:read',
      stream: (call, request) => new AccountSession(parts, call, portfolioTelling(desk, call), request).messages,
    },
  };
}

/** Rows of positions that have changed; at first all of them when that is wanted. */
function positionsTelling({ parts, listing }: ServiceDesk, call: StreamCall, withInitial: boolean): AccountTelling {
  const { POSITIONS_SUBSCRIPTION_STATUS_SUCCESS: SUCCESS, POSITIONS_SUBSCRIPTION_STATUS_ACCOUNT_NOT_FOUND: NOT_FOUND } =
    PositionsAccountSubscriptionStatus;
  const told = new Map<number, PositionRows>();
  const read = (accountId: string): Promise<Holdings> =>
    readAccount(parts, call, accountId, (state, account) => holdingsOf(state, listing, account, parts.engine.now));
  return {
    type: PositionsStreamResponse,
    subscriptions: (accounts) =>
      accounts.map(({ accountId, account }) => ({
        accountId,
        subscriptionStatus: account === undefined ? NOT_FOUND : SUCCESS,
      })),
    begin: (accountId, account) =>
      whileSeen(async () => {
        const holdings = await read(accountId);
        told.set(account, positionRows(holdings));
        return withInitial ? { initialPositions: positionsMessage(accountId, holdings) } : null;
      }),
    changed: (accountId, { account, at }) =>
      whileSeen(async () => {
        const rows = positionRows(await read(accountId));
        const position = changedPositions(accountId, told.get(account) ?? rows, rows, new Date(at));
        told.set(account, rows);
        return position === null ? null : { position };
      }),
  };
}

/** The whole portfolio at first and after each turn that moved money or units. */
function portfolioTelling(desk: ServiceDesk, call: StreamCall): AccountTelling {
  const { PORTFOLIO_SUBSCRIPTION_STATUS_SUCCESS: SUCCESS, PORTFOLIO_SUBSCRIPTION_STATUS_ACCOUNT_NOT_FOUND: NOT_FOUND } =
    PortfolioSubscriptionStatus;
  const tell = (accountId: string): Promise<object | null> =>
    whileSeen(async () => {
      const figures = await portfolioFigures(desk, call, accountId);
      return { portfolio: portfolioMessage(figures, totalsIn(desk, CurrencyRequest.RUB)) };
    });
  return {
    type: PortfolioStreamResponse,
    subscriptions: (accounts) =>
      accounts.map(({ accountId, account }) => ({
        accountId,
        subscriptionStatus: account === undefined ? NOT_FOUND : SUCCESS,
      })),
    begin: tell,
    changed: async (accountId, { holdings }) => (holdings ? tell(accountId) : null),
  };
}
