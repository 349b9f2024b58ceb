import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { BODY_VERSION, type Engine } from '../../../runtime/index.ts';
import type { NativeParts } from '../parts.ts';
import { TimeText, timeToText } from '../wire/primitives.ts';
import { addRoute } from './add-route.ts';
import { FeedAnswer, feedAnswer } from './feed.ts';

/** Version of this API: the one of its address. */
export const API_VERSION = 1;

const SystemAnswer = Type.Object({
  version: Type.String(),
  apiVersion: Type.Integer(),
  journalFormat: Type.Integer({ description: 'version in which new turns are written' }),
  nodeVersion: Type.String(),
  startedAt: Type.String({ description: 'wall time, ISO 8601' }),
  uptimeSeconds: Type.Integer(),
  marketTime: TimeText,
  journal: Type.Object({
    seq: Type.Integer({ description: 'the newest turn on disk' }),
    waitingTurns: Type.Integer({ description: 'decided, not on disk yet' }),
    waitingTicks: Type.Integer(),
    waitingCommands: Type.Integer({ description: 'whose answers wait for the disk' }),
    refusedTicks: Type.Integer({ description: 'malformed market data that was not taken since the start' }),
  }),
  memoryBytes: Type.Integer({ description: 'of the whole process' }),
  feed: FeedAnswer,
});
export type SystemAnswer = Static<typeof SystemAnswer>;

export function systemRoutes(app: FastifyInstance, { engine, feed, version, wallNow }: NativeParts): void {
  const startedAt = wallNow();
  addRoute(app, {
    method: 'GET',
    url: '/system',
    right: 'system:read',
    tag: 'system',
    summary: 'Versions, journal, uptime',
    answer: SystemAnswer,
    handle: () => ({
      version,
      apiVersion: API_VERSION,
      journalFormat: BODY_VERSION,
      nodeVersion: process.versions.node,
      startedAt: timeToText(startedAt),
      uptimeSeconds: Math.floor((wallNow() - startedAt) / 1_000),
      marketTime: timeToText(engine.now),
      journal: journalAnswer(engine),
      memoryBytes: process.memoryUsage.rss(),
      feed: feedAnswer(feed),
    }),
  });
}

function journalAnswer({ durableSeq, waiting, refusedTicks }: Engine): SystemAnswer['journal'] {
  return {
    seq: durableSeq,
    waitingTurns: waiting.turns,
    waitingTicks: waiting.ticks,
    waitingCommands: waiting.commands,
    refusedTicks: refusedTicks.count,
  };
}
