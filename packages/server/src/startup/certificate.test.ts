import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newAuthority, serverCertificate } from '../certificates/index.ts';
import { certificateTrouble, readCertificate } from './certificate.ts';

const NOW = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;

const authority = newAuthority(NOW);
const server = serverCertificate({ authority, names: ['localhost'], key: null, now: NOW, days: 100 });

function filesOf(cert: string, key: string): { certFile: string; keyFile: string } {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-certificate-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  writeFileSync(files.certFile, cert);
  writeFileSync(files.keyFile, key);
  return files;
}

test('the first certificate of the file is the server, and the key is its own', () => {
  const found = readCertificate(filesOf(server.cert + authority.cert, server.key));
  expect(found?.leaf.fingerprint256).toBe(new X509Certificate(server.cert).fingerprint256);
  expect(readCertificate(null)).toBeNull();
});

test.each([
  ['the key of another', server.cert, authority.key],
  ['no PEM', 'x', server.key],
  ['the CA first', authority.cert + server.cert, server.key],
])('%s is refused with the names of both settings', (_what, cert, key) => {
  expect(() => readCertificate(filesOf(cert, key))).toThrow(/OUTCRY_TLS_CERT .* and OUTCRY_TLS_KEY/);
});

test.each([
  [-2, /it is not valid before 2026-11-20/],
  [0, null],
  [85, null],
  [87, /it expires in 13 days/],
  [101, /it has expired at 2027-03-01/],
])('%s days after it was made', (days, says) => {
  const certificate = readCertificate(filesOf(server.cert, server.key));
  if (certificate === null) throw new Error('there is none');
  const trouble = certificateTrouble(certificate, NOW + days * DAY);
  if (says === null) expect(trouble).toBeNull();
  else expect(trouble).toMatch(says);
});

test('a certificate without names is told of: clients look at nothing else', () => {
  const certificate = readCertificate(filesOf(authority.cert, authority.key));
  if (certificate === null) throw new Error('there is none');
  expect(certificateTrouble(certificate, NOW)).toMatch(/it names no host/);
});
