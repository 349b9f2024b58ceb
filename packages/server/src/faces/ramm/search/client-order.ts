import type { Client } from '../../../identity/index.ts';
import type { Json } from '../wire/json.ts';
import { comparing, type Place } from './live.ts';
import type { SearchRequest } from './request.ts';

/** Orders of lists of clients, as long as there is the list: identity makes another when one of them changes. */
const ORDERS = new WeakMap<readonly Client[], Map<string, readonly Client[]>>();

/** The clients of a list by what is told of each, by id where it is the same. */
export function clientsInOrder(
  clients: readonly Client[],
  field: string,
  read: (client: Client) => Json,
): readonly Client[] {
  const orders = ORDERS.get(clients) ?? new Map<string, readonly Client[]>();
  ORDERS.set(clients, orders);
  const known = orders.get(field);
  if (known !== undefined) return known;
  const places: Place<Client>[] = clients.map((entity) => ({ entity, key: read(entity), id: entity.id }));
  const order = places.sort(comparing(true)).map(({ entity }) => entity);
  orders.set(field, order);
  return order;
}

/** The page that is asked for of what stands in ascending order already. */
export function pageInOrder<T>(
  things: readonly T[],
  { page, perPage, ascending }: Pick<SearchRequest<never>, 'page' | 'perPage' | 'ascending'>,
): readonly T[] {
  const from = (page - 1) * perPage;
  if (ascending) return things.slice(from, from + perPage);
  const end = Math.max(0, things.length - from);
  return things.slice(Math.max(0, end - perPage), end).reverse();
}
