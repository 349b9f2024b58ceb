import { METHODS } from '../../packages/server/src/faces/ramm/methods.ts';
import type { Holder } from './history.ts';

/** A search: what is asked, and what it is called. */
export interface Case {
  readonly name: string;
  readonly body: object;
}

/** The searches of one method. */
export interface Searched {
  readonly family: 'manager' | 'client';
  readonly method: string;
  readonly cases: readonly Case[];
}

const DAY = 86_400_000;

/** Conditions that must be given: those of clients ask for one account. */
const DEMANDED: Readonly<Record<string, readonly string[]>> = {
  'client positions.search': ['AccountID'],
  'client deals.search': ['AccountID'],
  'client hedgingPositions.searchOpen': ['AccountID'],
  'client hedgingPositions.searchClosed': ['AccountID'],
};

/** Every search of the two APIs: each field to sort by, both ways, each condition, and each condition with each field. */
export function allCases(investor: Holder, now: number): Searched[] {
  const moment = (days: number): string => new Date(now + days * DAY).toISOString().slice(0, -1);
  const values: Readonly<Record<string, unknown>> = {
    StrategyID: investor.strategy,
    AccountID: investor.account,
    WalletID: investor.wallet,
    ClientID: investor.client,
    ID: 1_000,
    SignalID: 500,
    SOID: 77,
    CommandID: 2_000,
    FillRequestID: 1_000,
    StreamID: 1,
    DealID: 500,
    Symbol: 'EURUSD',
    Symbols: 'EURUSD',
    Type: 1,
    AccountType: 2,
    Status: 1,
    Statuses: [1],
    State: 3,
    Test: 0,
    TestClient: false,
    AccountingSystem: 1,
    Closed: false,
    Enabled: true,
    SearchMode: 'MyActiveAccounts',
    Ticket: '1000',
    Login: 'client-1',
    TraderLogin: 'client-1',
    Value: 'client-1',
    Name: 'Strategy 1',
    ExternalAccount: 'x',
    PriceFrom: 1.1,
    PriceTo: 1.105,
    YieldFrom: -1,
    YieldTo: 1,
  };
  const wantedOf = (name: string): unknown => {
    if (/From$/.test(name) && name.startsWith('DT')) return moment(-10);
    if (/To$/.test(name) && name.startsWith('DT')) return moment(-2);
    return values[name];
  };
  const found: Searched[] = [];
  for (const { family, name, search, versions } of METHODS) {
    if (search === undefined || (family !== 'manager' && !versions.includes(2)) || family === 'trading') continue;
    const demanded = DEMANDED[`${family} ${name}`] ?? [];
    const base = Object.fromEntries(demanded.map((field) => [field, wantedOf(field)]));
    const filters = Object.keys(search.filter).filter(
      (field) => !demanded.includes(field) && wantedOf(field) !== undefined,
    );
    const cases: Case[] = [];
    for (const Field of search.sort) {
      for (const Direction of ['Asc', 'Desc']) {
        const OrderBy = { Field, Direction };
        cases.push({ name: `by ${Field} ${Direction}`, body: { Filter: base, OrderBy } });
        for (const filter of filters) {
          const Filter = { ...base, [filter]: wantedOf(filter) };
          cases.push({ name: `${filter}, by ${Field} ${Direction}`, body: { Filter, OrderBy } });
        }
      }
    }
    found.push({ family: family as 'manager' | 'client', method: name, cases });
  }
  return found;
}
