import type { ErrorBody } from 'outcry/native-api';

/** A call that the platform refused, or that never reached it. */
export class CallError extends Error {
  override name = 'CallError';
  /** Stable word of the native API; `offline` when nothing answered. */
  readonly code: string;
  /** The part of the request that is wrong. */
  readonly field: string | null;
  readonly status: number;

  constructor(status: number, code: string, message: string, field: string | null) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Longest wait for an answer (ms). */
const PATIENCE_MS = 20_000;

/** What to do when the session has ended, whichever call noticed. */
let onSignedOut: () => void = () => undefined;

export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

/** One call of the native API; the session's cookie goes with it. Throws CallError. */
export async function call<Answer>(method: Method, path: string, body?: object, signal?: AbortSignal): Promise<Answer> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const init: RequestInit = { method, signal: signal === undefined ? patience : AbortSignal.any([signal, patience]) };
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  return answerTo<Answer>(path, init, signal);
}

/** Sends a file; it takes as long as it takes. Throws CallError. */
export function send<Answer>(method: Method, path: string, file: Blob, type: string): Promise<Answer> {
  return answerTo<Answer>(path, { method, headers: { 'content-type': type }, body: file });
}

async function answerTo<Answer>(path: string, init: RequestInit, signal?: AbortSignal): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${path}`, init);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new CallError(0, 'offline', 'the platform does not answer', null);
  }
  const content: unknown = await answer.json().catch((error: unknown) => {
    // a question that is not asked any more has no answer, not an empty one
    if (signal?.aborted === true) throw error;
    if (answer.ok && answer.status !== 204) throw new CallError(0, 'offline', 'the answer broke off', null);
    return null;
  });
  if (answer.ok) return content as Answer;
  const { error } = (content ?? {}) as Partial<ErrorBody>;
  if (answer.status === 401 && error?.code === 'not_signed_in') onSignedOut();
  throw new CallError(
    answer.status,
    error?.code ?? 'internal',
    error?.message ?? answer.statusText,
    error?.field ?? null,
  );
}

/** A path with its query; what is undefined is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) words.set(name, String(value));
  return words.size === 0 ? path : `${path}?${words}`;
}
