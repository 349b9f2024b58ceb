import {
  type Answer,
  decode,
  LARGEST_BODY,
  type Post,
  REQUEST_HEADERS,
  TransportFailure,
  tooLarge,
} from './transport.ts';

/** Sends by `fetch`. A browser does not tell a refused connection from one that broke: the outcome is then unknown. */
export async function postByFetch({ url, body, signal }: Post): Promise<Answer> {
  let answerBegan = false;
  try {
    const response = await fetch(url, { method: 'POST', headers: REQUEST_HEADERS, body, signal, credentials: 'omit' });
    answerBegan = true;
    return { status: response.status, text: decode(await readBody(response)) };
  } catch (error) {
    if (error instanceof TransportFailure) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new TransportFailure(message, { outcome: 'unknown', answerBegan, cause: error });
  }
}

async function readBody(response: Response): Promise<Uint8Array> {
  const length = Number(response.headers.get('content-length') ?? 0);
  if (length > LARGEST_BODY) throw tooLarge();
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    size += part.value.length;
    if (size > LARGEST_BODY) {
      await reader?.cancel();
      throw tooLarge();
    }
    parts.push(part.value);
  }
  return join(parts, size);
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
