import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Face } from '../face.ts';

/**
 * The browser may load nothing from elsewhere and talk to this address alone. The chart sets colours and sizes of its own
 * elements, which a browser counts as styles of the page.
 */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** Files whose name changes with their content never grow old. */
const ASSETS = '/assets/';

/** The dashboard at `/`: the files that the build of `@outcry/dashboard` has made. It speaks to the native face only. */
export const DASHBOARD_FACE: Face = { name: 'dashboard', http: dashboard };

async function dashboard(app: FastifyInstance): Promise<void> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@outcry/dashboard/package.json')), 'dist');
  readPage(join(folder, 'index.html'));
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    setHeaders(reply, path) {
      const forever = path.includes(ASSETS);
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
      reply.header('content-security-policy', POLICY);
      reply.header('x-content-type-options', 'nosniff');
      reply.header('referrer-policy', 'no-referrer');
    },
  });
}

/** Throws a sentence that says what to do when the page has not been built. */
function readPage(file: string): void {
  try {
    readFileSync(file);
  } catch {
    throw new Error('the dashboard has not been built: run `npm run build` (npm start does it by itself)');
  }
}
