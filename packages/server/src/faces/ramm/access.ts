import { type Client, type Company, DrawnPassword, type Manager } from '../../identity/index.ts';
import { transferByExternalId } from '../../readmodel/index.ts';
import type { KeptBlocks } from '../../startup/index.ts';
import type { Introduction } from '../face.ts';
import { carryOut } from './command.ts';
import { completeCompanies, openCompany } from './company-opening.ts';
import { RIGHTS } from './manager/rights.ts';
import type { RammParts } from './parts.ts';

const COMPANY = 'Demo company';
const MANAGER_LOGIN = 'manager';
const CLIENT_LOGIN = 'client';

/** What the demo client begins with: 10 000 dollars, in one transfer. */
const FIRST_MONEY = 1_000_000;
const FIRST_TRANSFER = 1;

/** The face's part of the demo world: a company with a stream, a manager with every right, a client with money. */
export async function prepareAccess(parts: RammParts, { ramm: kept = {} }: KeptBlocks): Promise<Introduction> {
  const company = await ensureCompany(parts);
  await completeCompanies(parts);
  const password = await ensureManager(parts, company, kept.password);
  const clientPassword = await ensureClient(parts, company, kept.clientPassword);
  const access = {
    login: MANAGER_LOGIN,
    password,
    companyId: company.id,
    clientLogin: CLIENT_LOGIN,
    clientPassword,
  };
  return { credentials: ({ http }) => ({ ramm: { baseUrl: http.url, ...access } }) };
}

/** The oldest company without a parent. */
async function ensureCompany(parts: RammParts): Promise<Company> {
  const known = parts.identity.business.companies.all.find(({ parent }) => parent === null);
  return known ?? openCompany(parts, { parent: null, name: COMPANY, url: '', demo: true }, null, []);
}

/** His password: the kept one while it opens, else a new one. */
async function ensureManager({ identity }: RammParts, company: Company, kept: unknown): Promise<string> {
  const { business } = identity;
  const known: Manager | undefined = business.managers.byLogin(MANAGER_LOGIN)?.manager;
  if (known === undefined) {
    const password = DrawnPassword.draw();
    await business.addManager({ company: company.id, login: MANAGER_LOGIN }, password, RIGHTS);
    return password.text;
  }
  if (typeof kept === 'string' && (await business.knowsPassword('manager', known.id, kept)) === true) return kept;
  const password = DrawnPassword.draw();
  await business.setManagerPassword(known, password);
  return password.text;
}

/** His password, as above; what an interrupted start has left out is made up for. */
async function ensureClient(parts: RammParts, company: Company, kept: unknown): Promise<string> {
  const { business } = parts.identity;
  const known = business.clients.byLogin(CLIENT_LOGIN)?.client;
  if (known === undefined) {
    const password = DrawnPassword.draw();
    await fund(parts, await addClient(parts, company, password));
    return password.text;
  }
  await fund(parts, known);
  if (typeof kept === 'string' && (await business.knowsPassword('client', known.id, kept)) === true) return kept;
  const password = DrawnPassword.draw();
  await business.setClientPassword(known, password);
  return password.text;
}

async function addClient(parts: RammParts, company: Company, password: DrawnPassword): Promise<Client> {
  const { business } = parts.identity;
  const drafted = await business.draftClient({ company: company.id, login: CLIENT_LOGIN }, password);
  const { client, statements } = drafted;
  await carryOut(
    { parts, requestId: START },
    { type: 'copy.openWallet', company: company.id, client: client.id },
    {},
    statements,
  );
  business.clients.keep(drafted);
  return client;
}

async function fund(parts: RammParts, client: Client): Promise<void> {
  const wallet = await parts.engine.read(({ copy }) => copy.walletOf.get(client.id));
  if (wallet === undefined) throw new Error(`client ${client.id} has no wallet`);
  if ((await transferByExternalId(parts.readModel, wallet, 0, FIRST_TRANSFER)) !== undefined) return;
  await carryOut(
    { parts, requestId: START },
    { type: 'copy.transfer', wallet, kind: 0, amount: FIRST_MONEY, externalId: FIRST_TRANSFER },
  );
}

/** Under which the log tells of these commands. */
const START = 'start';
