import { type Asset, assetByCode, canConvert, convert, type Money } from '@outcry/core';
import { PortfolioRequest_CurrencyRequest as CurrencyRequest } from 'tinkoff-sdk-grpc-js/dist/generated/operations.js';
import { accountIdOf, readAccount } from '../accounts.ts';
import type { ServiceHandlers, TInvestCall } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { TInvestError } from '../errors.ts';
import { CURRENCY } from '../listing.ts';
import { type Holdings, holdingsOf } from '../operations/holdings.ts';
import { cursorOf, operationPage } from '../operations/operation-pages.ts';
import { portfolioFigures } from '../operations/portfolio.ts';
import { olderOperation } from '../wire/operations.ts';
import { portfolioMessage, type TotalsIn } from '../wire/portfolio.ts';
import { positionsMessage, withdrawLimitsMessage } from '../wire/positions.ts';

/** Operations of one page (`tinvest.md` 15). */
const USUAL_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** What accounts hold, what it is worth and how it came about (`tinvest.md` 15). */
export function operationsService(desk: ServiceDesk): ServiceHandlers<'OperationsService'> {
  return {
    getPositions: {
      right: 'accounts:read',
      async answer(call, { accountId }) {
        const { id, holdings } = await readHoldings(desk, call, accountId);
        return positionsMessage(id, holdings);
      },
    },
    getWithdrawLimits: {
      right: 'accounts:read',
      async answer(call, { accountId }) {
        const { holdings } = await readHoldings(desk, call, accountId);
        return withdrawLimitsMessage(holdings);
      },
    },
    getPortfolio: {
      right: 'accounts:read',
      async answer(call, { accountId, currency = CurrencyRequest.RUB }) {
        const totals = totalsIn(desk, currency);
        return portfolioMessage(await portfolioFigures(desk, call, accountId), totals);
      },
    },
    getOperationsByCursor: {
      right: 'accounts:read',
      async answer(call, request) {
        const { limit = 0, cursor, withoutTrades = false } = request;
        if (limit < 0 || limit > MAX_LIMIT) throw new TInvestError('30069');
        const page = await operationPage(desk, call, request, limit === 0 ? USUAL_LIMIT : limit, cursor);
        return {
          hasNext: page.next !== null,
          nextCursor: page.next ?? '',
          items: page.operations.map((operation) => ({
            ...operation.item,
            cursor: cursorOf(operation),
            tradesInfo: withoutTrades ? undefined : operation.item.tradesInfo,
          })),
        };
      },
    },
    getOperations: {
      right: 'accounts:read',
      async answer(call, { accountId, from, to, state, figi = '' }) {
        const wanted = { accountId, from, to, state, instrumentId: figi };
        const { operations } = await operationPage(desk, call, wanted, MAX_LIMIT);
        return { operations: operations.map(({ item }) => olderOperation(item)) };
      },
    },
  };
}

function readHoldings(
  { parts, listing }: ServiceDesk,
  call: TInvestCall,
  accountId: string,
): Promise<{ id: string; holdings: Holdings }> {
  return readAccount(parts, call, accountId, (state, account) => ({
    id: accountIdOf(account),
    holdings: holdingsOf(state, listing, account, parts.engine.now),
  }));
}

const CURRENCIES: Readonly<Partial<Record<CurrencyRequest, string>>> = {
  [CurrencyRequest.RUB]: CURRENCY,
  [CurrencyRequest.USD]: 'usd',
  [CurrencyRequest.EUR]: 'eur',
};

/** The currency of totals. Throws TInvestError 30253, and 30258 where nothing tells what it costs. */
export function totalsIn({ parts }: Pick<ServiceDesk, 'parts'>, wanted: CurrencyRequest): TotalsIn {
  const code = CURRENCIES[wanted];
  if (code === undefined) throw new TInvestError('30253');
  const { engine } = parts;
  const { asset, rouble } = engine.market(({ instruments }) => ({
    asset: assetByCode(instruments, code),
    rouble: assetByCode(instruments, CURRENCY),
  })) as { asset?: Asset; rouble?: Asset };
  if (asset === undefined || rouble === undefined) throw new TInvestError('30258');
  if (!engine.market((state) => canConvert(state, rouble.id, asset.id, undefined, 0))) throw new TInvestError('30258');
  return {
    asset,
    convert: (amount: Money) => engine.market((state) => convert(state, amount, rouble.id, asset.id, undefined, 0)),
  };
}
