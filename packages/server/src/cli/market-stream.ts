import WebSocket from 'ws';
import type { Book, Market, ServerMessage } from '../faces/native/api.ts';
import { CommandFailure, EXIT, refused, unreachable } from './failure.ts';
import type { PlatformClient } from './platform-client.ts';

/** How long the last messages may take to leave before the line is cut (ms). */
const CLOSING_MS = 500;

/**
 * Listens to quotes and book of an instrument until `ended` resolves. Throws CommandFailure when the platform refuses,
 * ends the stream or goes away.
 */
export async function watchMarket(
  platform: PlatformClient,
  instrument: string,
  depth: number,
  show: (market: Market | null, book: Book) => void,
  ended: Promise<void>,
): Promise<void> {
  const { url, headers } = platform.stream;
  const socket = new WebSocket(url, { headers, handshakeTimeout: 10_000 });
  let market: Market | null = null;
  let book: Book | null = null;
  const broken = new Promise<never>((_, reject) => {
    socket.on('error', (error) => reject(unreachable(url, error)));
    socket.on('close', (code, reason) => reject(streamEnded(url, code, reason.toString())));
    socket.on('open', () => {
      socket.send(JSON.stringify({ op: 'subscribe', channel: 'quotes', instrument }));
      socket.send(JSON.stringify({ op: 'subscribe', channel: 'book', instrument, depth }));
    });
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (message.type === 'error') return reject(refused(message.error.code, message.error.message));
      if (message.type === 'ack') return;
      if (message.channel === 'quotes') market = message.data;
      if (message.channel === 'book') book = message.data;
      if (book !== null) show(market, book);
    });
  });
  try {
    await Promise.race([broken, ended]);
  } finally {
    socket.removeAllListeners('message');
    socket.close();
    setTimeout(() => socket.terminate(), CLOSING_MS).unref();
  }
}

function streamEnded(url: string, code: number, reason: string): CommandFailure {
  return new CommandFailure(
    EXIT.unreachable,
    'stream_ended',
    `the platform at ${url} ended the stream (${code} ${reason})`,
  );
}
