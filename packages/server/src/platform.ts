import { startDomain } from './platform/domain.ts';
import { Endings } from './platform/ending.ts';
import { FACES } from './platform/faces.ts';
import { openPorts } from './platform/listening.ts';
import { platformLog } from './platform/log.ts';
import { Troubles } from './platform/troubles.ts';
import type { Settings } from './settings/index.ts';
import { type CredentialBlocks, type Endpoints, greeting, keptCredentials, writeDataFiles } from './startup/index.ts';

/** A running platform. */
export interface Platform {
  readonly endpoints: Endpoints;
  readonly credentials: CredentialBlocks;
  /** Resolves, once, when something failed that must end the process. */
  readonly failed: Promise<Error>;
  /** Ends everything in order. */
  stop(): Promise<void>;
}

/**
 * Starts the whole platform on a data folder. Starting is recovering: there is no other way in. `say` tells a person how
 * it goes, line by line.
 */
export async function startPlatform(
  settings: Settings,
  version: string,
  say: (line: string) => void,
): Promise<Platform> {
  const endings = new Endings();
  try {
    return await start(settings, version, say, endings);
  } catch (error) {
    await endings.endAll();
    throw error;
  }
}

async function start(
  settings: Settings,
  version: string,
  say: (line: string) => void,
  endings: Endings,
): Promise<Platform> {
  const troubles = new Troubles();
  const log = platformLog(settings.logLevel, undefined, troubles);
  let listening: Endpoints | null = null;
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<Error>((resolve) => {
    fail = resolve;
  });
  const { parts, source } = await startDomain({
    settings,
    version,
    log,
    troubles,
    say,
    fail,
    endings,
    faceNames: FACES.map(({ name }) => name),
    endpoints: () => listening,
  });
  const kept = keptCredentials(settings.dataDir);
  const introductions = [];
  for (const face of FACES) if (face.prepare !== undefined) introductions.push(await face.prepare(parts, kept));

  const readiness = { ready: false };
  const endpoints = await openPorts({ parts, faces: FACES, say, endings, readiness });
  listening = endpoints;
  const credentials: CredentialBlocks = Object.assign({}, ...introductions.map((one) => one.credentials(endpoints)));
  writeDataFiles(settings.dataDir, endpoints, credentials);
  readiness.ready = true;
  const places = FACES.map((face) => face.greeting?.(endpoints) ?? null).filter((line) => line !== null);
  for (const line of greeting(settings, source, endpoints, credentials, places)) say(line);
  return { endpoints, credentials, failed, stop: () => endings.endAll() };
}
