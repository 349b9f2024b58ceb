import { CallError } from '../api/call.ts';
import { readExact } from './exact-json.ts';
import { changes, ended, methods, session } from './session.ts';

/** Longest wait for an answer (ms). */
const PATIENCE_MS = 20_000;

const FIELD = /^invalid input in field '([^']+)'(?:: (.*))?$/s;

/**
 * Calls a method of the Manager API in the manager's session. Numbers of the answer are text, every digit of them. Throws
 * CallError; its message tells what is wrong with the field alone where there is one.
 */
export async function ask<Answer>(method: string, body?: object, over?: AbortSignal): Promise<Answer> {
  const token = session.value?.token;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`/api/manager/v1/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { token }) },
      body: JSON.stringify(body ?? {}),
      signal: over === undefined ? patience : AbortSignal.any([over, patience]),
    });
    text = await answer.text();
  } catch (error) {
    if (over?.aborted === true) throw error;
    throw new CallError(0, 'offline', 'the platform does not answer', null);
  }
  if (answer.ok) return (text === '' ? null : readExact(text)) as Answer;
  const refused = refusalOf(answer.status, text);
  if (refused.code === 'access_denied' && token !== undefined && token === session.value?.token) {
    if (answer.status === 401) ended.value = true;
    else readRights().catch(() => undefined);
  }
  throw refused;
}

/** The same for what changes something: everything shown is asked for anew. */
export async function change<Answer>(method: string, body: object): Promise<Answer> {
  const answer = await ask<Answer>(method, body);
  changes.value += 1;
  return answer;
}

/** What the platform said, as an error with its field. */
export function refusalOf(status: number, text: string): CallError {
  const told = envelopeIn(text);
  const message = told.message ?? '';
  const [, field = null, detail] = FIELD.exec(message) ?? [];
  return new CallError(status, told.code ?? 'internal_error', field === null ? message : (detail ?? ''), field);
}

/** The error of an answer; nothing of it when something in between answered. */
function envelopeIn(text: string): { readonly code?: string; readonly message?: string } {
  try {
    return (JSON.parse(text) as { readonly error?: { readonly code?: string; readonly message?: string } }).error ?? {};
  } catch {
    return {};
  }
}

/** Asks what the manager may do. Throws CallError. */
export async function readRights(): Promise<void> {
  const { Methods } = await ask<{ readonly Methods: readonly string[] }>('session.getMethods');
  methods.value = new Set(Methods);
}
