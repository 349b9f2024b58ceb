import { type DestinationStream, type Logger, pino } from 'pino';
import { Troubles, WARN } from './troubles.ts';

/** Names under which secrets travel; whatever is logged under one of them is left out. */
const SECRET_NAMES = [
  'password',
  'newPassword',
  'oldPassword',
  'token',
  'secret',
  'apiKey',
  'authorization',
  'cookie',
  'signature',
  'set-cookie',
];
const CENSOR = '[secret]';

/**
 * The log of the platform: one JSON object a line. Of a request only method and path are ever logged, never headers, query
 * or body: they may hold secrets. `troubles` keeps what is a warning or worse, also when the log shows less.
 */
export function platformLog(
  level: string,
  destination: DestinationStream = pino.destination(2),
  troubles = new Troubles(),
): Logger {
  const least = level === 'silent' ? Number.POSITIVE_INFINITY : (pino.levels.values[level] ?? 0);
  return pino(
    {
      level: least > WARN ? 'warn' : level,
      base: null,
      redact: {
        paths: SECRET_NAMES.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: CENSOR,
      },
      serializers: {
        req: ({ method, url }: { method?: string; url?: string }) => ({ method, path: pathOf(url) }),
        path: pathOf,
      },
    },
    troubles.watched(destination, least),
  );
}

function pathOf(url: string | undefined): string | undefined {
  return url?.split('?', 1)[0];
}
