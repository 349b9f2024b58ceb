import { PassThrough, type Readable } from 'node:stream';
import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { type StagedBackup, UpkeepError } from '../../upkeep.ts';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { ErrorBody, nullable, oneOf, TimeText, timeToText } from '../wire/primitives.ts';
import { addRoute } from './add-route.ts';

/** Largest backup that is taken in, packed (bytes). */
const MAX_UPLOAD = 16 * 2 ** 30;
const GZIP = 'application/gzip';

const TroubleAnswer = Type.Object({
  at: Type.String({ description: 'wall time, ISO 8601' }),
  level: oneOf(['warn', 'error', 'fatal']),
  message: Type.String(),
  cause: nullable(Type.String({ description: 'the sentence of the error behind it' })),
  requestId: nullable(Type.String()),
  details: nullable(Type.String({ description: 'what else the line tells' })),
});
export type TroubleAnswer = Static<typeof TroubleAnswer>;

const RestoreAnswer = Type.Object({
  staged: nullable(
    Type.Object(
      { lastSeq: Type.Integer({ description: 'its last turn' }), stagedAt: TimeText },
      { description: 'what takes the place of the data at the next start; null: nothing' },
    ),
  ),
  folder: Type.String({ description: 'the data folder' }),
});
export type RestoreAnswer = Static<typeof RestoreAnswer>;

/** What looks after the platform itself. */
export function upkeepRoutes(app: FastifyInstance, { upkeep }: NativeParts): void {
  addRoute(app, {
    method: 'GET',
    url: '/system/troubles',
    right: 'system:write',
    tag: 'system',
    summary: 'Warnings and errors of the log since the start, newest first',
    description: 'The newest 200, without secrets. The log itself goes to standard error.',
    answer: Type.Object({ items: Type.Array(TroubleAnswer) }),
    handle: () => ({ items: upkeep.troubles().map(({ at, ...trouble }) => ({ at: timeToText(at), ...trouble })) }),
  });

  app.get(
    '/system/backup',
    {
      config: { right: 'system:write' },
      schema: {
        tags: ['system'],
        summary: 'A copy of journal, histories, people and keys as .tar.gz',
        description:
          'Of the running platform. Unpacked it is a data folder. Collected candles and `vault.key` are not part of it: without that file keys of the 3Commas API have to be made anew elsewhere.\n\nRight: `system:write`',
        response: { default: ErrorBody },
      },
    },
    async (_request, reply) => {
      const { name, content } = await upkeep.backup().catch(refused);
      reply.header('content-disposition', `attachment; filename="${name}"`);
      return reply.type(GZIP).send(content);
    },
  );

  addRoute(app, {
    method: 'GET',
    url: '/system/restore',
    right: 'system:write',
    tag: 'system',
    summary: 'The backup that waits for the next start',
    answer: RestoreAnswer,
    handle: () => restoreAnswer(upkeep.staged(), upkeep.folder),
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/system/restore',
    right: 'system:write',
    tag: 'system',
    summary: 'Forget the backup that waits for the next start',
    answer: RestoreAnswer,
    handle() {
      upkeep.unstage();
      return restoreAnswer(null, upkeep.folder);
    },
  });

  const uploads: FastifyPluginAsync = async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(GZIP, { bodyLimit: MAX_UPLOAD }, (_request, body, done) => done(null, body));
    scope.put(
      '/system/restore',
      {
        bodyLimit: MAX_UPLOAD,
        config: { right: 'system:write' },
        schema: {
          tags: ['system'],
          summary: 'Take in a backup; it takes the place of the data at the next start',
          description: `Send it as \`${GZIP}\`. Every turn of it is replayed before it is taken. The next start sets aside what is there and makes the owner’s password anew; until then nothing changes.\n\nRight: \`system:write\``,
          response: { 200: RestoreAnswer, default: ErrorBody },
        },
      },
      async (request) => {
        const content = bounded(request.body as Readable, MAX_UPLOAD);
        return restoreAnswer(await upkeep.stage(content).catch(refused), upkeep.folder);
      },
    );
  };
  void app.register(uploads);
}

/** The same content; one that is too long fails. */
function bounded(content: Readable, most: number): Readable {
  let bytes = 0;
  const passed = new PassThrough();
  content.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > most) passed.destroy(new UpkeepError('unfit', 'it is larger than a backup can be'));
  });
  content.once('error', (error) => passed.destroy(error));
  content.once('close', () => {
    if (!content.readableEnded) passed.destroy(new UpkeepError('unfit', 'the upload broke off'));
  });
  return content.pipe(passed);
}

function refused(error: unknown): never {
  if (!(error instanceof UpkeepError)) throw error;
  if (error.reason === 'busy') throw new ApiError('upkeep_busy', error.message, null, 5);
  throw new ApiError('unfit_backup', error.message);
}

function restoreAnswer(staged: StagedBackup | null, folder: string): RestoreAnswer {
  const waiting = staged === null ? null : { lastSeq: staged.lastSeq, stagedAt: timeToText(staged.stagedAt) };
  return { staged: waiting, folder };
}
