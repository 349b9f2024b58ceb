import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { BridgeAccess, Person, Right } from '../../identity/index.ts';
import type { Bridge } from './bridge.ts';
import { CallError } from './errors.ts';
import type { ChpParts } from './parts.ts';
import type { Session } from './session.ts';
import type { ChpRequest } from './wire/request.ts';

/** Who calls, and the session the call belongs to. */
export interface ChpCaller {
  readonly session: Session;
  readonly person: Person;
}

/** The live session of a call's token. Throws CallError when there is none, or its person may not do this. */
export function callerOf({ parts, sessions }: Bridge, request: ChpRequest, right: Right): ChpCaller {
  const access = parts.identity.bridgeByToken(request.text('token'));
  const session = access === undefined ? undefined : sessions.find(access);
  if (session === undefined) throw new CallError('notConnected');
  return admitted(parts, session, right);
}

/** Throws CallError unless the session's access still stands and its person has the right. */
export function admitted({ identity }: ChpParts, session: Session, right: Right): ChpCaller {
  const caller = identity.bridgeCaller(session.access);
  if (caller === undefined) throw new CallError('notConnected');
  if (!caller.rights.has(right)) throw new CallError('notConnected', `Нет права ${right}.`);
  return { session, person: caller.person };
}

/** The access behind token, login and password of a call. Throws CallError. */
export async function signIn(parts: ChpParts, request: ChpRequest): Promise<BridgeAccess> {
  const access = parts.identity.bridgeByToken(request.text('token'));
  if (access === undefined) throw new CallError('unknownToken');
  const matches = await checkOnce(parts, access, request.text('login'), request.text('password'));
  if (matches === 'busy') throw new CallError('overloaded', 'Слишком много проверок пароля одновременно.');
  if (!matches) throw new CallError('wrongLogin');
  // it may have been ended while the password was checked
  if (parts.identity.bridgeCaller(access) === undefined) throw new CallError('unknownToken');
  return access;
}

/** Key of the fingerprints below; lives and ends with the process. */
const FINGERPRINT_KEY = randomBytes(32);

/** Fingerprints of the login and password that were right last: calls of the first generation send them every time. */
const RIGHT_BEFORE = new WeakMap<BridgeAccess, Buffer>();

async function checkOnce(
  { identity }: ChpParts,
  access: BridgeAccess,
  login: string,
  password: string,
): Promise<boolean | 'busy'> {
  const fingerprint = createHmac('sha256', FINGERPRINT_KEY)
    .update(JSON.stringify([login, password]))
    .digest();
  const known = RIGHT_BEFORE.get(access);
  if (known !== undefined && timingSafeEqual(known, fingerprint)) return true;
  const matches = await identity.checkBridge(access, login, password);
  if (matches === true) RIGHT_BEFORE.set(access, fingerprint);
  return matches;
}
