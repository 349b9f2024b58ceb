import type { Answer } from '../transport/transport.ts';
import type { Decimals } from './decimals.ts';
import { parseExact } from './exact-json.ts';
import type { ChpResponse } from './replies.ts';

export function responseOf({ status, text }: Answer, decimals: Decimals): ChpResponse<never> {
  const json = (): never => (decimals === 'string' ? parseExact(text) : JSON.parse(text)) as never;
  return { status_code: status, text, json };
}
