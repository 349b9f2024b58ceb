import type { PortSetting } from '../settings/index.ts';

/** How many ports after a taken default are tried. */
const TRIES = 100;

/** An address or port that cannot be listened on; the message says what to do. */
export class PortTaken extends Error {
  override name = 'PortTaken';
}

/**
 * Listens on the wanted port. A default that is taken moves to the next free one and says so; an explicit one that is taken
 * is an error. `listen` opens the port and rejects with EADDRINUSE or EACCES as node does.
 */
export async function listenOn(
  name: string,
  host: string,
  wanted: PortSetting,
  listen: (port: number) => Promise<number>,
  say: (sentence: string) => void,
): Promise<number> {
  for (let tries = 0; ; tries++) {
    const port = wanted.port === 0 ? 0 : wanted.port + tries;
    try {
      const bound = await listen(port);
      if (tries > 0) say(`${name}: port ${wanted.port} is taken, listening on ${bound} instead`);
      return bound;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
        throw new PortTaken(
          `${name}: ${host} is no address of this machine; 127.0.0.1 serves this machine, 0.0.0.0 everyone`,
        );
      }
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
      if (wanted.explicit || port === 0 || tries === TRIES || port === 65_535) {
        const why = code === 'EACCES' ? 'may not be used by this user' : 'is taken by another program';
        throw new PortTaken(`${name}: port ${port} on ${host} ${why}; choose another one or 0 for any free one`);
      }
    }
  }
}
