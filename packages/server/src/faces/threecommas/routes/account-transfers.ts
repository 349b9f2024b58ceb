import { accountsSeen } from '../accounts/seen.ts';
import { transfer, transferData, transferHistory } from '../accounts/transfers.ts';
import { invalid } from '../errors.ts';
import { marketNamed, marketOfVenue, PAPER } from '../markets.ts';
import { integer, number, optional, text, withDefault } from '../parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';
import { accountId } from './account-id.ts';

const TYPE = { type: text(), name: optional(text()), api_key: optional(text()), secret: optional(text()) };

/** What accounts exchange with each other, and which can be connected (`threecommas.md` 17). */
export const ACCOUNT_TRANSFER_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/ver1/accounts/transfer',
    security: 'signed',
    permission: 'ACCOUNTS_WRITE',
    weight: 1,
    parameters: {
      currency: text({ max: 64 }),
      amount: number({ above: '0' }),
      from_account_id: accountId(),
      to_account_id: accountId(),
    },
    summary: 'Move free money or coins to another account of yours',
    handle: (call) => transfer(call, call.given),
  }),
  route({
    method: 'GET',
    path: '/ver1/accounts/transfer_data',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: {},
    summary: 'Accounts between which something can be moved, with what is free',
    handle: (call) => transferData(call),
  }),
  route({
    method: 'GET',
    path: '/ver1/accounts/transfer_history',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: {
      account_id: accountId(),
      currency: text({ max: 64 }),
      page: withDefault(integer({ least: 1, most: 1_000 }), 1),
      per_page: withDefault(integer({ least: 1, most: 100, clamp: true }), 10),
    },
    summary: 'What was moved from and to an account, newest first',
    handle: (call) => transferHistory(call, call.given),
  }),
  route({
    method: 'GET',
    path: '/ver1/accounts/types_to_connect',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: TYPE,
    summary: 'Whether accounts of a market can be connected',
    handle: typesToConnect,
  }),
];

/** No exchange is reached yet: accounts on paper alone can be opened. */
function typesToConnect({ desk, person, mode, given }: Call<typeof TYPE>): Promise<JsonValue> {
  const market = marketNamed(given.type);
  if (market === undefined) throw invalid({ type: ['does not have a valid value'] });
  return desk.parts.engine.read((state) => {
    const connected = accountsSeen(state, person.id, mode).some(({ venue }) => marketOfVenue(venue) === market);
    return [{ type: market.code, connected, available: market === PAPER, unified: false }];
  });
}
