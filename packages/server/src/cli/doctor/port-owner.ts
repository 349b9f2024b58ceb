import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** State of a listening socket in /proc/net/tcp. */
const LISTENING = '0A';

/** Which process listens on a port, in words; null when the system does not tell (other systems, other users). */
export function portOwner(port: number): string | null {
  try {
    const sockets = listeningSockets(port);
    for (const process of readdirSync('/proc')) {
      if (!/^\d+$/.test(process) || !holdsAny(process, sockets)) continue;
      const words = readFileSync(`/proc/${process}/cmdline`, 'utf8')
        .split('\0')
        .filter((word) => word !== '');
      return `process ${process} (${words.join(' ').slice(0, 100)})`;
    }
  } catch {
    return null;
  }
  return null;
}

/** Inodes of the sockets that listen on a port. */
function listeningSockets(port: number): ReadonlySet<string> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    readFileSync(file, 'utf8').trim().split('\n').slice(1),
  );
  const inodes = rows.map((row) => {
    const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
    return local.endsWith(suffix) && state === LISTENING ? inode : '';
  });
  return new Set(inodes.filter((inode) => inode !== '').map((inode) => `socket:[${inode}]`));
}

function holdsAny(process: string, sockets: ReadonlySet<string>): boolean {
  try {
    const folder = `/proc/${process}/fd`;
    return readdirSync(folder).some((descriptor) => sockets.has(readlinkSync(`${folder}/${descriptor}`)));
  } catch {
    return false;
  }
}
