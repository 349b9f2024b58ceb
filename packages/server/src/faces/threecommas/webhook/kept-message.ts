import { formatDecimal, parseDecimal } from '@outcry/core';
import type { Message } from './messages.ts';

/** What a message asks for, without its token: whoever sent it has shown that already. */
export type Request = Pick<Message, 'bot_id' | 'pair' | 'action' | 'volume'>;

/** As it is kept until its moment comes. */
export function textOfRequest({ bot_id, pair, action, volume }: Request): string {
  return JSON.stringify({ bot_id, pair, action, volume: volume === undefined ? undefined : formatDecimal(volume) });
}

/** What `textOfRequest` has written. */
export function requestOfText(text: string): Request {
  const { volume, ...rest } = JSON.parse(text) as Omit<Request, 'volume'> & { readonly volume?: string };
  return { ...rest, volume: volume === undefined ? undefined : (parseDecimal(volume) ?? undefined) };
}
