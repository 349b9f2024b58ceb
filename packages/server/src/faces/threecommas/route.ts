import type { Person, SigningKey, SigningPermission } from '../../identity/index.ts';
import type { Desk } from './desk.ts';
import type { LimitRule } from './limits.ts';
import type { Given, Parameters } from './parameters.ts';
import type { JsonValue } from './wire/json.ts';

/** Which accounts a call is about: those at real exchanges or those on paper. */
export type Mode = 'real' | 'paper';

/** One call of a key's bearer, checked: signature, permission and parameters are right. */
export interface Call<P extends Parameters = Parameters> {
  readonly desk: Desk;
  readonly person: Person;
  readonly key: SigningKey;
  readonly mode: Mode;
  readonly given: Given<P>;
  /** Under which the log tells of the call. */
  readonly requestId: string;
}

/** A call that anybody may make. */
export type OpenCall<P extends Parameters = Parameters> = Pick<Call<P>, 'desk' | 'given' | 'requestId'>;

interface RouteFields<P extends Parameters> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below /public/api; `:name` are path parameters, which no query or body can override. */
  readonly path: string;
  /** How many requests a call counts for. */
  readonly weight: number;
  /** A counter of its own, instead of the one of all calls together. */
  readonly limit?: LimitRule;
  readonly parameters: P;
  readonly summary: string;
  /** The answer has no body: 204. */
  readonly empty?: boolean;
}

/** `none`: anybody; `apiKey`: a key in the header APIKEY; `signed`: that and a signature (`threecommas.md` 2). */
export type Security = 'none' | 'apiKey' | 'signed';

interface OpenRoute<P extends Parameters> extends RouteFields<P> {
  readonly security: 'none';
  readonly handle: (call: OpenCall<P>) => JsonValue | Promise<JsonValue>;
}

interface KeyRoute<P extends Parameters> extends RouteFields<P> {
  readonly security: 'apiKey' | 'signed';
  /** `any`: every key that opens anything. */
  readonly permission: SigningPermission | 'any';
  readonly handle: (call: Call<P>) => JsonValue | Promise<JsonValue>;
}

/** A method of the API. One that names no security, and no permission where a key is needed, cannot be written. */
export type Route = OpenRoute<Parameters> | KeyRoute<Parameters>;

/** A method, its handler typed by its parameters. */
export function route<P extends Parameters>(definition: OpenRoute<P> | KeyRoute<P>): Route {
  return definition as unknown as Route;
}
