import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { newAuthority, serverCertificate } from '../../src/certificates/index.ts';
import { testBroker } from '../../src/faces/tinvest/test-broker.ts';

const PROGRAM = fileURLToPath(new URL('first-order.mjs', import.meta.url));
const PATIENCE_MS = 60_000;

test.each(['tinkoff-invest-api', 'tinkoff-sdk-grpc-js'])(
  '%s over TLS, in a process of its own: a first order (22.1)',
  { timeout: PATIENCE_MS },
  async (client) => {
    const now = Date.now();
    const authority = newAuthority(now);
    const { cert, key } = serverCertificate({ authority, names: ['127.0.0.1', 'localhost'], key: null, now, days: 1 });
    const broker = await testBroker({ tls: { cert: Buffer.from(cert), key: Buffer.from(key) } });
    const roots = join(broker.parts.settings.dataDir, '..', 'ca.pem');
    writeFileSync(roots, authority.cert);
    // the first client speaks plaintext to names that begin with localhost
    const endpoint = broker.endpoint.replace('localhost', '127.0.0.1');
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, client, broker.token, endpoint], {
      env: { ...process.env, GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: roots },
      timeout: PATIENCE_MS,
    });
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
      accounts: 1,
      ticker: 'SBER',
      open: true,
      last: { units: 323, nano: 0 },
      step: { units: 0, nano: 10_000_000 },
      keyed: true,
      listed: [[2, 0]],
      state: 3,
    });
  },
);
