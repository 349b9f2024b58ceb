import type { handleUnaryCall, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Method } from '../contract.ts';
import type { Desk } from '../desk.ts';
import { isRefused } from '../gate.ts';
import { incomingOf, metadataOf, statusOf, tell } from './calls.ts';

/** A method that answers once. */
export function unary(desk: Desk, method: Method): handleUnaryCall<object, object> {
  return (call, callback) => void answer(desk, method, call, callback);
}

async function answer(
  desk: Desk,
  method: Method,
  call: ServerUnaryCall<object, object>,
  callback: sendUnaryData<object>,
): Promise<void> {
  const since = performance.now();
  const { gate, connections } = desk;
  const result = connections.isOver(call.getPeer())
    ? gate.turnAway(method)
    : await gate.answer(method, () => call.request, incomingOf(call));
  tell(desk, method, isRefused(result) ? result.error.status : 'OK', result.headers, since);
  const metadata = metadataOf(result.headers);
  call.sendMetadata(metadata);
  if (isRefused(result)) callback(statusOf(result.error, metadata));
  else callback(null, result.answer);
}
