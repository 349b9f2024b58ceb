import { type Client, type ClientChanges, IdentityError } from '../../../identity/index.ts';
import { listCharges } from '../../../readmodel/index.ts';
import { carryOut } from '../command.ts';
import { Fault } from '../errors.ts';
import { flag, id, integer, optional, text, units } from '../fields.ts';
import { type ManagerCall, type Method, managerMethod, managerSearch, NOTHING } from '../method.ts';
import { present } from '../present.ts';
import type { Columns } from '../search/live.ts';
import { ClientView, clientIn } from '../views/client.ts';
import { ASSET } from '../views/wallet.ts';
import { look } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { money } from '../wire/units.ts';
import { clientDetails } from './client-details.ts';
import { type ClientColumns, clientPage, historiesOf } from './client-search.ts';
import { PERSON_FILTER, tagNumber } from './persons.ts';

/** What may be told of a client, and changed. */
const TOLD = {
  FirstName: optional(text()),
  LastName: optional(text()),
  Email: optional(text({ most: 300 })),
  Mobile: optional(text()),
  Tag: optional(text()),
  Language: optional(text()),
  Comment: optional(text({ most: 10_000 })),
  Country: optional(text()),
  ExternalPartnerReference: optional(text({ most: 1_000 })),
};

const OF_CLIENT = {
  ID: ({ id }) => id,
  Login: ({ login }) => login,
  Email: ({ email }) => email,
  FirstName: ({ firstName }) => firstName,
  LastName: ({ lastName }) => lastName,
  Mobile: ({ mobile }) => mobile,
  Language: ({ language }) => language,
  Tag: ({ tag }) => tagNumber(tag),
  Comment: ({ comment }) => comment,
  Test: ({ test }) => (test ? 1 : 0),
  Enabled: ({ enabled }) => (enabled ? 1 : 0),
} satisfies Columns<Client>;

const COLUMNS: Columns<ClientView> = {
  ID: told('ID'),
  Login: told('Login'),
  Email: told('Email'),
  FirstName: told('FirstName'),
  LastName: told('LastName'),
  Mobile: told('Mobile'),
  Language: told('Language'),
  Status: ({ status }) => status,
  Tag: told('Tag'),
  Comment: told('Comment'),
  Test: told('Test'),
  Enabled: told('Enabled'),
  ActiveAccountsCount: ({ ownAccounts }) => ownAccounts,
  ActiveAccountsTotalBalance: ({ held }) => money(held.own.balance),
  ActiveAccountsTotalEquity: ({ held }) => money(held.own.equity),
  ActiveAccountsTotalPositionsCount: ({ held }) => held.own.positions,
  ClosedAccountsCount: ({ history }) => history?.closedAccounts ?? 0,
  ActiveStrategiesCount: ({ activeStrategies }) => activeStrategies,
  ClosedStrategiesCount: ({ closedStrategies }) => closedStrategies,
  WalletsTotalBalance: ({ free }) => money(free),
  TotalFunds: (view) => money(view.free + view.held.own.balance),
};

const CLIENTS: ClientColumns = {
  all: COLUMNS,
  ofClient: OF_CLIENT,
  ofHistory: { Status: 'alone', ClosedAccountsCount: 'alone' },
  withClosed: false,
};

function told(name: keyof typeof OF_CLIENT) {
  return ({ client }: ClientView): Json => OF_CLIENT[name](client);
}

/** Clients of the company (`ramm.md` 4.6). */
export const CLIENTS_METHODS: readonly Method[] = [
  managerMethod({
    name: 'clients.addWithWallet',
    right: 'own',
    fields: {
      Login: text({ least: 1, most: 256 }),
      Password: text({ most: 256 }),
      ...TOLD,
      Test: optional(flag()),
      ExecutionServerName: optional(text({ most: 64 })),
      ExecutionAccount: optional(text({ most: 64 })),
      PrecisionVolume: optional(integer({ most: 4 })),
    },
    async handle(call) {
      const { parts, company, given } = call;
      const { business } = parts.identity;
      const draft = { company: company.id, login: given.Login, ...personal(given), ...present({ test: given.Test }) };
      const drafted = await business.draftClient(draft, given.Password);
      try {
        const wallet = await carryOut(
          call,
          {
            type: 'copy.openWallet',
            company: company.id,
            client: drafted.client.id,
            test: drafted.client.test,
            external: externalOf(given.ExecutionServerName, given.ExecutionAccount),
            ...present({ precisionVolume: given.PrecisionVolume }),
          },
          { external: 'ExecutionServerName' },
          drafted.statements,
        );
        business.clients.keep(drafted);
        return {
          Client: { ID: drafted.client.id, Login: drafted.client.login, Password: given.Password },
          Wallet: { ID: wallet, AssetID: ASSET.id, AssetName: ASSET.name },
        };
      } finally {
        business.clients.drop(drafted);
      }
    },
  }),
  managerSearch({
    name: 'clients.search',
    entities: 'Clients',
    filter: { ...PERSON_FILTER, Test: optional(integer({ most: 2 })) },
    sort: Object.keys(COLUMNS).filter((name) => !['Mobile', 'Comment', 'Enabled'].includes(name)),
    find: ({ parts, company, search }) => clientPage(parts, company.id, search, CLIENTS, search.filter),
  }),
  managerMethod({
    name: 'clients.get',
    right: 'own',
    fields: { ID: id() },
    async handle(call) {
      const client = clientIn(call, 'ID', call.given.ID);
      const { byWallet } = await historiesOf(call.parts, [client]);
      return look(call.parts, (world) => clientDetails(new ClientView(world, client, byWallet)));
    },
  }),
  managerMethod({
    name: 'clients.set',
    right: 'own',
    fields: {
      ID: id(),
      Login: optional(text({ least: 1, most: 256 })),
      ...TOLD,
      Enabled: optional(flag()),
      StrategyDefaultStreamID: optional(id()),
      StrategyDefaultHedge: optional(units(4, { least: 0, most: 10_000 })),
    },
    async handle(call) {
      const { parts, company, given } = call;
      const { business } = parts.identity;
      const client = clientIn(call, 'ID', given.ID);
      const { StrategyDefaultStreamID: defaultStream, StrategyDefaultHedge: defaultHedge } = given;
      if (defaultStream !== undefined) await demandStream(call, company.id, defaultStream);
      const more = present({ login: given.Login, enabled: given.Enabled, defaultStream, defaultHedge });
      const changes: ClientChanges = { ...personal(given), ...more };
      const statements = business.clients.set(client, changes);
      const blocked = given.Enabled === false ? business.sessions.of('client', client.id, business.now) : [];
      await business.save([...statements, ...business.sessions.endAll(blocked)]);
      return NOTHING;
    },
  }),
  managerMethod({
    name: 'clients.getCharges',
    right: 'own',
    fields: { ExecutionServerName: text({ least: 1, most: 64 }), ID: id() },
    async handle({ parts, company, given }) {
      const accounts = await executionAccounts(parts, company.id, given.ExecutionServerName);
      const found = await listCharges(parts.readModel, company.id, [...accounts.keys()], given.ID);
      const Charges = found.map(({ id, wallet, amount }) => ({
        ExecutionAccount: accounts.get(wallet),
        ID: id,
        Charges: money(amount),
      }));
      return { Charges };
    },
  }),
  managerMethod({
    name: 'clients.setPassword',
    right: 'own',
    fields: { ClientID: id(), Password: text({ most: 256 }) },
    async handle(call) {
      const client = clientIn(call, 'ClientID', call.given.ClientID);
      await call.parts.identity.business.setClientPassword(client, call.given.Password);
      return NOTHING;
    },
  }),
  managerMethod({
    name: 'clients.getOTP',
    right: 'own',
    fields: { ClientID: id() },
    async handle(call) {
      const { business } = call.parts.identity;
      const client = clientIn(call, 'ClientID', call.given.ClientID);
      if (!client.enabled) throw new Fault('login_blocked', 'this client is blocked: enable him first');
      const { otp, statements } = business.otps.make(client.id, business.now);
      await business.save(statements);
      return { OTP: otp };
    },
  }),
];

/** Wallets whose clients have accounts at this server, with the accounts. */
export function executionAccounts(
  parts: ManagerCall['parts'],
  company: number,
  server: string,
): Promise<ReadonlyMap<number, string>> {
  return look(parts, ({ copy }) => {
    const found = new Map<number, string>();
    for (const { id, company: owner, external } of copy.wallets.values()) {
      if (owner === company && external !== null && external.server === server) found.set(id, external.account);
    }
    return found;
  });
}

/** The broker's account where a client's accounts are executed. */
function externalOf(server: string | undefined, account: string | undefined) {
  if (!server) {
    if (account) throw new IdentityError('ExecutionServerName', 'an account needs its server');
    return null;
  }
  if (!account) throw new IdentityError('ExecutionAccount', 'a server needs an account');
  return { server, account };
}

function personal(given: { readonly [K in keyof typeof TOLD]: string | undefined }) {
  return present({
    firstName: given.FirstName,
    lastName: given.LastName,
    email: given.Email,
    mobile: given.Mobile,
    tag: given.Tag,
    language: given.Language,
    comment: given.Comment,
    country: given.Country,
    partnerReference: given.ExternalPartnerReference,
  });
}

export async function demandStream({ parts }: Pick<ManagerCall, 'parts'>, company: number, id: number): Promise<void> {
  await look(parts, ({ copy }) => {
    const stream = copy.streams.get(id);
    if (stream === undefined) throw Fault.unknown('StreamID', 'stream');
    if (stream.company !== company) throw Fault.forbidden('stream');
  });
}
