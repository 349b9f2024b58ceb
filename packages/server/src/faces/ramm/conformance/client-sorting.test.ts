import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../test-company.ts';

/** By what the documents sort each search of clients: by version and method. */
const LEVELS = `MCReached Protection ProtectionEquity ProtectionReached Target TargetEquity TargetReached`;
const FIRST_ACCOUNT = `ID AccountSpecAssetID Asset TradingIntervalCurrentID Balance Equity Margin MarginLevel IntervalPnL Factor
  ${LEVELS} AccountMinBalance AvailableToWithdraw DTCreated Status`;
const FIRST_STRATEGY = `ID Name DTCreated DTStat DTClosed Offer.Commission Offer.Fee PartnerShare Status Yield MonthlyYield
  Accounts Symbols`;
const TRANSFERS = 'ID StrategyID AccountID DealID DT AccrualDate Amount Type Comment StrategyName';
const POSITIONS = 'ID Symbol Volume Price Margin ProfitCalcQuote Profit Swap TotalProfit';
const DEALS = `ID SignalID CommandID SOID TradingIntervalID DT Type Symbol Volume Price Commission Entry Profit Swap TotalProfit
  DealToID Netting`;
const ACTIVE = `ID DT Equity ProfitCurrentIntervalGross FeePaid TotalCommissionTrader FeeToPay IsMyAccount TotalProfitNet`;
const CLOSED = 'ID DT DTClosed FeePaid TotalCommissionTrader IsMyStrategy TotalProfitNet';
const OWN_CLOSED = `ID Name DTCreated DTStat DTClosed Status Yield MonthlyYield Accounts Symbols IsMyStrategy PublicOffer.FeeRate
  PublicOffer.CommissionRate Account.ID Account.Type Account.Asset Account.DTCreated Account.DTClosed Account.TotalProfit`;

const ALL: Readonly<Record<string, string>> = {
  'walletTransfers.search': TRANSFERS,
  'positions.search': POSITIONS,
  'deals.search': DEALS,
  'myStrategies.getActiveAccounts': ACTIVE,
  'myStrategies.getClosedAccounts': CLOSED,
};
const DOCUMENTED: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: {
    ...ALL,
    'strategies.search': `${FIRST_STRATEGY} IsMyStrategy ${within('Account', `${FIRST_ACCOUNT} IsSecurity Type Positions FeePaid FeeToPay`)}`,
    'myStrategies.search': `${FIRST_STRATEGY} FeeToPay FeePaid CommissionPaid CommissionToPay
      ${within('Account', `${FIRST_ACCOUNT} TotalProfitNet TotalProfit`)}`,
    'accounts.search': `${within('Strategy', FIRST_STRATEGY)} ${FIRST_ACCOUNT} IsSecurity Type TotalProfitNet TotalProfit DTClosed
      IsMyStrategy`,
  },
  2: {
    ...ALL,
    'strategies.search': `ID Name DT DTStat DTClosed PublicOffer.FeeRate PublicOffer.CommissionRate Status Yield MonthlyYield
      Accounts Symbols IsMyStrategy ${within('Account', `${FIRST_ACCOUNT} IsSecurity Type State Positions FeePaid FeeToPay`)}`,
    'accounts.searchClosed': OWN_CLOSED,
    'hedgingPositions.searchOpen': `${POSITIONS} Ticket`,
    'hedgingPositions.searchClosed': `IDDealIn IDDealOut Symbol Volume Price Margin ProfitCalcQuote Profit Swap TotalProfit Ticket
      TicketIn`,
  },
  3: { ...ALL, 'strategies.search': 'ID Name DTVideo', 'accounts.searchClosed': OWN_CLOSED },
};

function within(part: string, names: string): string {
  return words(names)
    .map((name) => `${part}.${name}`)
    .join(' ');
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

let company: TestCompany;
const ends: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  company = await testCompany({ atEnd: (end) => void ends.unshift(end) });
});

afterAll(async () => {
  for (const end of ends) await end();
});

const searches = Object.entries(DOCUMENTED).flatMap(([version, methods]) =>
  Object.entries(methods).map(([method, names]) => ({ version, method, names: words(names) })),
);

describe('a search of clients', () => {
  test.each(searches)('v$version $method is sorted by every field that the documents name', async (search) => {
    const { version, method, names } = search;
    const login = method.startsWith('my') ? 'trader' : 'investor';
    const token = await company.tokenOf(login);
    const body = {
      StrategyID: 1,
      Filter: { AccountID: company.accounts.open, ...(method === 'strategies.search' ? { SearchMode: 'Rating' } : {}) },
      Pagination: { CurrentPage: 1, PerPage: 2 },
    };
    for (const Field of names) {
      for (const Direction of ['Asc', 'Desc']) {
        const sorted = { ...body, OrderBy: { Field, Direction } };
        const { status, body: answer } = await company.call(`client/v${version}/${method}`, sorted, { token });
        expect([Field, status, answer.OrderBy ?? answer]).toEqual([Field, 200, { Field, Direction }]);
      }
    }
  });
});
