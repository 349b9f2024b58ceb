import type { FastifyInstance } from 'fastify';
import type { Face } from '../face.ts';
import { HOME_ICON, HOME_PAGE } from './page.ts';
import { HOME_SCRIPT } from './script.ts';
import { HOME_STYLE } from './style.ts';

/** The browser may load nothing from elsewhere and talk to this address alone. */
const POLICY =
  "default-src 'self'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** The plain page at `/`: shows that the platform is alive and what to try. It speaks to the native face only. */
export const HOME_FACE: Face = { name: 'home', http: homePage };

function homePage(app: FastifyInstance): void {
  const files = [
    ['/', 'text/html; charset=utf-8', HOME_PAGE],
    ['/home.css', 'text/css; charset=utf-8', HOME_STYLE],
    ['/home.js', 'text/javascript; charset=utf-8', HOME_SCRIPT],
    ['/home.svg', 'image/svg+xml', HOME_ICON],
  ] as const;
  for (const [url, type, content] of files) {
    app.get(url, async (_request, reply) =>
      reply
        .headers({
          'content-type': type,
          'content-security-policy': POLICY,
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-cache',
        })
        .send(content),
    );
  }
}
