import { CAUSES, type CallError } from '../errors.ts';
import type { Operation } from '../operations.ts';
import { type Json, list, NO_ROWS, object, TRUE, text } from './json.ts';

const FALSE = 'false' as Json;

/** `{"method","result":true,"data"}`; `data` is a JSON array. */
export function success(operation: Operation, data: Json): Json {
  return `{"method":"${operation.method}","result":${TRUE},"data":${data}}` as Json;
}

/**
 * A failure in its documented shape (`chp.md` 2.2). `Auth/*` says `dataError`, all others `errorData` with a message; the
 * calls that have no failure sample also carry an empty `data`, so that the Python client shows the reason.
 */
export function failure(
  { method, cause, error: number, failure: additional, kind }: Operation,
  echo: Json,
  error: CallError,
): Json {
  const head = {
    method: text(method),
    result: FALSE,
    reason: errorCode(number),
    additional: text(additional),
    dataParam: echo,
  };
  const why = {
    method: text(cause),
    reason: errorCode(CAUSES[error.why].error),
    additional: text(error.additional),
  };
  if (kind === 'auth') return object({ ...head, dataError: list([object(why)]) });
  const errorData = list([object({ ...why, message: text(error.message) })]);
  return object({ ...head, errorData, ...(kind === 'data' ? { data: NO_ROWS } : {}) });
}

/** What an address that is no URN, or another verb than POST, is answered; `method` is the last part of the path. */
export function noSuchCall(url: string, error: CallError): Json {
  const path = url.split('?', 1)[0] ?? '';
  const method = path.slice(path.lastIndexOf('/') + 1).slice(0, 100);
  const operation = {
    method,
    cause: method,
    error: CAUSES.badRequest.error,
    failure: CAUSES.badRequest.text,
    kind: 'data',
  } as const;
  return failure({ ...operation, urn: path, fields: [] }, list([object({})]), error);
}

function errorCode(number: number): Json {
  return text(`Error #${number}`);
}
