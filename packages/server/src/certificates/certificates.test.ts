import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkServerIdentity } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AuthorityError, newAuthority, serverCertificate } from './authority.ts';
import { integer, objectIdentifier, octetString, time } from './der.ts';
import { certificateFacts, isSelfSigned, isSignedBy } from './facts.ts';
import { addressBytes, hostName, namesOf } from './host-names.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const DAY = 86_400_000;
const NAMES = [
  'localhost',
  '127.0.0.1',
  '::1',
  '*.example.com',
  'invest-public-api.tinkoff.ru',
  '2001:db8::ff00:42:8329',
];

const authority = newAuthority(NOW);
const plan = { authority, names: NAMES, key: null, now: NOW, days: 397 };

describe('a certificate of ours, read by another reader', () => {
  const server = serverCertificate(plan);
  const [ca, leaf] = [new X509Certificate(authority.cert), new X509Certificate(server.cert)];

  it('is signed by its CA, which has signed itself and signs no further CA', () => {
    expect([isSelfSigned(ca), isSignedBy(leaf, ca), isSelfSigned(leaf), ca.ca, leaf.ca]).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(leaf.checkPrivateKey(createPrivateKey(server.key))).toBe(true);
  });

  it('holds names, times and usage as they were asked for', () => {
    expect(certificateFacts(leaf)).toMatchObject({
      subject: 'CN=localhost, O=Outcry',
      issuer: expect.stringMatching(/^CN=Outcry CA [0-9a-f]{8}, O=Outcry$/),
      validFrom: new Date(NOW - DAY).toISOString(),
      validTo: new Date(NOW + 397 * DAY).toISOString(),
      names: NAMES,
      key: 'EC P-256',
    });
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    for (const name of ['localhost', '127.0.0.1', '::1', 'robots.example.com', '2001:db8::ff00:42:8329'])
      expect(checkServerIdentity(name, leaf.toLegacyObject() as never), name).toBeUndefined();
    expect(checkServerIdentity('other.net', leaf.toLegacyObject() as never)).toBeInstanceOf(Error);
  });

  it('has a serial of its own each time, and keeps a key that is given', () => {
    const again = serverCertificate({ ...plan, key: server.key });
    expect(new X509Certificate(again.cert).serialNumber).not.toBe(leaf.serialNumber);
    expect(again.key).toBe(server.key);
    expect(new X509Certificate(newAuthority(NOW).cert).subject).not.toBe(ca.subject);
  });

  it('ends in the year 2050 or later as well as before it', () => {
    const late = Date.UTC(2049, 11, 1);
    const cert = serverCertificate({ ...plan, authority: newAuthority(late), now: late });
    expect(certificateFacts(new X509Certificate(cert.cert)).validTo).toBe(new Date(late + 397 * DAY).toISOString());
  });

  it('is refused under a CA that ends before it, that is of somebody else, or whose key is not there', () => {
    const [other] = [newAuthority(NOW)];
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const foreign = { cert: server.cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
    for (const [wrong, says] of [
      [{ ...plan, days: 3_651 }, /the CA ends/],
      [{ ...plan, authority: { cert: authority.cert, key: other.key } }, /of another CA/],
      [{ ...plan, authority: foreign }, /not made by/],
    ] as const) {
      expect(() => serverCertificate(wrong)).toThrow(AuthorityError);
      expect(() => serverCertificate(wrong)).toThrow(says);
    }
  });

  it('openssl finds it sound by its strictest rules, where there is an openssl', ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'outcry-certificates-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const now = Date.now();
    const fresh = newAuthority(now);
    writeFileSync(join(folder, 'ca.pem'), fresh.cert);
    writeFileSync(join(folder, 'cert.pem'), serverCertificate({ ...plan, authority: fresh, now }).cert);
    const words = 'verify -x509_strict -purpose sslserver -verify_hostname localhost -CAfile ca.pem cert.pem'.split(
      ' ',
    );
    try {
      expect(execFileSync('openssl', words, { cwd: folder, encoding: 'utf8' })).toBe('cert.pem: OK\n');
    } catch (error) {
      skip((error as NodeJS.ErrnoException).code === 'ENOENT', 'there is no openssl here');
      throw error;
    }
  });
});

describe('DER', () => {
  it.each([
    ['2.5.29.17', '0603551d11'],
    ['1.2.840.10045.4.3.2', '06082a8648ce3d040302'],
    ['1.3.6.1.5.5.7.3.1', '06082b06010505070301'],
  ])('the identifier %s', (dotted, hex) => expect(objectIdentifier(dotted).toString('hex')).toBe(hex));

  it.each([
    ['00', '020100'],
    ['7f', '02017f'],
    ['80', '02020080'],
    ['0001', '020101'],
  ])('the number %s in its shortest form, never negative', (hex, der) =>
    expect(integer(Buffer.from(hex, 'hex')).toString('hex')).toBe(der),
  );

  it('lengths in one byte, two and three', () => {
    const head = (length: number): string => octetString(Buffer.alloc(length)).subarray(0, -length).toString('hex');
    expect([127, 128, 255, 256, 65_536].map(head)).toEqual(['047f', '048180', '0481ff', '04820100', '0483010000']);
  });

  it('times with two digits of year up to 2049, with four from then on', () => {
    expect(
      time(Date.UTC(2049, 11, 31, 23, 59, 59, 999))
        .subarray(2)
        .toString(),
    ).toBe('491231235959Z');
    expect(
      time(Date.UTC(2050, 0, 1))
        .subarray(2)
        .toString(),
    ).toBe('20500101000000Z');
  });
});

describe('names', () => {
  it.each([
    ['Robots.Example.COM', 'robots.example.com'],
    ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
    ['*.example.com', '*.example.com'],
    ['[::1]', '::1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['10.1.2.3', '10.1.2.3'],
    ['1.2.3', null],
    ['10.1.2.300', null],
    ['a b', null],
    ['', null],
    ['-x.com', null],
    ['a..b', null],
    ['fe80::1%eth0', null],
    ['localhost:8080', null],
    ['https://localhost', null],
    [`${'a'.repeat(64)}.com`, null],
    [`${'a.'.repeat(130)}com`, null],
    ['x, DNS:evil', null],
  ])('%s is %s', (text, name) => expect(hostName(text)).toBe(name));

  it('every address comes back from the certificate as it was put in', () => {
    const addresses = fc.oneof(fc.ipV4(), fc.ipV6().filter(isIPv6));
    fc.assert(
      fc.property(addresses, (address) => {
        const name = hostName(address);
        if (name === null) throw new Error(`${address} is no name`);
        expect([4, 16]).toContain(addressBytes(name).length);
        const { cert } = serverCertificate({ ...plan, names: [name] });
        expect(namesOf(new X509Certificate(cert).subjectAltName)).toEqual([name]);
      }),
      { numRuns: 50 },
    );
  });
});
