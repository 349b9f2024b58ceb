import { createHmac, timingSafeEqual } from 'node:crypto';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

import { GroupCommit, openSqliteJournal } from '../../packages/server/src/journal/index.ts';
import { READ_MODEL_SCHEMA } from '../../packages/server/src/readmodel/index.ts';

export interface BareRoute {
  readonly port: number;
  close(): Promise<void>;
}

/** What a bare route answers, and what it does before. */
export interface BareAnswer {
  readonly secret: string;
  readonly status: number;
  readonly text: string;
  readonly before?: () => Promise<void>;
}

/** Every address: reads the raw body, checks its HMAC-SHA256 in constant time and answers the same bytes. */
export async function bareRoute({ secret, status, text, before }: BareAnswer): Promise<BareRoute> {
  const app = fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all('/*', async (request, reply) => {
    if (!isSigned(request, secret)) return reply.code(401).send();
    await before?.();
    return answer(reply, status, text);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { port: Number(new URL(url).port), close: () => app.close() };
}

function isSigned({ headers, originalUrl, body }: FastifyRequest, secret: string): boolean {
  const given = Buffer.from(String(headers.signature), 'hex');
  const hmac = createHmac('sha256', secret).update(originalUrl);
  if (!originalUrl.includes('?')) hmac.update('?');
  if (Buffer.isBuffer(body)) hmac.update(body);
  const digest = hmac.digest();
  return given.length === digest.length && timingSafeEqual(digest, given);
}

function answer(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(text);
}

/** Characters of the journal row of such a change. */
const ROW = 'x'.repeat(120);

/** The same, with a row for each call on disk before the answer; calls share their fsyncs. */
export async function durableRoute(folder: string, answered: BareAnswer): Promise<BareRoute> {
  const journal = await openSqliteJournal({
    folder,
    schema: READ_MODEL_SCHEMA,
    onNotice: (notice) => console.log(notice),
  });
  const group = new GroupCommit(journal);
  let seq = journal.lastSeq;
  const bare = await bareRoute({
    ...answered,
    before: () => {
      seq++;
      return group.append({ seq, at: seq, version: 1, body: ROW }, []);
    },
  });
  return {
    port: bare.port,
    async close() {
      await bare.close();
      await group.drain();
      await journal.close();
    },
  };
}
