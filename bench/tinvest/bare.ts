import { createServer } from 'nice-grpc';

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

/** A nice-grpc server that takes any bytes and answers these: no token, no metadata, nothing read. */
export async function bareServer(answer: Uint8Array): Promise<{ port: number; close: () => void }> {
  const server = createServer();
  server.add(SERVICE, { answer: async (_request: Uint8Array) => answer });
  return { port: await server.listen('127.0.0.1:0'), close: () => server.forceShutdown() };
}
