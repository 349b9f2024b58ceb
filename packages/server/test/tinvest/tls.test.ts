import { ChannelCredentials, createChannel, createClient, Metadata, Status } from 'nice-grpc';
import { expect, onTestFinished, test } from 'vitest';
import { newAuthority, serverCertificate } from '../../src/certificates/index.ts';
import type { TlsFiles } from '../../src/faces/face.ts';
import { SERVICES } from '../../src/faces/tinvest/contract.ts';
import { deskOf } from '../../src/faces/tinvest/desk.ts';
import { grpcListener } from '../../src/faces/tinvest/grpc/listener.ts';
import { testBroker } from '../../src/faces/tinvest/test-broker.ts';

test('over TLS the same calls, for those who trust the authority', async () => {
  const now = Date.now();
  const authority = newAuthority(now);
  const { cert, key } = serverCertificate({ authority, names: ['localhost'], key: null, now, days: 1 });
  const broker = await testBroker({ tls: { cert: Buffer.from(cert), key: Buffer.from(key) } });
  const client = (roots?: string) => {
    const credentials = ChannelCredentials.createSsl(roots === undefined ? null : Buffer.from(roots));
    const channel = createChannel(broker.endpoint, credentials);
    onTestFinished(() => channel.close());
    const metadata = Metadata({ authorization: `Bearer ${broker.token}` });
    return createClient(SERVICES.UsersService, channel, { '*': { metadata } });
  };
  const { accounts } = await client(authority.cert).getAccounts({});
  expect(accounts.map(({ id }) => id)).toEqual([broker.accountId]);
  const error = await client()
    .getAccounts({})
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: Status.UNAVAILABLE, details: expect.stringContaining('certificate') });
});

test('a renewed certificate goes to the connections to come, and those that are open stay', async () => {
  const now = Date.now();
  const [first, second] = [newAuthority(now), newAuthority(now)].map((authority) => {
    const { cert, key } = serverCertificate({ authority, names: ['localhost'], key: null, now, days: 1 });
    return { roots: Buffer.from(authority.cert), files: { cert: Buffer.from(cert), key: Buffer.from(key) } };
  }) as [Certified, Certified];
  const broker = await testBroker();
  const listener = grpcListener(deskOf(broker.parts), first.files);
  const port = await listener.listen('127.0.0.1', 0);
  onTestFinished(() => listener.close());
  const client = (roots: Buffer) => {
    const channel = createChannel(`localhost:${port}`, ChannelCredentials.createSsl(roots));
    onTestFinished(() => channel.close());
    const metadata = Metadata({ authorization: `Bearer ${broker.token}` });
    return createClient(SERVICES.UsersService, channel, { '*': { metadata } });
  };
  const early = client(first.roots);
  await early.getInfo({});
  listener.renew?.(second.files);
  await client(second.roots).getInfo({});
  await early.getInfo({});
});

interface Certified {
  readonly roots: Buffer;
  readonly files: TlsFiles;
}
