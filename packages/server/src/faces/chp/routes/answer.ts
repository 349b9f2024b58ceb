import type { Right } from '../../../identity/index.ts';
import { admitted, callerOf, signIn } from '../auth.ts';
import type { Bridge } from '../bridge.ts';
import { asCallError, CallError } from '../errors.ts';
import type { Operation } from '../operations.ts';
import { failure, success } from '../wire/envelope.ts';
import { type Json, list, object, text } from '../wire/json.ts';
import { ChpRequest } from '../wire/request.ts';
import { ACCOUNT_HANDLERS } from './accounts.ts';
import { AUTH_HANDLERS } from './auth.ts';
import type { AuthMethod, SessionHandler, SessionMethod } from './handler.ts';
import { HISTORY_HANDLERS } from './history.ts';
import { INSTRUMENT_HANDLERS } from './instruments.ts';
import { ORDER_HANDLERS } from './orders.ts';

const SESSION_HANDLERS: Readonly<Record<SessionMethod, SessionHandler>> = {
  ...INSTRUMENT_HANDLERS,
  ...HISTORY_HANDLERS,
  ...ACCOUNT_HANDLERS,
  ...ORDER_HANDLERS,
};

/** One call as it came in. */
export interface Incoming {
  readonly body: unknown;
  /** Under which the log tells of it. */
  readonly requestId: string;
  /** Told of what went wrong inside; the body is not part of it. */
  readonly onFault: (error: unknown) => void;
}

/** What a caller of one URN is answered; whatever happens, it is JSON in the documented shape. */
export async function answer(bridge: Bridge, operation: Operation, call: Incoming): Promise<Json> {
  let request = ChpRequest.EMPTY;
  try {
    request = ChpRequest.read(call.body);
    request.demand(operation);
    return success(operation, await data(bridge, operation, request, call.requestId));
  } catch (error) {
    return failure(operation, request.echo(operation), told(error, call));
  }
}

/** The right that a call needs; null where none is needed yet. */
export function rightOf({ method, kind }: Operation): Right | null {
  return kind === 'auth' ? null : SESSION_HANDLERS[method as SessionMethod].right;
}

function data(
  bridge: Bridge,
  { method, kind }: Operation,
  request: ChpRequest,
  requestId: string,
): Json | Promise<Json> {
  if (kind === 'auth') return AUTH_HANDLERS[method as AuthMethod](bridge, request);
  const handler = SESSION_HANDLERS[method as SessionMethod];
  return handler.data({ bridge, request, requestId, ...callerOf(bridge, request, handler.right) });
}

/** The first generation's answer: a bare array, of rows or of one error. */
export async function legacyAnswer(bridge: Bridge, handler: SessionHandler, call: Incoming): Promise<Json> {
  try {
    const request = ChpRequest.read(call.body);
    const { requestId } = call;
    const session = bridge.sessions.implicit(await legacyAccess(bridge, request), bridge.parts.wallNow());
    return await handler.data({ bridge, request, requestId, ...admitted(bridge.parts, session, handler.right) });
  } catch (error) {
    return list([object({ error: text(told(error, call).message) })]);
  }
}

/** What bad credentials are answered with (`chp.md` 9). */
const NOT_CONNECTED = 'Error connected';

async function legacyAccess({ parts }: Bridge, request: ChpRequest) {
  try {
    return await signIn(parts, request);
  } catch (error) {
    if (error instanceof CallError && error.why !== 'overloaded') throw new CallError(error.why, NOT_CONNECTED);
    throw error;
  }
}

function told(error: unknown, { onFault }: Incoming): CallError {
  const known = asCallError(error);
  if (known.why === 'internal') onFault(error);
  return known;
}
