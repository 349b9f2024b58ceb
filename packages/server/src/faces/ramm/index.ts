import type { FastifyInstance } from 'fastify';
import type { Face } from '../face.ts';
import { prepareAccess } from './access.ts';
import { rammFamilies } from './families.ts';
import type { RammParts } from './parts.ts';
import { SITE_PORTS } from './site.ts';

export const RAMM_FACE: Face = {
  name: 'ramm',
  prepare: prepareAccess,
  http: rammFace,
  ports: SITE_PORTS,
  greeting: ({ http, site, siteTls }) => {
    const own = site ?? siteTls;
    const more = own === null || own === undefined ? '' : `\n  investors   ${own.url}`;
    return `RAMM API    ${http.url}/api/manager/v1, /api/trading/v1, /api/client/v2${more}`;
  },
};

/** The RAMM face. Register it on an application that may carry other faces. */
export function rammFace(app: FastifyInstance, parts: RammParts): Promise<void> {
  return rammFamilies(app, parts, ['manager', 'trading', 'client']);
}
