import http from 'node:http';
import https from 'node:https';
import {
  type Answer,
  decode,
  LARGEST_BODY,
  type Post,
  REQUEST_HEADERS,
  TransportFailure,
  tooLarge,
} from './transport.ts';

/** One agent per scheme for connections that are used again. Idle connections do not keep the process alive. */
const KEPT = {
  http: new http.Agent({ keepAlive: true, maxFreeSockets: 8 }),
  https: new https.Agent({ keepAlive: true, maxFreeSockets: 8 }),
};

/** Codes of connections that were never made: nothing of the request has left. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);

/**
 * Sends by node:http or node:https: it reaches ports that `fetch` refuses (6000, 6667, …) and knows whether a request
 * has left. Redirects are answers like any other.
 */
export function postByNode({ url, body, signal, keepAlive }: Post): Promise<Answer> {
  const secure = url.startsWith('https:');
  const send = secure ? https.request : http.request;
  const bytes = new TextEncoder().encode(body);
  return new Promise((resolve, reject) => {
    let answerBegan = false;
    const fail = (error: Error & { code?: string }) => {
      if (error instanceof TransportFailure) return reject(error);
      const outcome = !answerBegan && NEVER_CONNECTED.has(error.code ?? '') ? 'not-sent' : 'unknown';
      const message = error.message || error.code || 'the connection failed';
      reject(new TransportFailure(message, { outcome, answerBegan, cause: error, ...codeOf(error) }));
    };
    const request = send(url, {
      method: 'POST',
      headers: { ...REQUEST_HEADERS, 'content-length': bytes.length },
      // `agent: false` makes a connection for this request alone
      agent: keepAlive ? KEPT[secure ? 'https' : 'http'] : false,
      signal,
    });
    request.on('error', fail);
    request.on('response', (response) => {
      answerBegan = true;
      readBody(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), fail);
    });
    request.end(bytes);
  });
}

async function readBody(response: http.IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response) {
    parts.push(part);
    size += part.length;
    if (size > LARGEST_BODY) throw tooLarge();
  }
  return decode(Buffer.concat(parts));
}

function codeOf({ code }: { code?: string }): { code: string } | undefined {
  return code === undefined ? undefined : { code };
}
