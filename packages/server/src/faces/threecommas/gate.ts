import type { FastifyRequest } from 'fastify';
import type { SigningKey } from '../../identity/index.ts';
import { countedAddress, plainAddress } from './addresses.ts';
import { isSigned } from './auth.ts';
import type { Desk } from './desk.ts';
import { Fault } from './errors.ts';
import { OVERALL_LIMIT } from './limits.ts';
import { type Parameters, Problem, readParameters } from './parameters.ts';
import type { Mode, Route } from './route.ts';
import { type JsonValue, jsonText } from './wire/json.ts';
import { readValues, type Value } from './wire/values.ts';

const NO_BODY = Buffer.alloc(0);

/**
 * The one way in. In the order of `threecommas.md` 3: ban, limit, key (`enter`, before the body is read), then signature,
 * permission, parameters (`answer`). Whether there is such a method is known between ban and limit.
 */
export class Gate {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Throws Fault for an address that is banned. */
  refuseBanned({ ip }: FastifyRequest): void {
    if (!this.#desk.parts.settings.limits) return;
    const left = this.#desk.parts.identity.signing.banRemaining(countedAddress(ip));
    if (left > 0) throw new Fault('ipBanned', { retryAfter: Math.ceil(left / 1_000) });
  }

  /** The key of a call that needs one, null where none is needed. Throws Fault. */
  enter(request: FastifyRequest, route: Route): SigningKey | null {
    const { signing } = this.#desk.parts.identity;
    const named = route.security === 'none' ? undefined : headerOf(request, 'apikey');
    const key = named === undefined ? undefined : signing.key(named);
    const address = countedAddress(request.ip);
    this.#count(key === undefined ? address : `key ${key.id}`, address, route);
    if (route.security === 'none') return null;
    if (key === undefined || !signing.allows(key, plainAddress(request.ip))) throw new Fault('apiKeyInvalid');
    return key;
  }

  /** Carries a call out; resolves with the JSON text of its answer. Throws Fault. */
  async answer(request: FastifyRequest, route: Route, key: SigningKey | null): Promise<string> {
    const body = Buffer.isBuffer(request.body) ? request.body : NO_BODY;
    const url = request.originalUrl;
    const { desk, requestId } = { desk: this.#desk, requestId: request.id };
    if (route.security === 'none')
      return jsonText(await route.handle({ desk, requestId, given: givenOf(request, route, url, body) }));
    if (key === null) throw new Fault('apiKeyInvalid');
    const { signing } = desk.parts.identity;
    if (route.security === 'signed') {
      if (!isSigned(key, headerOf(request, 'signature') ?? '', { url, body })) throw new Fault('signatureInvalid');
      signing.use(key);
    }
    const person = signing.personOf(key);
    if (route.permission !== 'any' && !signing.may(key, person, route.permission)) throw new Fault('accessDenied');
    const given = givenOf(request, route, url, body);
    const mode = modeOf(request) ?? signing.modeOf(person);
    const answer: JsonValue = await route.handle({ desk, requestId, person, key, mode, given });
    return jsonText(answer);
  }

  #count(caller: string, address: string, { limit = OVERALL_LIMIT, weight }: Route): void {
    const { settings, identity, log } = this.#desk.parts;
    if (!settings.limits) return;
    const { refused, retryAfter, strike } = this.#desk.limits.take(caller, limit, weight);
    if (strike) {
      identity.signing.ban(address);
      log.warn({ face: 'threecommas', address, limit: limit.name }, 'an address that went on after refusals is banned');
    }
    if (refused) throw new Fault('tooManyRequests', { retryAfter });
  }
}

/** Parameters by path, query and body; what stands in the path cannot be overridden. Throws Fault. */
function givenOf(request: FastifyRequest, { path, parameters }: Route, url: string, body: Buffer) {
  const mark = url.indexOf('?');
  const query = mark < 0 ? '' : url.slice(mark + 1);
  const values = readValues({ query, body, contentType: request.headers['content-type'] });
  const inPath = request.params as Readonly<Record<string, string>>;
  const given = Object.assign(Object.create(null), values) as Record<string, Value>;
  for (const name in inPath) given[name] = inPathOf(path, parameters[name], name, inPath[name] as string);
  return readParameters(parameters, given);
}

/** Something with such a name is not there: that is no fault of the parameters. Throws Fault. */
function inPathOf(path: string, parameter: Parameters[string] | undefined, name: string, value: string): string {
  if (parameter === undefined) throw new Error(`${path}: the path parameter ${name} is not described`);
  if (parameter.read(value) instanceof Problem) throw new Fault('notFound');
  return value;
}

function modeOf(request: FastifyRequest): Mode | undefined {
  const mode = headerOf(request, 'forced-mode')?.toLowerCase();
  return mode === 'real' || mode === 'paper' ? mode : undefined;
}

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
