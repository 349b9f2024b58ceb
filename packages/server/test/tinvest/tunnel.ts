import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** The hosts that are built into clients of T-Invest. */
export const HOSTS = ['invest-public-api.tinkoff.ru', 'sandbox-invest-public-api.tinkoff.ru'] as const;

/** A proxy for HTTP CONNECT: whatever host is asked for, the way leads to this port. */
export async function tunnelTo(port: number): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', ({ url = '' }, client, head) => {
    asked.push(url);
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
    server.on('error', () => client.destroy());
    client.on('error', () => server.destroy());
    onTestFinished(() => void server.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}
