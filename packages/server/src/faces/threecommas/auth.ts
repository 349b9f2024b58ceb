import { createHmac, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import type { SigningKey } from '../../identity/index.ts';

/** What a signature is about: the bytes received, before anything was decoded. */
export interface SignedRequest {
  /** The path and query of the request line. */
  readonly url: string;
  readonly body: Buffer;
}

/** Whether the signature is the key's for this request, in any of the forms that clients sign (`threecommas.md` 3). */
export function isSigned(
  key: Pick<SigningKey, 'kind' | 'verifier'>,
  signature: string,
  request: SignedRequest,
): boolean {
  const { verifier } = key;
  if (verifier === null) return false;
  const matches = key.kind === 'rsa' ? rsaMatcher(verifier, signature) : hmacMatcher(verifier, signature);
  if (matches === null) return false;
  for (const text of signedTexts(request)) if (matches(text)) return true;
  return false;
}

/** What is signed, in one or several pieces. */
type SignedText = readonly (string | Buffer)[];

type Matcher = (text: SignedText) => boolean;

const HEX_DIGEST = /^[0-9a-fA-F]{64}$/;

function hmacMatcher(secret: KeyObject, signature: string): Matcher | null {
  if (!HEX_DIGEST.test(signature)) return null;
  const given = Buffer.from(signature, 'hex');
  return (text) => {
    const hmac = createHmac('sha256', secret);
    for (const piece of text) hmac.update(piece);
    return timingSafeEqual(hmac.digest(), given);
  };
}

const BASE64 = /^[A-Za-z0-9+/]{256,2048}={0,2}$/;

function rsaMatcher(publicKey: KeyObject, signature: string): Matcher | null {
  if (!BASE64.test(signature)) return null;
  const given = Buffer.from(signature, 'base64');
  return (text) => verify('sha256', Buffer.concat(text.map((piece) => Buffer.from(piece))), publicKey, given);
}

/** The texts that clients sign for one request, in the order in which they are tried. */
function* signedTexts({ url, body }: SignedRequest): Generator<SignedText> {
  // the query and body directly behind each other; without either, the path with a question mark
  yield [url.includes('?') ? url : `${url}?`, body];
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? '' : url.slice(mark + 1);
  if (query === '') yield [path, body];
  const encoded = body.length === 0 ? encodedAnew(query) : query;
  if (encoded !== query) yield [`${path}?${encoded}`];
}

/** A query with each name and value encoded strictly, spaces as %20: some clients sign that and send it otherwise. */
function encodedAnew(query: string): string {
  try {
    return query
      .split('&')
      .map((pair) => pair.split('=').map(strictly).join('='))
      .join('&');
  } catch {
    // what cannot be decoded cannot have been encoded
    return query;
  }
}

function strictly(piece: string): string {
  const plain = decodeURIComponent(piece.replaceAll('+', ' '));
  return encodeURIComponent(plain).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
