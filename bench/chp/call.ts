import { connect, type Socket } from 'node:net';

/** The bytes of a POST with a JSON body. */
export function requestText(path: string, body: object, connection: 'keep-alive' | 'close'): string {
  const json = JSON.stringify(body);
  const length = Buffer.byteLength(json);
  return `POST ${path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\nconnection: ${connection}\r\ncontent-length: ${length}\r\n\r\n${json}`;
}

/** One call on a connection of its own, as the bridge's clients make them; its JSON answer. */
export function callOnce<T>(port: number, path: string, body: object): Promise<T> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('utf8').setNoDelay(true);
    socket.on('data', (part: string) => (answer += part));
    socket.on('error', reject);
    socket.on('end', () => {
      try {
        resolve(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as T);
      } catch (error) {
        reject(new Error(`${path}: ${answer.slice(0, 200)}`, { cause: error }));
      }
    });
    socket.write(requestText(path, body, 'close'));
  });
}

/** Sends one request after another on a connection for `ms`; how many answers came. Each has the same head length. */
export function callRepeatedly(port: number, request: string, ms: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const end = performance.now() + ms;
    let answers = 0;
    let pending = '';
    const socket: Socket = connect(port, '127.0.0.1');
    socket.setEncoding('latin1').setNoDelay(true);
    socket.on('error', reject);
    socket.on('connect', () => socket.write(request));
    socket.on('data', (part: string) => {
      pending += part;
      const head = pending.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending)?.[1]);
      if (pending.length < head + 4 + length) return;
      if (!pending.startsWith('HTTP/1.1 200')) return reject(new Error(pending.slice(0, 300)));
      pending = '';
      answers++;
      if (performance.now() < end) socket.write(request);
      else {
        socket.destroy();
        resolve(answers);
      }
    });
  });
}
