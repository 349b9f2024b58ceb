import { describe, expect, test } from 'vitest';
import { failureOf } from '../../failure.ts';
import { addressOf, shownAddress } from './address.ts';
import { CAUSES, phrasesOf } from './causes.ts';
import { languageOf } from './index.ts';
import { doctor, fileOf, reportOf } from './test-doctor.ts';
import { secureEndpoint, testCertificate } from './test-endpoints.ts';
import { trustedBy } from './trusted.ts';

const root = testCertificate({ issuer: null, commonName: 'Test root', ca: true });
const middle = testCertificate({ issuer: root, commonName: 'Test middle', ca: true });
const stranger = testCertificate({ issuer: null, commonName: 'Test stranger', ca: true });
const server = testCertificate({ issuer: root });

test('the chain is shown as it was presented, and nothing of the own trust is added to it', async () => {
  const { port } = await secureEndpoint(testCertificate({ issuer: middle, names: ['localhost', '::1'] }), {
    above: [middle],
  });
  const report = await reportOf([`127.0.0.1:${port}`, '--name', 'localhost', '--ca', fileOf(root)]);
  expect(report).toMatchObject({
    sound: true,
    protocol: 'TLSv1.3',
    alpn: 'h2',
    chain: [
      { subject: 'CN=server, O=Test', issuer: 'CN=Test middle, O=Test', names: ['localhost', '::1'], key: 'EC P-256' },
      { subject: 'CN=Test middle, O=Test', issuer: 'CN=Test root, O=Test' },
    ],
  });
  expect(report.chain?.[0]?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test('trust comes from the variables of gRPC and Node when no file is named', async () => {
  const { port } = await secureEndpoint(server);
  expect((await reportOf([`localhost:${port}`])).cause).toBe('unknown_ca');
  for (const name of ['GRPC_DEFAULT_SSL_ROOTS_FILE_PATH', 'NODE_EXTRA_CA_CERTS']) {
    const file = fileOf(root);
    const trusted = trustedBy(undefined, { [name]: file });
    expect(trusted.pems).toContain(root.cert.trim());
    expect(trusted.label.en).toContain(file);
  }
});

describe('for people', () => {
  test('in English and in Russian, each SDK with its own way', async () => {
    const { port } = await secureEndpoint(server);
    const words = [`localhost:${port}`, '--ca', fileOf(stranger)];
    const english = (await doctor(words)).out;
    const russian = (await doctor([...words, '--lang', 'ru'])).out;
    for (const text of [english, russian]) {
      for (const part of [
        'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=',
        'NODE_EXTRA_CA_CERTS=',
        'SSL_CERT_FILE=',
        'keytool',
        'C#',
        'curl',
      ])
        expect(text).toContain(part);
      for (const phrase of ['failed to connect to all addresses', 'handshake failed', 'certificate verify failed'])
        expect(text).toContain(phrase);
      expect(text).toContain('CN=Test root, O=Test');
    }
    expect(english).toContain('WRONG: the CA that signed the chain is not trusted here');
    expect(russian).toContain('ОШИБКА: удостоверяющему центру, подписавшему цепочку, здесь не доверяют');
  });

  test.each([
    [{ LANG: 'ru_RU.UTF-8' }, 'ru'],
    [{ LANG: 'ru_RU.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LC_MESSAGES: 'ru', LANG: 'en_US' }, 'ru'],
    [{ LANG: 'run' }, 'en'],
    [{}, 'en'],
  ])('the language of %j is %s', (environment, language) => expect(languageOf(environment)).toBe(language));

  test('every cause is told in both languages, and the three phrases of the seed lead somewhere', () => {
    for (const { meaning } of Object.values(CAUSES)) {
      expect(meaning.en).toMatch(/^[\x20-\x7e]{20,}$/);
      expect(meaning.ru).toMatch(/[а-я]{4}/);
    }
    expect(phrasesOf('unknown_ca')).toEqual([
      'failed to connect to all addresses',
      'handshake failed',
      'certificate verify failed',
    ]);
    expect(phrasesOf('refused')).toEqual(['failed to connect to all addresses']);
    expect(phrasesOf('plaintext')).toEqual(['failed to connect to all addresses', 'handshake failed']);
  });
});

describe('the address', () => {
  test.each([
    ['localhost:50052', 'localhost:50052', 'localhost'],
    ['[::1]:8443', '[::1]:8443', '::1'],
    ['https://Robots.example.com/rest', 'robots.example.com:443', 'robots.example.com'],
    ['grpcs://[::1]:50052', '[::1]:50052', '::1'],
    ['10.1.2.3:1', '10.1.2.3:1', '10.1.2.3'],
  ])('%s', (text, shown, name) => {
    const address = addressOf(text, undefined);
    expect([shownAddress(address), address.name]).toEqual([shown, name]);
  });

  test.each([
    'localhost',
    'localhost:',
    'localhost:0',
    'localhost:65536',
    '::1:50052',
    'a b:1',
    ':1',
    '*.example.com:1',
    'http://localhost',
    '-x:1',
  ])('%s is none, exit code 2', async (text) => {
    const { failure } = await doctor(['--json', '--', text]);
    expect(failureOf(failure)).toMatchObject({ exitCode: 2, message: expect.stringContaining('<host>:<port>') });
  });

  test.each([
    [['localhost:1', '--ca', '/no/such/file'], /--ca names .* cannot be read/],
    [['localhost:1', '--ca', import.meta.filename], /holds no certificate/],
    [['localhost:1', '--name', 'a b'], /--name is "a b"/],
  ])('%j is something to mend', async (words, says) => {
    const { failure } = await doctor(words);
    expect(failureOf(failure)).toMatchObject({ exitCode: 2, message: expect.stringMatching(says) });
  });
});
