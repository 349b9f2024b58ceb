import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaceParts, FacePort } from '../face.ts';
import { rammFamilies } from './families.ts';

const FIRST_PAGE = 'index.html';

/**
 * Of all that leads here only where it came from may be hidden: addresses carry one-time passwords. What the site loads from
 * elsewhere, and which pages show it in a frame, is the broker's own affair.
 */
const HEADERS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** The investors' site at a port of its own, over TLS when a certificate is set. */
export const SITE_PORTS: readonly FacePort[] = [
  {
    block: 'site',
    title: 'Investors',
    scheme: 'http',
    wanted: ({ site }, tls) => (tls ? null : (site?.port ?? null)),
    http: investorsSite,
    outside: true,
  },
  {
    block: 'siteTls',
    title: 'Investors',
    scheme: 'https',
    wanted: ({ site }, tls) => (tls ? (site?.port ?? null) : null),
    http: investorsSite,
    outside: true,
  },
];

function investorsSite(app: FastifyInstance, parts: FaceParts): Promise<void> {
  const { site } = parts.settings;
  if (site === null) throw new Error('no folder of a site is set');
  return rammSite(app, parts, site.folder);
}

/**
 * The Client API and the files of a site over it, at one address; managers and terminals are not let in here. A program in
 * the browser names its pages as it likes, so every address that is no file is the first page's.
 */
export async function rammSite(
  app: FastifyInstance,
  parts: Parameters<typeof rammFamilies>[1],
  folder: string,
): Promise<void> {
  await rammFamilies(app, parts, ['client']);
  app.addHook('onSend', async (_request, reply) => void reply.headers(HEADERS));
  await app.register(fastifyStatic, { root: folder, dotfiles: 'ignore', maxAge: 0 });
  app.setNotFoundHandler((request, reply) =>
    isPage(request) ? reply.sendFile(FIRST_PAGE) : notFound(reply, request.url),
  );
}

/** Names of files have a dot, those of pages none; what begins with /api/ is neither. */
function isPage({ method, url }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  return (method === 'GET' || method === 'HEAD') && !/\.[^/]*$/.test(path) && !path.startsWith('/api/');
}

function notFound(reply: FastifyReply, url: string): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send(`there is no ${url}\n`);
}
