import { type Client, SESSION_MINUTES } from '../../../identity/index.ts';
import { keptHistories } from '../../../readmodel/index.ts';
import { isOpen } from '../door.ts';
import { Fault } from '../errors.ts';
import { id, integer, optional, text, withDefault } from '../fields.ts';
import { clientMethod, type Method, NOTHING, type OpenCall } from '../method.ts';
import { rowOf } from '../search/live.ts';
import { demandPassword, idOfLogin } from '../signing-in.ts';
import { ClientView } from '../views/client.ts';
import { STATISTIC_COLUMNS } from '../views/client-statistic.ts';
import { ASSET } from '../views/wallet.ts';
import { look } from '../views/world.ts';
import { momentText } from '../wire/moments.ts';
import { money } from '../wire/units.ts';
import { walletDetails, walletOf } from './wallet.ts';

const ALL = [1, 2, 3];

/** Minutes without a call after which a client's session ends, unless told. */
const DEFAULT_MINUTES = 60;

const LOGIN = {
  Login: optional(text({ most: 256 })),
  Password: optional(text({ most: 256 })),
  OTP: optional(text({ most: 64 })),
  ExpirationMinutes: withDefault(integer(SESSION_MINUTES), DEFAULT_MINUTES),
};

/** Coming in, and what is the client's own (`ramm.md` 6). */
export const SESSION_METHODS: readonly Method[] = [
  clientMethod(ALL, {
    name: 'session.login',
    right: 'open',
    fields: LOGIN,
    async handle(call) {
      const { parts, given, version } = call;
      const { business } = parts.identity;
      const client = await clientOf(call);
      const company = business.companies.get(client.company);
      if (!client.enabled || !isOpen(company))
        throw new Fault('login_blocked', 'this login is blocked: ask your broker');
      const { token, session } = await business.enter('client', client.id, company.id, given.ExpirationMinutes);
      return look(parts, (world) => {
        const wallet = walletOf(world, client.id);
        return {
          Session: {
            Token: token,
            WalletID: wallet.wallet.id,
            DTLastActivity: momentText(session.lastActivityAt),
            ExpirationMinutes: session.minutes,
          },
          Client: {
            ID: client.id,
            Login: client.login,
            FirstName: client.firstName,
            LastName: client.lastName,
            // pages without a language of their own show theirs in this one: with an empty text they show nothing
            Language: client.language || LANGUAGE,
            PushToken: '',
          },
          Company: { ID: company.id, Name: company.name, Demo: company.demo, BrandKey: BRAND },
          Wallets: [walletDetails(wallet, version)],
        };
      });
    },
  }),
  clientMethod(ALL, {
    name: 'session.logout',
    right: 'base',
    fields: {},
    async handle({ parts, session }) {
      const { business } = parts.identity;
      await business.save(business.sessions.endAll([session]));
      return NOTHING;
    },
  }),
  clientMethod(ALL, {
    name: 'password.set',
    right: 'base',
    fields: { OldPassword: text({ least: 1, most: 256 }), Password: text({ most: 256 }) },
    async handle(call) {
      await demandPassword(call, 'client', call.client.id, call.given.OldPassword);
      await call.parts.identity.business.setClientPassword(call.client, call.given.Password);
      return NOTHING;
    },
  }),
  clientMethod([3], {
    name: 'otp.get',
    right: 'base',
    fields: {},
    async handle({ parts, client }) {
      const { business } = parts.identity;
      const { otp, statements } = business.otps.make(client.id, business.now);
      await business.save(statements);
      return { OTP: otp };
    },
  }),
  clientMethod(ALL, {
    name: 'statistic.get',
    right: 'base',
    fields: {},
    async handle({ parts, client }) {
      const wallet = await look(parts, (world) => walletOf(world, client.id).wallet.id);
      const { byWallet } = await keptHistories(parts.readModel, [wallet], true);
      return look(parts, (world) => rowOf(STATISTIC_COLUMNS, new ClientView(world, client, byWallet)));
    },
  }),
  clientMethod(ALL, {
    name: 'platform.getSpecification',
    right: 'base',
    fields: {},
    handle: ({ parts, company }) =>
      look(parts, ({ copy }) => {
        const spec = copy.companies.get(company.id)?.spec;
        return {
          Account: { AvailableCurrency: ASSET.name, MinBalance: money(spec?.accountMinBalance ?? 0) },
          Strategy: { MinAmountToCreate: money(spec?.securityMinBalance ?? 0) },
        };
      }),
  }),
  clientMethod(ALL, {
    name: 'wallets.get',
    right: 'base',
    fields: { ID: optional(id()) },
    handle: ({ parts, client, given, version }) =>
      look(parts, (world) => {
        const own = walletOf(world, client.id);
        const wanted = given.ID ?? own.wallet.id;
        if (!world.copy.wallets.has(wanted)) throw Fault.unknown('ID', 'wallet');
        if (wanted !== own.wallet.id) throw Fault.forbidden('wallet');
        return walletDetails(own, version);
      }),
  }),
];

/** Language of clients of whom none is known. */
const LANGUAGE = 'en';

/** The brand whose static files a page shows. */
const BRAND = 'default';

/** Who is behind a one-time password, or behind login and password. Throws Fault. */
async function clientOf(call: OpenCall<typeof LOGIN>): Promise<Client> {
  const { business } = call.parts.identity;
  const { OTP, Login = '', Password = '' } = call.given;
  if (OTP === undefined || OTP === '') {
    const known = business.clients.get(await idOfLogin(call, 'client', Login, Password));
    if (known === undefined) throw new Fault('bad_credentials', 'login and password do not belong together');
    return known;
  }
  const redeemed = business.otps.redeem(OTP, business.now);
  const client = redeemed === undefined ? undefined : business.clients.get(redeemed.client);
  if (redeemed !== undefined) await business.save(redeemed.statements);
  if (client === undefined) throw new Fault('bad_credentials', 'this one-time password opens nothing');
  return client;
}
