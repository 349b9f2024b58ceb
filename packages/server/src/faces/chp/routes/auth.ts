import { signIn } from '../auth.ts';
import type { Bridge } from '../bridge.ts';
import { CallError } from '../errors.ts';
import { type Json, list, object, text } from '../wire/json.ts';
import type { ChpRequest } from '../wire/request.ts';
import type { AuthMethod } from './handler.ts';

type AuthHandler = (bridge: Bridge, request: ChpRequest) => Promise<Json>;

/** Opening, taking up and ending a session (`chp.md` 3). */
export const AUTH_HANDLERS: Readonly<Record<AuthMethod, AuthHandler>> = {
  async Connected(bridge, request) {
    const answer = echo(request);
    bridge.sessions.begin(await signIn(bridge.parts, request));
    return answer;
  },

  async Reconnection(bridge, request) {
    const answer = echo(request);
    bridge.sessions.resume(await signIn(bridge.parts, request));
    return answer;
  },

  async Disconnected(bridge, request) {
    const answer = echo(request);
    const access = bridge.parts.identity.bridgeByToken(request.text('token'));
    if (access === undefined || bridge.sessions.find(access) === undefined) throw new CallError('notConnected');
    await signIn(bridge.parts, request);
    bridge.sessions.end(access);
    return answer;
  },
};

/** What was sent, with the defaults of what was not: the documented answer of a session call. */
function echo(request: ChpRequest): Json {
  return list([
    object({
      token: text(request.text('token')),
      work: request.optionalInteger('work'),
      exchange: request.optionalInteger('exchange'),
      login: text(request.text('login')),
      password: text(request.text('password')),
    }),
  ]);
}
