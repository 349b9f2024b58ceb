export { Api, type ApiAddress } from './api.ts';
export { ChpClient } from './client.ts';
export type { ChpClientAddress, ChpClientOptions } from './client-settings.ts';
export {
  ApiConnectionError,
  ApiRequestException,
  ApiResponseNotJson,
  ChpError,
  ChpTimeoutError,
  ChpTransportError,
  LoginException,
  type Outcome,
  StreamOverflowError,
  ValueError,
} from './errors.ts';
export { CHP_api, type LegacyOptions } from './legacy.ts';
export type { OneOrMore } from './listening.ts';
export type { Replies } from './session-calls.ts';
export type { ConnectionOptions } from './settings.ts';
export type { StreamOptions } from './streams/options.ts';
export type { Book } from './streams/streams.ts';
export type { CallOptions, RetryRule } from './transport/sender.ts';
export { type Answer, type Post, type Transport, TransportFailure } from './transport/transport.ts';
export type { Decimal, Decimals, Num } from './wire/decimals.ts';
export { parseExact } from './wire/exact-json.ts';
export type { ChpResponse, FailureCause, FailureReply, Reply, SuccessReply } from './wire/replies.ts';
export type * from './wire/requests.ts';
export type * from './wire/rows.ts';
