/** Address of a server. Throws TypeError for a host with a scheme and for a port that is none. */
export function serverAddress(host: unknown, port: unknown, secure: boolean): string {
  if (typeof host !== 'string' || host === '') throw new TypeError(`host must be a name or an address, got ${host}`);
  if (host.includes('://')) throw new TypeError(`host must stand without a scheme, got ${host}`);
  const number = typeof port === 'string' && /^\d{1,5}$/.test(port) ? Number(port) : port;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1 || number > 65_535) {
    throw new TypeError(`port must be a number from 1 to 65535, or its text; got ${port}`);
  }
  return `${secure ? 'https' : 'http'}://${bracketed(host)}:${number}`;
}

/** An IPv6 address stands in brackets. */
function bracketed(host: string): string {
  return /^[\da-f]*:[\da-f:.]*:[\da-f:.]*$/i.test(host) ? `[${host}]` : host;
}
