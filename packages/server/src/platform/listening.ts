import type { Face, FaceParts, Listener } from '../faces/face.ts';
import type { PortSetting } from '../settings/index.ts';
import { type Endpoint, type Endpoints, listenOn, urlOf } from '../startup/index.ts';
import { watchedCertificate } from './certificate.ts';
import type { Endings } from './ending.ts';
import { type Readiness, webApplication } from './web.ts';

export interface Listening {
  readonly parts: FaceParts;
  readonly faces: readonly Face[];
  readonly say: (line: string) => void;
  readonly endings: Endings;
  readonly readiness: Readiness;
}

/**
 * Opens every port of this start: HTTP and HTTPS with all faces, then those that faces have of their own. Throws
 * PortTaken when a port that was asked for cannot be had, SettingError when the certificate is none.
 */
export async function openPorts({ parts, faces, say, endings, readiness }: Listening): Promise<Endpoints> {
  const { host, http, https } = parts.settings;
  const certificate = watchedCertificate(parts, say, endings);
  const tls = certificate?.files ?? null;
  const open = async (
    title: string,
    scheme: 'http' | 'https' | 'grpc',
    wanted: PortSetting,
    listener: Listener,
  ): Promise<Endpoint> => {
    endings.add(() => listener.close());
    const port = await listenOn(title, host, wanted, (tried) => listener.listen(host, tried), say);
    return { host, port, url: urlOf(scheme, host, port) };
  };
  const web = async (carried: readonly Face[], secure: boolean, metrics = true): Promise<Listener> => {
    const listener = await webApplication(parts, { faces: carried, readiness, tls: secure ? tls : null, metrics });
    if (secure) certificate?.onRenewed((files) => listener.renew(files));
    return listener;
  };
  const endpoints: { http: Endpoint; https: Endpoint | null; [block: string]: Endpoint | null } = {
    http: await open('HTTP', 'http', http, await web(faces, false)),
    https: tls === null ? null : await open('HTTPS', 'https', https, await web(faces, true)),
  };
  for (const face of faces) {
    for (const { block, title, scheme, wanted, open: opened, http: alone = face.http, outside = false } of face.ports ??
      []) {
      const setting = wanted(parts.settings, tls !== null);
      if (setting === null) {
        endpoints[block] = null;
        continue;
      }
      const listener = await (opened?.(parts, tls) ??
        web([{ ...face, ...(alone === undefined ? {} : { http: alone }) }], scheme === 'https', !outside));
      if (opened !== undefined) certificate?.onRenewed((files) => listener.renew?.(files));
      endpoints[block] = await open(title, scheme, setting, listener);
    }
  }
  return endpoints;
}
