import { connect } from 'node:net';

/**
 * Sends requests in turn on one connection, each after the answer to the one before, for `ms`, at least so many, and until
 * the last of them is answered: what the first finds is always the same. How long each took (ms).
 */
export function callRepeatedly(
  port: number,
  requests: readonly string[],
  { ms, least }: { readonly ms: number; readonly least: number },
): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const end = performance.now() + ms;
    const latencies: number[] = [];
    let sentAt = 0;
    let left = -1;
    let head = '';
    const socket = connect(port, '127.0.0.1');
    const send = (): void => {
      sentAt = performance.now();
      socket.write(requests[latencies.length % requests.length] as string);
    };
    const answered = (): void => {
      const now = performance.now();
      latencies.push(now - sentAt);
      left = -1;
      head = '';
      if (now < end || latencies.length < least || latencies.length % requests.length > 0) return send();
      socket.destroy();
      resolve(latencies);
    };
    socket.setEncoding('latin1').setNoDelay(true);
    socket.on('error', reject);
    socket.on('connect', send);
    socket.on('data', (part: string) => {
      if (left < 0) {
        head += part;
        const at = head.indexOf('\r\n\r\n');
        if (at < 0) return;
        if (!/^HTTP\/1.1 20[01]/.test(head)) return void reject(new Error(head.slice(0, 500)));
        left = Number(/content-length: (\d+)/i.exec(head)?.[1]) - (head.length - at - 4);
      } else left -= part.length;
      if (left === 0) answered();
    });
  });
}
