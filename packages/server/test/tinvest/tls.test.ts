import { ChannelCredentials, createChannel, createClient, Metadata, Status } from 'nice-grpc';
import { expect, onTestFinished, test } from 'vitest';
import { newAuthority, serverCertificate } from '../../src/certificates/index.ts';
import { SERVICES } from '../../src/faces/tinvest/contract.ts';
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
