import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { fileOf, reportOf } from '../../src/cli/doctor/tls/test-doctor.ts';
import { keyOf, type TestIssuer, testCertificate } from '../../src/cli/doctor/tls/test-endpoints.ts';
import { type TestBroker, testBroker } from '../../src/faces/tinvest/test-broker.ts';
import { HOSTS, tunnelTo } from './tunnel.ts';

const PROGRAM = fileURLToPath(new URL('first-call.mjs', import.meta.url));
const PATIENCE_MS = 60_000;
const CLIENTS = ['tinkoff-invest-api', 'tinkoff-sdk-grpc-js'];
const [HOST] = HOSTS;

const root = testCertificate({ issuer: null, commonName: 'Test root', ca: true });
const stranger = testCertificate({ issuer: null, commonName: 'Test stranger', ca: true });
const names = [...HOSTS];
const sound = testCertificate({ issuer: root, names });

/** What an unmodified client says; it trusts this CA alone. */
async function says(client: string, broker: TestBroker, trusts: TestIssuer): Promise<string> {
  const tunnel = await tunnelTo(portOf(broker));
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, client, broker.token], {
    env: {
      ...process.env,
      GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: fileOf(trusts),
      grpc_proxy: tunnel.url,
      no_grpc_proxy: '',
    },
    timeout: PATIENCE_MS,
  });
  return stdout.trim();
}

function portOf({ endpoint }: TestBroker): number {
  return Number(endpoint.split(':')[1]);
}

function serving(certificate: TestIssuer | null): Promise<TestBroker> {
  if (certificate === null) return testBroker();
  return testBroker({ tls: { cert: Buffer.from(certificate.cert), key: Buffer.from(keyOf(certificate)) } });
}

/** The configurations (a) and (c) to (f) of 22.4, with what Node says of them and the cause that `outcry doctor tls` names. */
const PROBLEMS = [
  [
    '(a) a private CA that is not trusted',
    sound,
    stranger,
    /unable to (verify the first|get local issuer) certificate/,
    'unknown_ca',
  ],
  [
    '(c) a certificate that signs itself',
    testCertificate({ issuer: null, names }),
    root,
    /self-signed certificate/,
    'self_signed',
  ],
  [
    '(d) an expired certificate',
    testCertificate({ issuer: root, names, from: -9, to: -1 }),
    root,
    /certificate has expired/,
    'expired',
  ],
  [
    '(e) the wrong name',
    testCertificate({ issuer: root, names: ['broker.example'] }),
    root,
    /does not match certificate's altnames/,
    'wrong_name',
  ],
  ['(f) a plaintext port', null, root, /wrong version number/i, 'plaintext'],
] as const;

test.each(PROBLEMS)(
  '22.4 %s: both clients say it as UNAVAILABLE, the platform has had no call, outcry doctor tls names cause and remedy',
  { timeout: PATIENCE_MS },
  async (_what, certificate, trusts, words, cause) => {
    const broker = await serving(certificate);
    for (const said of await Promise.all(CLIENTS.map((client) => says(client, broker, trusts)))) {
      expect(said).toContain('UNAVAILABLE');
      expect(said).toMatch(words);
    }
    expect(broker.logged.filter((line) => line.includes('UsersService'))).toEqual([]);
    const report = await reportOf([`127.0.0.1:${portOf(broker)}`, '--name', HOST, '--ca', fileOf(trusts)]);
    expect(report).toMatchObject({ cause, sound: false });
    expect(report.problems[0]?.remedies.length).toBeGreaterThan(0);
  },
);

test('22.4 (b) the CA is trusted: the same call succeeds, the doctor finds nothing wrong', {
  timeout: PATIENCE_MS,
}, async () => {
  const broker = await serving(sound);
  expect(await Promise.all(CLIENTS.map((client) => says(client, broker, root)))).toEqual(['1', '1']);
  const address = `127.0.0.1:${portOf(broker)}`;
  expect(await reportOf([address, '--name', HOST, '--ca', fileOf(root)])).toMatchObject({ sound: true, alpn: 'h2' });
});

test('22.4 (b) openssl s_client verifies the chain, where there is an openssl', {
  timeout: PATIENCE_MS,
}, async ({ skip }) => {
  skip(spawnSync('openssl', ['version']).error !== undefined, 'there is no openssl here');
  const broker = await serving(sound);
  const address = `127.0.0.1:${portOf(broker)}`;
  const words = `s_client -connect ${address} -servername ${HOST} -verify_hostname ${HOST} -alpn h2 -showcerts`;
  const shown = promisify(execFile)('openssl', [...words.split(' '), '-CAfile', fileOf(root)], { timeout: 20_000 });
  shown.child.stdin?.end();
  const { stdout } = await shown;
  expect(stdout).toContain('BEGIN CERTIFICATE');
  expect(stdout).toContain('Verify return code: 0 (ok)');
  expect(stdout).toContain('ALPN protocol: h2');
});
