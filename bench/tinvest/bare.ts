import { randomUUID } from 'node:crypto';
import { createServer } from 'nice-grpc';
import { GroupCommit, openSqliteJournal } from '../../packages/server/src/journal/index.ts';
import { READ_MODEL_SCHEMA } from '../../packages/server/src/readmodel/index.ts';

export const BARE_PATH = '/bare.Echo/Answer';

const SERVICE = {
  answer: {
    path: BARE_PATH,
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
    options: {},
  },
} as const;

function asIs(bytes: Uint8Array): Uint8Array {
  return bytes;
}

export interface BareServer {
  readonly port: number;
  close(): Promise<void> | void;
}

/** A nice-grpc server that takes any bytes and answers these: no token, no metadata, nothing read. */
export async function bareServer(
  answer: Uint8Array,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<BareServer> {
  const server = createServer();
  const answerTo = async (_request: Uint8Array): Promise<Uint8Array> => {
    await before();
    return answer;
  };
  server.add(SERVICE, { answer: answerTo });
  return { port: await server.listen('127.0.0.1:0'), close: () => server.forceShutdown() };
}

/** Characters of the journal row of an order that rests. */
const ROW = 'x'.repeat(178);

/** The same, with a row and a key for each call on disk before the answer, as an order has them; calls share their fsyncs. */
export async function durableServer(folder: string, answer: Uint8Array): Promise<BareServer> {
  const journal = await openSqliteJournal({
    folder,
    schema: READ_MODEL_SCHEMA,
    onNotice: (notice) => console.log(notice),
  });
  const group = new GroupCommit(journal);
  let seq = journal.lastSeq;
  const bare = await bareServer(answer, () => {
    seq++;
    const row = { seq, at: seq, version: 1, body: ROW };
    return group.append(row, [{ statement: 'readmodel.commandKey', values: [[1, randomUUID(), 'order', seq]] }]);
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
