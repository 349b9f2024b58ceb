import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import { type Logger, pino } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { homeFace } from './faces/home/index.ts';
import { type FeedControl, type NativeParts, nativeFace } from './faces/native/index.ts';
import { createPlayer, type Player } from './feeds/index.ts';
import { IDENTITY_SCHEMA, type Identity, openIdentity } from './identity/index.ts';
import {
  type FolderLock,
  FollowerClient,
  type Journal,
  type JournalSchema,
  lockFolder,
  openSqliteJournal,
} from './journal/index.ts';
import { type CandleStore, createTapeCandles, openCandleStore } from './marketdata/index.ts';
import { project, READ_MODEL_SCHEMA, ReadModel } from './readmodel/index.ts';
import { Engine, engineMetrics, Overloaded, recover, Snapshots, watchEngine } from './runtime/index.ts';
import { SettingError, type Settings } from './settings/index.ts';
import {
  type Credentials,
  type Endpoints,
  greeting,
  keptPassword,
  listenOn,
  type MarketSource,
  makeDemoWorld,
  missingListings,
  offerDayFigures,
  openMarketSource,
  urlOf,
  writeDataFiles,
} from './startup/index.ts';

/** The login of the demo world's owner. */
const OWNER_LOGIN = 'owner';

/** Wall time between two looks at new listings and other daily work (ms). */
const DAILY_LOOK = 60_000;

/** A running platform. */
export interface Platform {
  readonly endpoints: Endpoints;
  readonly credentials: Credentials;
  /** Resolves, once, when something failed that must end the process. */
  readonly failed: Promise<Error>;
  /** Ends everything in order. */
  stop(): Promise<void>;
}

/** What has been started so far, so that it can be ended in the opposite order. */
type Ending = () => Promise<void> | void;

/**
 * Starts the whole platform on a data folder. Starting is recovering: there is no other way in. `say` tells a person how
 * it goes, line by line.
 */
export async function startPlatform(
  settings: Settings,
  version: string,
  say: (line: string) => void,
): Promise<Platform> {
  const endings: Ending[] = [];
  try {
    return await start(settings, version, say, endings);
  } catch (error) {
    await endAll(endings);
    throw error;
  }
}

/** Ends in the opposite order of starting; one that fails keeps no other from ending. Throws the first failure. */
async function endAll(endings: Ending[]): Promise<void> {
  const failures: unknown[] = [];
  for (const ending of endings.reverse()) {
    try {
      await ending();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function start(
  settings: Settings,
  version: string,
  say: (line: string) => void,
  endings: Ending[],
): Promise<Platform> {
  const log: Logger = pino({ level: settings.logLevel, base: null }, pino.destination(2));
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<Error>((resolve) => {
    fail = resolve;
  });
  makeFolder(settings.dataDir);
  const lock: FolderLock = lockFolder(settings.dataDir);
  endings.push(() => lock.release());
  const journal = await openJournal(settings.dataDir, (notice) => log.warn(notice));
  endings.push(() => journal.close());
  const { core, lastSeq, snapshotSeq, replayed } = await recover(
    journal,
    (done, total) => say(`Replaying the journal: ${done} of ${total} turns`),
    (notice) => log.warn(notice),
  );
  log.debug({ lastSeq, snapshotSeq, replayed }, 'journal replayed');
  const source = await openMarketSource(settings, core, Date.now(), progressReporter(say));
  for (const { file, ...tape } of source.tapes) {
    const faults = tape.kind === 'ticks' ? tape.faults : [];
    for (const fault of faults) log.warn({ file, fault }, 'the recorded book has a gap');
  }
  const readModel = new ReadModel({ folder: settings.dataDir });
  endings.push(() => readModel.close());

  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  let player: Player | null = null;
  const engine = new Engine({
    core,
    journal,
    now: () => player?.now() ?? source.start,
    project,
    findKey: (account, key) => readModel.findKey(account, key),
    metrics: engineMetrics(registry),
    onFatal: fail,
    onFault: (error) => log.error({ err: error }, 'a listener failed'),
  });
  watchEngine(registry, engine);
  endings.push(() => engine.stop());
  await list(engine, source);
  await makeDemoWorld(engine);
  const identity = await openIdentity({ folder: settings.dataDir, writer: engine, now: Date.now });
  const password = await ensureOwner(identity, settings.dataDir);

  const snapshots = new Snapshots(engine, new FollowerClient(settings.dataDir), {
    onDiverged: fail,
    onEnd: (error) => log.warn({ err: error }, 'no more snapshots in this run: the journal alone has everything'),
  });
  endings.push(() => snapshots.stop());
  const candles = await openCandles(settings, source, engine, (notice) => log.warn(notice));
  endings.push(() => candles.close());
  await offerDayFigures(engine, candles, source.feed.instruments, source.feed.peek() ?? source.start);
  const looking = setInterval(() => void listLater(engine, source).catch(fail), DAILY_LOOK);
  endings.push(() => clearInterval(looking));

  player = play(settings, source, engine, say, fail);
  endings.push(() => player?.stop());
  engine.start();
  const native: NativeParts = {
    engine,
    readModel,
    identity,
    candles,
    feed: feedControl(settings.feed, player),
    version,
    wallNow: Date.now,
  };
  const endpoints = await listen(settings, { registry, log, say, endings, native });
  const credentials: Credentials = { dashboard: { url: endpoints.http.url, login: OWNER_LOGIN, password } };
  writeDataFiles(settings.dataDir, endpoints, credentials);
  for (const line of greeting(settings, source, endpoints, credentials)) say(line);
  return { endpoints, credentials, failed, stop: () => endAll(endings) };
}

/** Throws SettingError when the data folder cannot be made or written. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SettingError(`OUTCRY_DATA_DIR: ${folder} cannot be used as data folder (${(error as Error).message})`);
  }
}

function openJournal(folder: string, onNotice: (notice: string) => void): Promise<Journal> {
  const schemas: JournalSchema[] = [READ_MODEL_SCHEMA, IDENTITY_SCHEMA];
  const schema: JournalSchema = {
    migrations: schemas.flatMap(({ migrations }) => migrations),
    statements: Object.assign({}, ...schemas.map(({ statements }) => statements)),
  };
  return openSqliteJournal({ folder, schema, onNotice });
}

/** Lists what the catalogue of today has and the core has not; new instruments join the synthetic market. */
async function list(engine: Engine, source: MarketSource): Promise<void> {
  const commands = engine.market((state) => missingListings(state, engine.now));
  for (const command of commands) {
    const { outcome, rejection } = await engine.submit(command);
    if (outcome === null) throw new Error(`the catalogue was refused: ${rejection?.detail}`);
    const instrument = engine.market((state) =>
      command.type === 'instruments.list' ? state.instruments.instruments[outcome.id] : undefined,
    );
    if (instrument?.tradable && source.synthetic !== null && !source.feed.instruments.has(instrument.id))
      source.synthetic.list(instrument);
  }
}

/** New listings can wait while the platform has too much to do. */
async function listLater(engine: Engine, source: MarketSource): Promise<void> {
  try {
    await list(engine, source);
  } catch (error) {
    if (!(error instanceof Overloaded)) throw error;
  }
}

/** Candles that go on from run to run for the synthetic market; a tape's come from the tape. */
async function openCandles(
  settings: Settings,
  source: MarketSource,
  engine: Engine,
  onNotice: (notice: string) => void,
): Promise<CandleStore> {
  const parts = {
    feed: source.feed,
    instrument: (id: number) => engine.market((state) => state.instruments.instruments[id]),
  };
  const candles =
    source.tapes.length === 0
      ? await openCandleStore({ ...parts, folder: settings.dataDir, feedId: source.feedId, onNotice })
      : createTapeCandles(parts);
  engine.onTicks((ticks) => candles.take(ticks));
  return candles;
}

/** The player as a face sees it. */
function feedControl(source: string, player: Player): FeedControl {
  return {
    source,
    get state() {
      return player.state;
    },
    get speed() {
      return player.speed;
    },
    now: () => player.now(),
    play: () => player.play(),
    pause: () => player.pause(),
    step: (count) => player.step(count),
    setSpeed: (speed) => player.setSpeed(speed),
  };
}

function play(
  settings: Settings,
  source: MarketSource,
  engine: Engine,
  say: (line: string) => void,
  fail: (error: Error) => void,
): Player {
  const conflate = source.clock === 'wall';
  return createPlayer({
    feed: source.feed,
    clock: source.clock,
    speed: settings.feedSpeed,
    start: settings.feedStart,
    now: Date.now,
    sink: { offer: (ticks) => engine.offer(ticks, conflate), idle: () => engine.idle() },
    onJump: ({ why, from, to }) => say(jumpLine(why, from, to)),
    onEnd: () => say('The tape has ended: trading is closed, the platform lives on'),
    onError: (error) => fail(error instanceof Error ? error : new Error(String(error))),
  });
}

/** The demo world's owner; the password is made at the first start and kept in the data folder. */
async function ensureOwner(identity: Identity, folder: string): Promise<string> {
  const kept = keptPassword(folder);
  const known = identity.personByLogin(OWNER_LOGIN);
  if (known !== undefined && kept !== null) return kept;
  const password = kept ?? randomBytes(18).toString('base64url');
  if (known === undefined) await identity.addPerson({ login: OWNER_LOGIN, name: 'Owner', role: 'owner', password });
  else await identity.setPassword(known, password);
  return password;
}

interface Listening {
  readonly registry: Registry;
  readonly log: Logger;
  readonly say: (line: string) => void;
  readonly endings: Ending[];
  readonly native: NativeParts;
}

async function listen(settings: Settings, parts: Listening): Promise<Endpoints> {
  const { host } = settings;
  const plain = await httpServer(parts);
  parts.endings.push(() => plain.close());
  const httpPort = await listenOn('HTTP', host, settings.http, (port) => bind(plain, host, port), parts.say);
  if (settings.tls === null) return { http: { host, port: httpPort, url: urlOf('http', host, httpPort) }, https: null };
  const secure = await httpServer(parts, certificate(settings.tls));
  parts.endings.push(() => secure.close());
  const httpsPort = await listenOn('HTTPS', host, settings.https, (port) => bind(secure, host, port), parts.say);
  return {
    http: { host, port: httpPort, url: urlOf('http', host, httpPort) },
    https: { host, port: httpsPort, url: urlOf('https', host, httpsPort) },
  };
}

/** The files of a certificate, checked before anything listens. Throws SettingError. */
function certificate({ certFile, keyFile }: NonNullable<Settings['tls']>): { cert: Buffer; key: Buffer } {
  try {
    const files = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(files);
    return files;
  } catch (error) {
    throw new SettingError(
      `OUTCRY_TLS_CERT (${certFile}) and OUTCRY_TLS_KEY (${keyFile}) are no certificate and its key in PEM form: ${(error as Error).message}`,
    );
  }
}

async function bind(app: FastifyInstance, host: string, port: number): Promise<number> {
  await app.listen({ host, port });
  return (app.server.address() as { port: number }).port;
}

async function httpServer(
  { registry, log, native }: Listening,
  tls?: { cert: Buffer; key: Buffer },
): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    forceCloseConnections: true,
    loggerInstance: log.child({}, { level: quieter(log.level) }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(8).toString('hex'),
    ...(tls === undefined ? {} : { https: tls }),
  }) as unknown as FastifyInstance;
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  homeFace(app);
  await nativeFace(app, native);
  return app;
}

/** Why market time made a jump, for a person. */
function jumpLine(why: 'quiet' | 'late', from: number, to: number): string {
  const [begin, end] = [from, to].map((time) => new Date(time).toISOString());
  return why === 'quiet'
    ? `Nothing is traded from ${begin} to ${end}: the tape goes on there`
    : `Market data from ${begin} to ${end} was missed (was the machine asleep?) and is left out`;
}

/** The web server says where it listens; so does the greeting. */
function quieter(level: string): string {
  return level === 'info' ? 'warn' : level;
}

function progressReporter(
  say: (line: string) => void,
): (progress: { file: string; bytesRead: number; bytesTotal: number; rows: number }) => void {
  let told = -1;
  return ({ file, bytesRead, bytesTotal, rows }) => {
    const tenth = bytesTotal === 0 ? 10 : Math.floor((10 * bytesRead) / bytesTotal);
    if (tenth === told) return;
    told = tenth;
    say(`Loading ${file}: ${tenth * 10} %, ${rows} rows`);
  };
}
