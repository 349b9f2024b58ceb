import type { Outcome } from '../errors.ts';

/** An HTTP answer, its body as UTF-8 with a byte order mark left in. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Post {
  /** Whole address. */
  readonly url: string;
  /** JSON. */
  readonly body: string;
  /** Ends the request. */
  readonly signal: AbortSignal;
  /** Whether a connection may serve several requests. */
  readonly keepAlive: boolean;
}

/** Sends one request. Rejects with TransportFailure; after an abort, with anything. */
export type Transport = (post: Post) => Promise<Answer>;

/** Bytes a body may have; a whole list of 46 000 instruments has about 20 million. */
export const LARGEST_BODY = 256 * 1024 * 1024;

/** Why a transport has no answer. */
export class TransportFailure extends Error {
  readonly outcome: Outcome;
  /** Whether a part of the answer had come. */
  readonly answerBegan: boolean;
  readonly code: string | null;

  constructor(message: string, about: { outcome: Outcome; answerBegan: boolean; code?: string; cause?: unknown }) {
    super(message, { cause: about.cause });
    this.outcome = about.outcome;
    this.answerBegan = about.answerBegan;
    this.code = about.code ?? null;
  }
}

export const REQUEST_HEADERS = { 'content-type': 'application/json', accept: '*/*' } as const;

export function tooLarge(): TransportFailure {
  return new TransportFailure(`the answer is larger than ${LARGEST_BODY} bytes`, {
    outcome: 'unknown',
    answerBegan: true,
    code: 'BODY_TOO_LARGE',
  });
}

/** The text of a body. A byte order mark stays: JSON with one is not JSON to this protocol's clients. */
export function decode(body: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
}
