import { connect as connectHttp2 } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Address } from './address.ts';
import { handshake } from './look.ts';

const MOST_BYTES = 16_384;

/** The server's own time (ms UTC), from the Date header of whatever it answers over HTTP; null: it does not tell. */
export async function serverClock(address: Address, patienceMs: number): Promise<number | null> {
  const ask = (socket: TLSSocket): Promise<string | undefined> =>
    socket.alpnProtocol === 'h2' ? dateOverHttp2(socket, address) : dateOverHttp1(socket, address);
  const date = await handshake(address, { ca: [] }, patienceMs, ask).catch(() => undefined);
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? null : time;
}

function dateOverHttp2(socket: TLSSocket, { name, port }: Address): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const session = connectHttp2(`https://${name.includes(':') ? `[${name}]` : name}:${port}`, {
      createConnection: () => socket,
    });
    session.once('error', reject);
    const request = session.request({ ':method': 'HEAD', ':path': '/' });
    request.once('error', reject);
    request.once('response', ({ date }) => {
      resolve(date);
      session.destroy();
    });
    socket.once('close', () => resolve(undefined));
  });
}

function dateOverHttp1(socket: TLSSocket, { name }: Address): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let said = '';
    socket.on('data', (bytes: Buffer) => {
      said += bytes.toString('latin1').slice(0, MOST_BYTES - said.length);
      const date = /^date: *(.+?)\r$/im.exec(said)?.[1];
      if (date !== undefined || said.includes('\r\n\r\n') || said.length === MOST_BYTES) resolve(date);
    });
    socket.once('close', () => resolve(undefined));
    socket.once('error', reject);
    socket.write(`HEAD / HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
  });
}
