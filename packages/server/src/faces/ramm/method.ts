import type { BusinessSession, Client, Company, Manager } from '../../identity/index.ts';
import type { Family } from './errors.ts';
import type { Fields, Given } from './fields.ts';
import type { RammParts } from './parts.ts';
import type { Found } from './search/live.ts';
import { pagination, type SearchRequest, type SearchShape } from './search/request.ts';
import type { Json } from './wire/json.ts';

/** An answer that is not plain JSON in UTF-8. */
export class RawAnswer {
  readonly body: Buffer | string;
  readonly contentType: string;

  constructor(body: Buffer | string, contentType = 'application/json; charset=utf-8') {
    this.body = body;
    this.contentType = contentType;
  }
}

/** An answer without a body. */
export const NOTHING = new RawAnswer('');

export type Answer = Json | RawAnswer;

/** A call as it came in, checked as far as its method says. */
export interface OpenCall<F extends Fields = Fields> {
  readonly parts: RammParts;
  readonly given: Given<F>;
  /** Address of the caller. */
  readonly address: string;
  readonly requestId: string;
  /** Of the family, as it stands in the address. */
  readonly version: number;
  /** Where the caller has found this server, without a path. */
  readonly baseUrl: string;
  header(name: string): string | undefined;
}

/** A call of somebody with a live session of a manager. */
export interface ManagerCall<F extends Fields = Fields> extends OpenCall<F> {
  readonly session: BusinessSession;
  readonly token: string;
  readonly manager: Manager;
  readonly company: Company;
  /** What he may do in the company. */
  readonly methods: ReadonlySet<string>;
}

/** A call of somebody with a live session of a client. */
export interface ClientCall<F extends Fields = Fields> extends OpenCall<F> {
  readonly session: BusinessSession;
  readonly client: Client;
  readonly company: Company;
}

interface MethodFields<F extends Fields> {
  readonly family: Family;
  /** As documented; matched in any letter case. */
  readonly name: string;
  /** Further names in addresses. */
  readonly aliases?: readonly string[];
  readonly versions: readonly number[];
  readonly fields: F;
  /** How its search is read, for those that search. */
  readonly search?: SearchShape<Fields>;
}

/**
 * Who may call it. `open`: anybody; `base`: every live session; `own`: a manager with the right of the method's own name.
 */
export type Right = 'open' | 'base' | 'own';

/** A method of the API, its handler forgotten of its types. One that names no right cannot be written. */
export interface Method extends MethodFields<Fields> {
  readonly right: Right;
  readonly handle: (call: never) => Answer | Promise<Answer>;
}

type Draft<F extends Fields, R, C> = Omit<MethodFields<F>, 'family' | 'versions' | 'search'> & {
  readonly right: R;
  readonly handle: (call: C) => Answer | Promise<Answer>;
};

/** A method of managers. */
export function managerMethod<F extends Fields>(
  draft: Draft<F, 'open', OpenCall<F>> | Draft<F, 'base' | 'own', ManagerCall<F>>,
): Method {
  return { family: 'manager', versions: [1], ...draft } as unknown as Method;
}

/** A method of traders' terminals; its tokens are no sessions, so it checks them itself. */
export function tradingMethod<F extends Fields>(draft: Draft<F, 'open', OpenCall<F>>): Method {
  return { family: 'trading', versions: [1], ...draft } as unknown as Method;
}

/** A method of clients, in the versions that have it in this form. */
export function clientMethod<F extends Fields>(
  versions: readonly number[],
  draft: Draft<F, 'open', OpenCall<F>> | Draft<F, 'base', ClientCall<F>>,
): Method {
  return { family: 'client', versions, ...draft } as unknown as Method;
}

/** A search, its request read and checked. */
export interface Searching<F extends Fields> {
  readonly search: SearchRequest<F>;
}

interface SearchDraft<F extends Fields, C> extends SearchShape<F> {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** How the rows are called in the answer. */
  readonly entities: string;
  readonly find: (call: C & Searching<F>) => Promise<Found<Json>> | Found<Json>;
  /** Further sections before the rows. */
  readonly besides?: (call: C & Searching<F>) => Promise<Record<string, Json>> | Record<string, Json>;
}

/** A search of managers. It needs the right of its own name. */
export function managerSearch<F extends Fields>(draft: SearchDraft<F, ManagerCall<Record<never, never>>>): Method {
  return { ...searching(draft), family: 'manager', versions: [1], right: 'own' } as unknown as Method;
}

/** A search of clients. */
export function clientSearch<F extends Fields>(
  versions: readonly number[],
  draft: SearchDraft<F, ClientCall<Record<never, never>>>,
): Method {
  return { ...searching(draft), family: 'client', versions, right: 'base' } as unknown as Method;
}

function searching<F extends Fields, C>(draft: SearchDraft<F, C>) {
  const { name, aliases, entities, find, besides, ...search } = draft;
  return {
    name,
    ...(aliases === undefined ? {} : { aliases }),
    fields: {},
    search,
    async handle(call: C & Searching<F>): Promise<Answer> {
      const { rows, total } = await find(call);
      const { echo } = call.search;
      const more = (await besides?.(call)) ?? {};
      return { ...echo, Pagination: pagination(call.search, total, search.maxPerPage), ...more, [entities]: rows };
    },
  };
}
