import { existsSync } from 'node:fs';
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

/** The dashboard at `/`: the files that the build of `@outcry/dashboard` has made. It speaks to the native face only. */
export const DASHBOARD_FACE: Face = { name: 'dashboard', http: dashboard };

async function dashboard(app: FastifyInstance): Promise<void> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@outcry/dashboard/package.json')), 'dist');
  checkBuilt(join(folder, 'index.html'));
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    // their names change with their content
    maxAge: '365d',
    immutable: true,
  });
  for (const [url, file] of Object.entries({ '/': 'index.html', '/icon.svg': 'icon.svg' })) {
    app.get(url, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file, folder, { cacheControl: false }),
    );
  }
}

/** Throws a sentence that says what to do when the page has not been built. */
function checkBuilt(page: string): void {
  if (!existsSync(page)) {
    throw new Error('the dashboard has not been built: run `npm run build` (npm start does it by itself)');
  }
}
