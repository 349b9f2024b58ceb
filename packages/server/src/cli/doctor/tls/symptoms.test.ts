import { Client, credentials } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { CAUSES, type Cause } from './causes.ts';
import { fileOf, reportOf } from './test-doctor.ts';
import {
  closedPort,
  httpEndpoint,
  httpsEndpoint,
  plainHttp2Endpoint,
  secureEndpoint,
  type TestEndpoint,
  type TestIssuer,
  tcpEndpoint,
  testCertificate,
} from './test-endpoints.ts';

const DAY = 86_400_000;
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

const root = testCertificate({ issuer: null, commonName: 'Test root', ca: true, from: -400, to: 400 });
const middle = testCertificate({ issuer: root, commonName: 'Test middle', ca: true });
const stranger = testCertificate({ issuer: null, commonName: 'Test stranger', ca: true });
const namesake = testCertificate({ issuer: null, commonName: 'Test root', ca: true });
const shallow = testCertificate({ issuer: null, commonName: 'Shallow root', ca: true, pathLength: 0 });
const tooDeep = testCertificate({ issuer: shallow, commonName: 'Too deep', ca: true });
const server = testCertificate({ issuer: root });
const itself = testCertificate({ issuer: null });
const oldRoot = testCertificate({ issuer: null, commonName: 'Old root', ca: true, from: -60, to: -30 });

/** What a gRPC client of Node says at this endpoint when it trusts `ca` alone. */
async function grpcClientSays(port: number, ca: TestIssuer): Promise<string> {
  const client = new Client(`localhost:${port}`, credentials.createSsl(Buffer.from(ca.cert)));
  try {
    return await new Promise((resolve) =>
      client.makeUnaryRequest(
        '/x/y',
        () => Buffer.alloc(0),
        () => null,
        {},
        { deadline: Date.now() + 3_000 },
        (error) => resolve(error?.details ?? 'answered'),
      ),
    );
  } finally {
    client.close();
  }
}

interface Symptom {
  readonly cause: Cause;
  readonly what: string;
  readonly endpoint: () => Promise<TestEndpoint>;
  /** What must be said of it. */
  readonly found?: RegExp;
  readonly trusts?: TestIssuer;
  readonly words?: readonly string[];
  /** What a real gRPC client says; left out: it says nothing definite. */
  readonly client?: RegExp;
}

const SYMPTOMS: readonly Symptom[] = [
  { cause: 'sound', what: 'a chain under the root', endpoint: () => secureEndpoint(server) },
  {
    cause: 'sound',
    what: 'a chain with its intermediate',
    endpoint: () => secureEndpoint(testCertificate({ issuer: middle }), { above: [middle] }),
  },
  {
    cause: 'sound',
    what: 'a certificate that signed itself and is trusted',
    endpoint: () => secureEndpoint(itself),
    trusts: itself,
  },
  {
    cause: 'unknown_ca',
    what: 'another CA',
    endpoint: () => secureEndpoint(server),
    trusts: stranger,
    found: /the chain ends at CN=Test root, O=Test; trusted is: .*ca\.pem \(--ca\)$/,
    client: /unable to verify the first certificate/,
  },
  {
    cause: 'unknown_ca',
    what: 'another CA, which the server sends along',
    endpoint: () => secureEndpoint(server, { above: [root] }),
    trusts: stranger,
    found: /the chain ends at CN=Test root/,
    client: /self-signed certificate in certificate chain/,
  },
  {
    cause: 'unknown_ca',
    what: 'a CA of the same name that was made anew',
    endpoint: () => secureEndpoint(server),
    trusts: namesake,
    found: /a CA of the same name with another key/,
    client: /unable to verify the first certificate/,
  },
  {
    cause: 'self_signed',
    what: 'no CA at all',
    endpoint: () => secureEndpoint(testCertificate({ issuer: null })),
    found: /CN=server, O=Test/,
    client: /self-signed certificate/,
  },
  {
    cause: 'missing_intermediate',
    what: 'the intermediate left out',
    endpoint: () => secureEndpoint(testCertificate({ issuer: middle, issuerUrl: 'http://ca.test/middle.crt' })),
    found: /signed by CN=Test middle, O=Test, which the server does not send/,
    client: /unable to verify the first certificate/,
  },
  {
    cause: 'expired',
    what: 'a certificate of last month',
    endpoint: () => secureEndpoint(testCertificate({ issuer: root, from: -60, to: -30 })),
    found: /expired at .*Z, now it is .*Z$/,
    client: /certificate has expired/,
  },
  {
    cause: 'expired',
    what: 'a CA of last month',
    endpoint: () => secureEndpoint(testCertificate({ issuer: oldRoot })),
    trusts: oldRoot,
    found: /CN=Old root, O=Test: expired at/,
    client: /certificate has expired/,
  },
  {
    cause: 'not_yet_valid',
    what: 'a certificate of next month',
    endpoint: () => secureEndpoint(testCertificate({ issuer: root, from: 30, to: 60 })),
    found: /valid from .*Z, now it is/,
    client: /certificate is not yet valid/,
  },
  {
    cause: 'clock_wrong',
    what: 'a server that lives 40 days later, gRPC',
    endpoint: () =>
      secureEndpoint(testCertificate({ issuer: root, from: 30, to: 60 }), { date: Date.now() + 40 * DAY }),
    found: /\(57600 minutes\)/,
    client: /certificate is not yet valid/,
  },
  {
    cause: 'clock_wrong',
    what: 'a server that lives 40 days earlier, HTTP',
    endpoint: () => httpsEndpoint(testCertificate({ issuer: root, from: -60, to: -30 }), Date.now() - 40 * DAY),
    found: /\(-57600 minutes\)/,
  },
  {
    cause: 'wrong_name',
    what: 'a certificate for others',
    endpoint: () => secureEndpoint(testCertificate({ issuer: root, names: ['a.example.com', '10.1.2.3'] })),
    found: /asked for localhost at localhost:\d+, the certificate names a\.example\.com, 10\.1\.2\.3/,
    client: /does not match certificate's altnames/,
  },
  {
    cause: 'wrong_name',
    what: 'a client that asks for the real service',
    endpoint: () => secureEndpoint(server),
    words: ['--name', 'invest-public-api.tinkoff.ru'],
    found: /asked for invest-public-api\.tinkoff\.ru/,
  },
  {
    cause: 'wrong_usage',
    what: 'a certificate for clients',
    endpoint: () => secureEndpoint(testCertificate({ issuer: root, usage: CLIENT_AUTH })),
    found: /INVALID_PURPOSE/,
    client: /unsuitable certificate purpose|unsupported certificate purpose/,
  },
  {
    cause: 'unsound',
    what: 'an intermediate below a CA that allows none',
    endpoint: () => secureEndpoint(testCertificate({ issuer: tooDeep }), { above: [tooDeep] }),
    trusts: shallow,
    found: /PATH_LENGTH_EXCEEDED/,
    client: /path length constraint exceeded/,
  },
  {
    cause: 'plaintext',
    what: 'HTTP',
    endpoint: httpEndpoint,
    found: /it speaks plain HTTP \(/,
    client: /wrong version number|packet length too long/,
  },
  {
    cause: 'plaintext',
    what: 'gRPC without TLS',
    endpoint: plainHttp2Endpoint,
    found: /it speaks plain HTTP\/2/,
    client: /wrong version number|packet length too long/,
  },
  {
    cause: 'plaintext',
    what: 'a mail server',
    endpoint: () => tcpEndpoint('220 mail.test ESMTP ready\r\n'),
    found: /"220 mail/,
  },
  { cause: 'refused', what: 'nobody', endpoint: closedPort, found: /ECONNREFUSED/, client: /ECONNREFUSED/ },
  {
    cause: 'timeout',
    what: 'somebody who says nothing',
    endpoint: () => tcpEndpoint(null),
    words: ['--timeout', '1'],
    found: /accepts the connection and answers nothing/,
  },
  {
    cause: 'handshake',
    what: 'TLS 1.1 alone',
    endpoint: () => secureEndpoint(server, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }),
    found: /ERR_SSL.*the server speaks TLSv1\.1/,
    client: /protocol version|unsupported protocol/,
  },
  {
    cause: 'handshake',
    what: 'a cipher that nobody else has',
    endpoint: () => secureEndpoint(server, { maxVersion: 'TLSv1.2', ciphers: 'AECDH-NULL-SHA:@SECLEVEL=0' }),
    found: /HANDSHAKE_FAILURE/,
    client: /handshake failure/,
  },
  {
    cause: 'no_h2',
    what: 'HTTP/1.1 alone, for gRPC clients',
    endpoint: () => httpsEndpoint(server),
    words: ['--for', 'grpc'],
    found: /ALPN: http\/1\.1/,
    client: /alert no application protocol/,
  },
  {
    cause: 'sound',
    what: 'HTTP/1.1 alone, for HTTP clients',
    endpoint: () => httpsEndpoint(server),
    words: ['--for', 'http'],
  },
];

describe('every symptom gets its cause, its figures and its remedies', () => {
  test.each(SYMPTOMS)('$cause: $what', async ({ cause, endpoint, found, trusts = root, words = [], client }) => {
    const { port } = await endpoint();
    const report = await reportOf([`localhost:${port}`, '--ca', fileOf(trusts), ...words]);
    expect(report).toMatchObject({ cause, sound: cause === 'sound', address: `localhost:${port}` });
    const [problem] = report.problems;
    if (cause === 'sound') {
      expect(problem).toBeUndefined();
      expect(report.chain?.length).toBeGreaterThan(0);
    } else {
      expect(problem).toMatchObject({ cause, says: { python: CAUSES[cause].python } });
      expect(problem?.found).toMatch(found ?? /./);
      expect(problem?.remedies.length).toBeGreaterThan(0);
    }
    if (client !== undefined) expect(await grpcClientSays(port, trusts)).toMatch(client);
  });

  test('a host that does not exist', async () => {
    const report = await reportOf(['no-such-host.invalid:443', '--ca', fileOf(root)]);
    expect(report).toMatchObject({ cause: 'unknown_host', chain: null });
  });

  test('everything that is wrong at once, what to mend first at the top', async () => {
    const bad = testCertificate({ issuer: stranger, names: ['a.example.com'], from: -60, to: -30 });
    const { port } = await secureEndpoint(bad);
    const report = await reportOf([`localhost:${port}`, '--ca', fileOf(root)]);
    expect(report.problems.map(({ cause }) => cause)).toEqual(['unknown_ca', 'expired', 'wrong_name']);
  });

  test('without h2 the rest is sound, and gRPC is warned of', async () => {
    const { port } = await httpsEndpoint(server);
    const report = await reportOf([`localhost:${port}`, '--ca', fileOf(root)]);
    expect(report).toMatchObject({ cause: 'sound', alpn: 'http/1.1', warnings: [{ cause: 'no_h2' }] });
  });
});
