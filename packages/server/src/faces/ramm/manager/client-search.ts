import type { Client } from '../../../identity/index.ts';
import { type Histories, keptHistories } from '../../../readmodel/index.ts';
import type { Fields } from '../fields.ts';
import type { ManagerCall } from '../method.ts';
import { clientsInOrder, pageInOrder } from '../search/client-order.ts';
import { fitsTest } from '../search/conditions.ts';
import { type Numbered, pageByKeys } from '../search/kept-keys.ts';
import { type Columns, type Found, rowOf } from '../search/live.ts';
import { pageOfMany } from '../search/many.ts';
import type { SearchRequest } from '../search/request.ts';
import { ClientView } from '../views/client.ts';
import { look, type SeenWorld } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { personsThatFit } from './persons.ts';

type Parts = ManagerCall['parts'];

/** Columns by what they are read from; those named in neither are read from the core. */
export interface ClientColumns {
  readonly all: Columns<ClientView>;
  /** From the client alone: the company's clients are kept in their order. */
  readonly ofClient: Columns<Client>;
  /** From the history: alone, or with figures of the core. */
  readonly ofHistory: Readonly<Record<string, 'alone' | 'besides'>>;
  /** Whether what closed investments came to is told. */
  readonly withClosed: boolean;
}

/** Which clients are searched for. */
export interface WantedClients extends Partial<Omit<Parameters<typeof personsThatFit>[1], 'ID'>> {
  readonly ID?: number | undefined;
  readonly Test?: number | undefined;
  readonly Status?: number | undefined;
}

/** A page of the company's clients. */
export async function clientPage<F extends Fields>(
  parts: Parts,
  company: number,
  search: SearchRequest<F>,
  columns: ClientColumns,
  wanted: WantedClients,
): Promise<Found<Json>> {
  const { orderBy } = search;
  const { all, ofClient, ofHistory, withClosed } = columns;
  const read = wanted.Status === undefined ? ofClient[orderBy] : undefined;
  const known = wanted.ID === undefined ? parts.identity.business.clients.of(company) : only(parts, company, wanted.ID);
  const some = clientsInOrder(known, read === undefined ? 'ID' : orderBy, read ?? (({ id }) => id));
  const { Test } = wanted;
  const ofTest = Test === undefined || Test === 2 ? some : some.filter(({ test }) => fitsTest(test, Test));
  const clients = personsThatFit(ofTest, wanted, ({ email }: Client) => email);
  if (read !== undefined)
    return { rows: await shownRows(parts, columns, pageInOrder(clients, search)), total: clients.length };
  const needed = wanted.Status !== undefined || ofHistory[orderBy] !== undefined;
  const histories = needed ? await historiesOf(parts, clients, withClosed) : undefined;
  if (wanted.Status === undefined) {
    const numbered = numbersOf(columns, orderBy, clients, histories);
    const page = await pageByKeys(parts, numbered, search);
    if (page !== null) return { rows: await shownRows(parts, columns, page), total: clients.length };
  }
  const find = (world: SeenWorld, client: Client): readonly ClientView[] => {
    const view = new ClientView(world, client, histories?.byWallet);
    return wanted.Status === undefined || view.status === wanted.Status ? [view] : [];
  };
  const idOf = ({ client }: ClientView): number => client.id;
  const { rows, total } = await pageOfMany(parts, { items: clients, find, columns: all, idOf }, search);
  const shown = rows.map(({ item }) => item);
  return { rows: await shownRows(parts, columns, shown), total };
}

/** What clients are sorted by, and what that depends on. */
function numbersOf(
  { all, ofHistory }: ClientColumns,
  field: string,
  list: readonly Client[],
  histories: Histories | undefined,
): Numbered<Client> {
  const read = all[field];
  if (read === undefined) throw new Error(`no column ${field}`);
  return {
    list,
    field,
    read: (world, client) => read(new ClientView(world, client, histories?.byWallet)),
    state: ({ kept }) => [ofHistory[field] === 'alone' ? undefined : kept, histories?.version],
  };
}

function only({ identity }: Parts, company: number, id: number): readonly Client[] {
  const client = identity.business.clients.get(id);
  return client?.company === company ? [client] : [];
}

/** Clients of a page with their histories. */
async function shownRows(
  parts: Parts,
  { all, withClosed }: ClientColumns,
  clients: readonly Client[],
): Promise<Record<string, Json>[]> {
  const { byWallet } = await historiesOf(parts, clients, withClosed);
  return look(parts, (world) => clients.map((client) => rowOf(all, new ClientView(world, client, byWallet))));
}

/** Wallets of lists of clients, as long as there is no other one. */
const WALLETS = new WeakMap<readonly Client[], { readonly of: number; readonly wallets: readonly number[] }>();

/** What has happened to the wallets of clients, by wallet; `withClosed`: with what closed investments came to. */
export async function historiesOf(parts: Parts, clients: readonly Client[], withClosed = false): Promise<Histories> {
  const wallets = await look(parts, ({ copy: { walletOf } }) => {
    const known = WALLETS.get(clients);
    if (known?.of === walletOf.size) return known.wallets;
    const found = clients.flatMap(({ id }) => walletOf.get(id) ?? []);
    WALLETS.set(clients, { of: walletOf.size, wallets: found });
    return found;
  });
  return keptHistories(parts.readModel, wallets, withClosed);
}
