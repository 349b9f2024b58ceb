import { ApiConnectionError, ApiRequestException, ApiResponseNotJson } from './errors.ts';
import type { ChpResponse } from './wire/replies.ts';

const NOT_JSON = 'Пришел не json';
const NOT_DISCONNECTED = 'Ошибка отключения от api, Сообщите о проблеме разработчикам';
const NO_RESULT = noField('result');

type Fields = Readonly<Record<string, unknown>>;

/** The parsed body. Throws ApiResponseNotJson. */
export function parsedReply(response: ChpResponse): unknown {
  try {
    return response.json();
  } catch {
    throw new ApiResponseNotJson(NOT_JSON, response.text);
  }
}

/** `data` of a reply that must have it. Throws ApiRequestException: no data, no result, or result is false, in this order. */
export function checkedData(reply: unknown): unknown {
  for (const field of ['data', 'result']) {
    if (!has(reply, field)) throw new ApiRequestException(noField(field), reply);
  }
  const fields = reply as Fields;
  if (isTruthy(fields.result)) return fields.data;
  throw new ApiRequestException(has(fields, 'reason') ? String(fields.reason) : NO_RESULT, reply);
}

/** A reply to Connected or Reconnection. Throws ApiConnectionError with the server's reason, ApiRequestException without. */
export function checkedSession(reply: unknown): unknown {
  if (isAccepted(reply)) return reply;
  if (!has(reply, 'reason')) throw new ApiRequestException(NO_RESULT, reply);
  throw new ApiConnectionError(String((reply as Fields).reason), reply);
}

/** A reply to Disconnected. Throws ApiConnectionError, or ApiRequestException when it has no result. */
export function checkedDisconnection(reply: unknown): unknown {
  if (isAccepted(reply)) return reply;
  throw new ApiConnectionError(NOT_DISCONNECTED, reply);
}

/** Whether a reply says yes; a reply without a result says no. */
export function saysYes(reply: unknown): boolean {
  return has(reply, 'result') && isTruthy((reply as Fields).result);
}

/** Truth as the Python client sees it: empty texts, lists and objects are false, the text `false` is true. */
export function isTruthy(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value);
  return Object.keys(value).length > 0;
}

function isAccepted(reply: unknown): boolean {
  if (!has(reply, 'result')) throw new ApiRequestException(NO_RESULT, reply);
  return isTruthy((reply as Fields).result);
}

function has(reply: unknown, field: string): reply is Fields {
  return typeof reply === 'object' && reply !== null && !Array.isArray(reply) && Object.hasOwn(reply, field);
}

function noField(field: string): string {
  return `У ответа сервера нет поля ${field}`;
}
