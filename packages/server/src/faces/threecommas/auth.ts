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
  return matches !== null && signedTexts(request).some(matches);
}

type Matcher = (text: Buffer) => boolean;

const HEX_DIGEST = /^[0-9a-fA-F]{64}$/;

function hmacMatcher(secret: KeyObject, signature: string): Matcher | null {
  if (!HEX_DIGEST.test(signature)) return null;
  const given = Buffer.from(signature, 'hex');
  return (text) => timingSafeEqual(createHmac('sha256', secret).update(text).digest(), given);
}

const BASE64 = /^[A-Za-z0-9+/]{256,2048}={0,2}$/;

function rsaMatcher(publicKey: KeyObject, signature: string): Matcher | null {
  if (!BASE64.test(signature)) return null;
  const given = Buffer.from(signature, 'base64');
  return (text) => verify('sha256', text, publicKey, given);
}

/** The texts that clients sign for one request, in the order in which they are tried. */
export function signedTexts({ url, body }: SignedRequest): Buffer[] {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? '' : url.slice(mark + 1);
  // the query and body directly behind each other; without either, the path with a question mark
  const texts = [Buffer.concat([Buffer.from(`${path}?${query}`), body])];
  if (query === '' && body.length === 0) texts.push(Buffer.from(path));
  if (query === '' && body.length > 0) texts.push(Buffer.concat([Buffer.from(path), body]));
  const encoded = body.length === 0 ? encodedAnew(query) : query;
  if (encoded !== query) texts.push(Buffer.from(`${path}?${encoded}`));
  return texts;
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
