import { timingSafeEqual } from 'node:crypto';
import { type BotSignal, findByName } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { TURN_HEADER } from '../face.ts';
import { ApiError, refusal } from './errors.ts';
import { CallCounter } from './hook-limits.ts';
import { listed, type NativeParts } from './parts.ts';
import { compileCheck } from './validation.ts';
import { DecimalText, oneOf, strict } from './wire/primitives.ts';

/** Where messages from outside arrive. */
export const HOOKS_PREFIX = '/hooks';

/** Largest message, bytes. */
const HOOK_BODY_LIMIT = 4 * 1024;

/** Messages that a bot takes, and wrong addresses that one caller may try, within a minute. */
export const HOOKS_PER_MINUTE = { taken: 60, wrong: 20 } as const;

const HookMessage = strict({
  action: oneOf(['start', 'add', 'panicSell', 'cancel']),
  pair: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  volume: Type.Optional(strict({ amount: DecimalText, unit: oneOf(['quote', 'base']) })),
});

/** Fields that messages call otherwise than the core does. */
const FIELD_NAMES: Readonly<Record<string, string>> = { instrument: 'pair' };

const checkMessage = compileCheck(HookMessage, false);

/** What a secret that is not there is compared with, so that a wrong bot takes as long as a wrong secret. */
const NO_SECRET = '-'.repeat(32);

/**
 * Webhooks in: `POST /hooks/bots/:id/:secret`. The secret is the whole authority: no session, no key. JSON, or the same as
 * plain text, as charting services send it.
 */
export const hooks =
  (parts: Pick<NativeParts, 'engine' | 'wallNow'>): FastifyPluginAsync =>
  async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: HOOK_BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    const taken = new CallCounter(HOOKS_PER_MINUTE.taken, parts.wallNow);
    const wrong = new CallCounter(HOOKS_PER_MINUTE.wrong, parts.wallNow);
    scope.route({
      method: 'POST',
      url: '/bots/:id/:secret',
      bodyLimit: HOOK_BODY_LIMIT,
      config: { right: 'anyone' },
      schema: { hide: true },
      async handler(request, reply) {
        const bot = await botAddressed(parts, request, wrong);
        if (!taken.count(String(bot))) throw tooMany();
        const signal = signalOf(parts, bot, request.body);
        const { rejection, seq } = await parts.engine.submit(signal, undefined, request.id);
        reply.header(TURN_HEADER, String(seq));
        if (rejection !== null)
          throw refusal({ ...rejection, field: FIELD_NAMES[rejection.field ?? ''] ?? rejection.field });
        return { done: signal.action };
      },
    });
  };

/** The bot that the address belongs to. Throws ApiError, the same one for a wrong bot and a wrong secret. */
async function botAddressed(
  { engine }: Pick<NativeParts, 'engine'>,
  request: FastifyRequest,
  wrong: CallCounter,
): Promise<number> {
  if (wrong.isFull(request.ip)) throw tooMany();
  const { id, secret } = request.params as { id: string; secret: string };
  const bot = /^\d{1,15}$/.test(id) ? Number(id) : 0;
  const known = await engine.read((state) => state.bots.bots.get(bot)?.secret);
  if (isSame(secret, known ?? NO_SECRET) && known !== undefined) return bot;
  wrong.count(request.ip);
  throw new ApiError('unknown_bot', 'this address belongs to no bot');
}

function isSame(given: string, secret: string): boolean {
  const expected = Buffer.from(secret);
  const found = Buffer.from(given);
  const isLong = found.length === expected.length;
  return timingSafeEqual(isLong ? found : expected, expected) && isLong;
}

function signalOf(parts: Pick<NativeParts, 'engine'>, bot: number, body: unknown): BotSignal {
  const checked = checkMessage(jsonOf(body));
  if ('error' in checked) throw checked.error;
  const { action, pair, volume } = checked.value as typeof HookMessage.static;
  const instrument = pair === undefined ? undefined : findByName(listed(parts), pair);
  if (pair !== undefined && instrument === undefined)
    throw new ApiError('unknown_instrument', `there is no instrument ${pair}`, 'pair');
  return {
    type: 'bots.signal',
    bot,
    instrument: instrument?.id ?? null,
    action,
    ...(volume === undefined ? {} : { volume }),
  };
}

function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse(String(body ?? ''));
  } catch {
    throw new ApiError('malformed_json', 'send the message as JSON: {"action":"start","pair":"USDT_BTC"}');
  }
}

function tooMany(): ApiError {
  return new ApiError('too_many_messages', 'too many messages within a minute', null, 60);
}
