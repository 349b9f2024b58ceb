import type { Right } from '../../../identity/index.ts';
import type { ChpCaller } from '../auth.ts';
import type { Bridge } from '../bridge.ts';
import type { OPERATIONS } from '../operations.ts';
import type { Json } from '../wire/json.ts';
import type { ChpRequest } from '../wire/request.ts';

/** What `method` can be. */
export type Method = (typeof OPERATIONS)[number]['method'];

/** Methods that open or end a session themselves. */
export type AuthMethod = 'Connected' | 'Reconnection' | 'Disconnected';

/** Methods that a session may call. */
export type SessionMethod = Exclude<Method, AuthMethod>;

/** One call of a live session. */
export interface SessionCall extends ChpCaller {
  readonly bridge: Bridge;
  readonly request: ChpRequest;
  /** Under which the log tells of the call. */
  readonly requestId: string;
}

/** What a session may do under this name: the right that it needs, and the JSON array of its `data`. Throws CallError. */
export interface SessionHandler {
  readonly right: Right;
  readonly data: (call: SessionCall) => Json | Promise<Json>;
}
