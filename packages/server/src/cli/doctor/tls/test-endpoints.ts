import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttp2, createSecureServer } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { certificatePem } from '../../../certificates/certificate.ts';
import { boolean, implicit, integer, objectIdentifier, sequence } from '../../../certificates/der.ts';
import {
  alternativeNames,
  authorityKeyIdentifier,
  authorityKeyUsage,
  extension,
  leafConstraints,
  leafKeyUsage,
  serverUsage,
  subjectKeyIdentifier,
} from '../../../certificates/extensions.ts';

const DAY = 86_400_000;

/** Somebody who can sign. */
export interface TestIssuer {
  readonly commonName: string;
  readonly cert: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** How a certificate of these tests differs from a sound one. */
export interface TestCertificate {
  /** Null: it signs itself. */
  readonly issuer: TestIssuer | null;
  readonly commonName?: string;
  readonly names?: readonly string[];
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
  readonly ca?: boolean;
  /** How many CAs a CA allows below it; left out: any number. */
  readonly pathLength?: number;
  /** Extended key usage. */
  readonly usage?: string;
  /** Where its issuer can be fetched, as public CAs say. */
  readonly issuerUrl?: string;
}

export function testCertificate(wanted: TestCertificate): TestIssuer {
  const { issuer, commonName = 'server', names = ['localhost', '127.0.0.1'], from = -1, to = 30, ca = false } = wanted;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = (of: string) => ({ organization: 'Test', commonName: of });
  const cert = certificatePem({
    subject: name(commonName),
    subjectKey: publicKey,
    issuer: name(issuer?.commonName ?? commonName),
    issuerKey: issuer?.privateKey ?? privateKey,
    serial: randomBytes(8),
    notBefore: Date.now() + from * DAY,
    notAfter: Date.now() + to * DAY,
    extensions: [
      ca ? authorityConstraints(wanted.pathLength) : leafConstraints(),
      ca ? authorityKeyUsage() : leafKeyUsage(),
      ...(ca ? [] : [usageOf(wanted.usage), alternativeNames(names)]),
      subjectKeyIdentifier(publicKey),
      authorityKeyIdentifier(issuer?.publicKey ?? publicKey),
      ...(wanted.issuerUrl === undefined ? [] : [authorityAccess(wanted.issuerUrl)]),
    ],
  });
  return { commonName, cert, publicKey, privateKey };
}

export function keyOf({ privateKey }: TestIssuer): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** A server on a free port of this machine; it ends with the test. */
export interface TestEndpoint {
  readonly port: number;
}

/** gRPC and HTTP over TLS; `date`: what its clock shows. */
export function secureEndpoint(
  certificate: TestIssuer,
  { above = [], date, ...options }: SecureContextOptions & { above?: readonly TestIssuer[]; date?: number } = {},
): Promise<TestEndpoint> {
  const server = createSecureServer({ ...filesOf(certificate, above), ...options, allowHTTP1: true });
  server.on('request', (_request, response) => {
    if (date !== undefined) response.setHeader('date', new Date(date).toUTCString());
    response.end();
  });
  server.on('sessionError', () => undefined);
  return listening(server);
}

/** HTTP/1.1 over TLS alone; `date`: what its clock shows. */
export function httpsEndpoint(certificate: TestIssuer, date?: number): Promise<TestEndpoint> {
  return listening(
    createHttps(filesOf(certificate, []), (_request, response) => {
      if (date !== undefined) response.setHeader('date', new Date(date).toUTCString());
      response.end();
    }),
  );
}

export function httpEndpoint(): Promise<TestEndpoint> {
  return listening(createHttp((_request, response) => response.end()));
}

export function plainHttp2Endpoint(): Promise<TestEndpoint> {
  const server = createHttp2();
  server.on('sessionError', () => undefined);
  return listening(server);
}

/** Something that accepts connections and says `greeting`, or nothing. */
export function tcpEndpoint(greeting: string | null): Promise<TestEndpoint> {
  return listening(
    createTcp((socket) => {
      socket.on('error', () => undefined);
      if (greeting !== null) socket.write(greeting);
    }),
  );
}

/** A port on which nothing listens any more. */
export async function closedPort(): Promise<TestEndpoint> {
  const server = createTcp().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return { port };
}

async function listening(server: Server): Promise<TestEndpoint> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { port: (server.address() as AddressInfo).port };
}

function filesOf(certificate: TestIssuer, above: readonly TestIssuer[]): { key: string; cert: string } {
  return { key: keyOf(certificate), cert: [certificate, ...above].map(({ cert }) => cert).join('') };
}

function authorityConstraints(pathLength: number | undefined): Buffer {
  const most = pathLength === undefined ? [] : [integer(Uint8Array.of(pathLength))];
  return extension('2.5.29.19', sequence(boolean(true), ...most), true);
}

function usageOf(oid: string | undefined): Buffer {
  return oid === undefined ? serverUsage() : extension('2.5.29.37', sequence(objectIdentifier(oid)));
}

function authorityAccess(url: string): Buffer {
  const access = sequence(objectIdentifier('1.3.6.1.5.5.7.48.2'), implicit(6, Buffer.from(url, 'ascii')));
  return extension('1.3.6.1.5.5.7.1.1', sequence(access));
}
