import { connect } from 'node:net';
import type { Address } from './address.ts';

/** What answers without TLS: HTTP/1, HTTP/2 (gRPC), or something else that says these first bytes. */
export type Plaintext = { readonly protocol: 'http' | 'h2' } | { readonly protocol: 'other'; readonly said: string };

/** What an HTTP/2 client says first, with settings that are empty; an HTTP/1 server refuses it in words. */
const PREFACE = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'ascii'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const SETTINGS_FRAME = 4;
const FRAME_HEAD = 9;
const MOST_BYTES = 1_024;
const SHOWN = 60;

/** Asks without TLS. Null: nothing came back. */
export function plaintextAt({ host, port }: Address, patienceMs: number): Promise<Plaintext | null> {
  return new Promise((resolve) => {
    let said = Buffer.alloc(0);
    const socket = connect({ host, port });
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(plaintextOf(said));
    };
    const timer = setTimeout(done, patienceMs);
    socket.once('connect', () => socket.write(PREFACE));
    socket.on('data', (bytes: Buffer) => {
      said = Buffer.concat([said, bytes]).subarray(0, MOST_BYTES);
      if (said.length >= FRAME_HEAD) done();
    });
    socket.once('error', done);
    socket.once('close', done);
  });
}

function plaintextOf(said: Buffer): Plaintext | null {
  if (said.length === 0) return null;
  if (said.subarray(0, 5).toString('latin1') === 'HTTP/') return { protocol: 'http' };
  if (said.length >= FRAME_HEAD && said[3] === SETTINGS_FRAME && said.readUInt32BE(5) === 0) return { protocol: 'h2' };
  // an alert or a handshake record: TLS after all, it only did not like the question
  if ((said[0] === 0x15 || said[0] === 0x16) && said[1] === 0x03) return null;
  return { protocol: 'other', said: said.toString('latin1').slice(0, SHOWN) };
}
