import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { newAuthority, serverCertificate } from '../../src/certificates/index.ts';
import { testBroker } from '../../src/faces/tinvest/test-broker.ts';
import { HOSTS, tunnelTo } from './tunnel.ts';

const PROGRAM = fileURLToPath(new URL('workflows.mjs', import.meta.url));
const PATIENCE_MS = 60_000;

const CLIENTS = ['tinkoff-invest-api', 'tinkoff-sdk-grpc-js'];
const CONTOURS = ['production', 'sandbox'] as const;
const RUNS = CLIENTS.flatMap((client) => CONTOURS.map((contour) => ({ client, contour })));

test.each(RUNS)(
  '$client over TLS at the host that is built into it, in a process of its own: 22.1 to 22.3, $contour',
  { timeout: PATIENCE_MS },
  async ({ client, contour }) => {
    const now = Date.now();
    const authority = newAuthority(now);
    const { cert, key } = serverCertificate({ authority, names: [...HOSTS], key: null, now, days: 1 });
    const broker = await testBroker({ tls: { cert: Buffer.from(cert), key: Buffer.from(key) } });
    const roots = join(broker.parts.settings.dataDir, '..', 'ca.pem');
    writeFileSync(roots, authority.cert);
    const tunnel = await tunnelTo(Number(broker.endpoint.split(':')[1]));
    const token = contour === 'sandbox' ? await broker.addToken('sandbox') : broker.token;

    const child = fork(PROGRAM, [client, token, contour], {
      env: { ...process.env, GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: roots, grpc_proxy: tunnel.url, no_grpc_proxy: '' },
      execArgv: [],
      silent: true,
    });
    onTestFinished(() => void child.kill());
    let printed = '';
    for (const output of [child.stdout, child.stderr]) output?.on('data', (part) => (printed += String(part)));
    const told = await new Promise<Record<string, unknown>>((resolve, reject) => {
      child.on('message', (message: { trade?: true; told?: Record<string, unknown> }) => {
        if (message.told !== undefined) resolve(message.told);
        else broker.trade('SBER', '322.9', '10', 'sell').then(() => child.send('traded'), reject);
      });
      child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${printed}`)));
    });

    const sandbox = contour === 'sandbox';
    const unfit = ['Incorrect minimum price increment', 'Parameter `quantity` is missing or equal to 0'];
    const foreign = 'Working with orders is not available with this account';
    const executed = 'Cancel order error: The order has been partially or fully executed.';
    const parts = { '22.1.8': [5, 1, [true]] };
    expect(told).toEqual({
      '22.1.1': [true, 'Missing parameter: `query`', 0],
      '22.1.2': [5, true, 'Instrument not found'],
      '22.1.3': [true, { units: 323, nano: 0 }],
      '22.1.4': [10, 'rub', { units: 0, nano: 10_000_000 }],
      '22.1.5': [1, 1, [1_000_000, 0], [0, 0]],
      '22.1.6': [true, 4, 6_460, true, ...unfit, foreign],
      '22.1.7': [[true], [993_536, 770_000_000], [6_463, 230_000_000]],
      ...(sandbox ? {} : parts),
      '22.1.8 stream': sandbox ? ['0/2', '0/2', '2/0'] : ['0/2', '0/2', '1/1', '2/0'],
      '22.1.9': [1, 2, 6_460, [], 'Order not found', executed],
      '22.1.10': [1, 3, 3, 3],
      '22.2.2': 'investor',
      '22.2.3': [true, 1],
      '22.2.4': [0, 'Missing parameter: `account_id`'],
      '22.3': [true, true, ['TQBR', 'SPEQ'], '', 1, 'The method is available only for futures'],
    });
    expect(new Set(tunnel.asked)).toEqual(new Set([`${HOSTS[sandbox ? 1 : 0]}:443`]));
  },
);
