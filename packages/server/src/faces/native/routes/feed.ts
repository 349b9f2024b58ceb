import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { FeedControl } from '../../face.ts';
import { invalid } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { oneOf, strict, TimeText, timeToText } from '../wire/primitives.ts';
import { addRoute } from './add-route.ts';

const Speed = Type.Union([Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 }), Type.Literal('max')], {
  description: 'times faster than real time, or `max`',
});

export const FeedAnswer = Type.Object({
  source: Type.String(),
  state: oneOf(['waiting', 'playing', 'paused', 'ended', 'stopped']),
  speed: Speed,
  marketTime: TimeText,
});
export type FeedAnswer = Static<typeof FeedAnswer>;

const FeedBody = strict({
  command: oneOf(['play', 'pause', 'step', 'speed']),
  count: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'ticks of a `step`, 1 unless told' }),
  ),
  speed: Type.Optional(Speed),
});

export function feedRoutes(app: FastifyInstance, { engine, feed }: NativeParts): void {
  addRoute(app, {
    method: 'GET',
    url: '/feed',
    right: 'market:read',
    tag: 'feed',
    summary: 'Where market data comes from and how far it is',
    answer: FeedAnswer,
    handle: () => feedAnswer(feed),
  });

  addRoute(app, {
    method: 'POST',
    url: '/feed',
    right: 'feed:write',
    tag: 'feed',
    summary: 'Play, pause, step or change the speed of a tape',
    description: 'A `step` answers once the core has taken its ticks.',
    body: FeedBody,
    answer: FeedAnswer,
    async handle({ body }) {
      carryOut(feed, body);
      if (body.command === 'step') await engine.idle();
      return feedAnswer(feed);
    },
  });
}

export function feedAnswer(feed: FeedControl): FeedAnswer {
  return { source: feed.source, state: feed.state, speed: feed.speed, marketTime: timeToText(feed.now()) };
}

/** Throws ApiError for fields that do not belong together, PlayerCommandError when the feed cannot do it now. */
function carryOut(feed: FeedControl, { command, count, speed }: Static<typeof FeedBody>): void {
  if (count !== undefined && command !== 'step')
    throw invalid('count', `count: belongs to \`step\`, not to \`${command}\``);
  if ((speed !== undefined) !== (command === 'speed')) {
    throw invalid(
      'speed',
      speed === undefined ? 'speed: is missing' : `speed: belongs to \`speed\`, not to \`${command}\``,
    );
  }
  switch (command) {
    case 'play':
      return feed.play();
    case 'pause':
      return feed.pause();
    case 'step':
      feed.step(count ?? 1);
      return;
    case 'speed':
      if (speed !== undefined) feed.setSpeed(speed);
  }
}
