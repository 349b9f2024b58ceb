/** Length of a WebSocket frame; unmasked and shorter than 64 kB, as a server's messages are here. */
export function lengthOf([, short, high, low]: readonly number[]): number | undefined {
  if (short === undefined || short < 126) return short;
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}

/** The payloads of whole frames. */
export function payloadsOf(bytes: Buffer): Buffer[] {
  const payloads: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const short = bytes[at + 1] as number;
    const head = short < 126 ? 2 : 4;
    const length = short < 126 ? short : bytes.readUInt16BE(at + 2);
    payloads.push(bytes.subarray(at + head, at + head + length));
    at += head + length;
  }
  return payloads;
}
