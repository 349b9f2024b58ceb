import { createServer } from 'node:net';
import type { PortSetting, Settings } from '../../settings/index.ts';
import { bad, type Finding, ok, warn } from './finding.ts';
import { portOwner } from './port-owner.ts';

/** How long a running platform may take to answer (ms). */
const PATIENCE_MS = 3_000;

/** Whether the ports of a next start are free. */
export async function portFindings({ host, http, https, tls }: Settings): Promise<Finding[]> {
  const wanted = [['HTTP port', http] as const, ...(tls === null ? [] : [['HTTPS port', https] as const])];
  return Promise.all(wanted.map(([subject, port]) => portFinding(subject, host, port)));
}

async function portFinding(subject: string, host: string, { port, explicit }: PortSetting): Promise<Finding> {
  if (port === 0) return ok(subject, 'any free one');
  const code = await tryPort(host, port);
  if (code === null) return ok(subject, `${port} on ${host} is free`);
  if (code === 'EADDRINUSE') {
    const found = `${port} on ${host} is taken by ${portOwner(port) ?? 'another program'}`;
    return explicit
      ? bad(subject, found, 'stop that program, choose another port, or 0 for any free one')
      : warn(subject, found, 'a start takes the next free port; choose one yourself with --http-port or --https-port');
  }
  if (code === 'EACCES')
    return bad(subject, `${port} on ${host} may not be used by this user`, 'choose one above 1023');
  return bad(subject, `${host} cannot be listened on (${code})`, 'choose an address of this machine with --host');
}

/** The system's code of what stands in the way; null: nothing. */
function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port }, () => server.close(() => resolve(null)));
  });
}

/** Whether the platform that holds the folder answers at its address. */
export async function healthFinding(url: string | null): Promise<Finding> {
  const subject = 'running platform';
  if (url === null) return warn(subject, 'it has told no address yet', 'wait until it has started, then look again');
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { status } = (await response.json()) as { status?: unknown };
    if (response.ok && status === 'ok') return ok(subject, `it answers at ${url}`);
  } catch {
    // told below, like an answer that is none
  }
  return bad(
    subject,
    `nothing sound answers at ${url}`,
    'look at its log; if it hangs, stop the process that holds the folder',
  );
}
