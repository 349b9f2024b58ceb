import { REJECT_REASONS } from '../../packages/core/src/rejections.ts';
import { CAUSES as TLS_CAUSES } from '../../packages/server/src/cli/doctor/tls/causes.ts';
import { CAUSES } from '../../packages/server/src/faces/chp/errors.ts';
import { OPERATIONS } from '../../packages/server/src/faces/chp/operations.ts';
import { rightOf } from '../../packages/server/src/faces/chp/routes/answer.ts';
import { LEGACY_HANDLERS } from '../../packages/server/src/faces/chp/routes/legacy.ts';
import { ERROR_CODES } from '../../packages/server/src/faces/native/errors.ts';
import { CLOSE_CODES, STREAM_LIMITS, type StreamLimits } from '../../packages/server/src/faces/native/stream/limits.ts';
import type { AllHandlers } from '../../packages/server/src/faces/tinvest/call.ts';
import { handlerOf } from '../../packages/server/src/faces/tinvest/call.ts';
import { METHODS, SERVICES, type ServiceName } from '../../packages/server/src/faces/tinvest/contract.ts';
import { REASON_CODES, TInvestError } from '../../packages/server/src/faces/tinvest/errors.ts';
import { limitOf } from '../../packages/server/src/faces/tinvest/limits.ts';
import { rankOf } from '../../packages/server/src/faces/tinvest/ranks.ts';
import { RIGHTS } from '../../packages/server/src/identity/index.ts';
import { platformMetrics } from '../../packages/server/src/platform/metrics.ts';
import { watchEngine } from '../../packages/server/src/runtime/index.ts';
import { flagOf, SETTING_DEFINITIONS } from '../../packages/server/src/settings/index.ts';
import { code, table } from './table.ts';

export function settingsTable(): string {
  const rows = SETTING_DEFINITIONS.map(({ variable, key, fallback, form, meaning }) => [
    code(variable),
    code(flagOf(key)),
    code(key),
    fallback === '' ? 'unset' : code(fallback),
    form,
    meaning,
  ]);
  return table(['variable', 'flag', 'in outcry.config.json', 'default', 'value', 'meaning'], rows);
}

export function rightsTable(): string {
  return table(
    ['right', 'lets'],
    Object.entries(RIGHTS).map(([right, meaning]) => [code(right), meaning]),
  );
}

/** The errors of the native face itself; the reasons of the core have a page of their own. */
export function faceErrorsTable(): string {
  const own = ERROR_CODES.filter((error) => !(error.code in REJECT_REASONS));
  return table(
    ['code', 'status', 'meaning'],
    own.map((error) => [code(error.code), String(error.status), error.meaning]),
  );
}

/** The URNs of the CHP face. */
export function chpCallsTable(): string {
  const rows = OPERATIONS.map((operation) => [
    code(operation.urn),
    operation.fields.map(code).join(' '),
    rightOf(operation) === null ? '' : code(rightOf(operation) ?? ''),
    String(operation.error),
  ]);
  return table(['call', 'fields', 'right', 'error'], rows);
}

export function chpCausesTable(): string {
  const rows = Object.values(CAUSES).map(({ error, text }) => [String(error), text]);
  return table(['cause', 'text'], rows);
}

export function chpLegacyTable(): string {
  const rows = Object.entries(LEGACY_HANDLERS).map(([path, { right }]) => [code(path), code(right)]);
  return table(['path', 'right'], rows);
}

/** Why clients fail over TLS, and what they say then. */
export function tlsCausesTable(): string {
  const rows = Object.entries(TLS_CAUSES).map(([cause, { meaning, python, node, openssl }]) => [
    code(cause),
    meaning.en,
    python.split('last error: ').at(-1) ?? '',
    node.split('Last error: ').at(-1) ?? '',
    openssl,
  ]);
  return table(['cause', 'what it is', 'Python, C++, PHP, Ruby', 'Node', '`openssl s_client`'], rows);
}

/** The methods of the T-Invest face that are served. */
export function tinvestMethodsTable(handlers: AllHandlers): string {
  const rows = METHODS.flatMap((method) => {
    const right = handlerOf(handlers, method)?.right;
    if (right === undefined) return [];
    const limit = limitOf(method);
    const calls = limit === undefined ? 'stream' : `${limit.perMinute} (${limit.name})`;
    return [[code(`${method.service}/${method.name}`), rankOf(method.service, method.name) ?? '', code(right), calls]];
  });
  return table(['method', 'rank', 'right', 'calls a minute (counter)'], rows);
}

/** Each service of the T-Invest contract: how many methods are served, and which are not. */
export function tinvestCoverageTable(handlers: AllHandlers): string {
  const rows = (Object.keys(SERVICES) as ServiceName[]).map((service) => {
    const methods = METHODS.filter((method) => method.service === service);
    const open = methods.filter((method) => handlerOf(handlers, method) === undefined);
    const [missing, later] = [open.filter((method) => !isLater(method)), open.filter(isLater)];
    const names = (list: typeof open) => list.map(({ name }) => code(name)).join(' ');
    return [code(service), `${methods.length - open.length} of ${methods.length}`, names(missing), names(later)];
  });
  return table(['service', 'served', 'not yet', 'ranked later'], rows);
}

function isLater({ service, name }: (typeof METHODS)[number]): boolean {
  return rankOf(service, name) === 'later';
}

/** What the reasons of the core are to clients of T-Invest. */
export function tinvestReasonsTable(): string {
  const rows = Object.entries(REASON_CODES).map(([reason, numbered]) => {
    const { status, message } = new TInvestError(numbered, '…');
    return [code(reason), numbered, code(status), message.replace(/\.\.\.$/, '…')];
  });
  return table(['reason', 'code', 'status', 'text'], rows);
}

const KILOBYTE = 1024;
const bytes = (count: number): string => `${count / KILOBYTE} kB`;
const seconds = (ms: number): string => `${ms / 1_000} s`;

const LIMIT_WORDS: Readonly<Record<keyof StreamLimits, readonly [string, (limit: number) => string]>> = {
  conflateMs: [
    'shortest time between two quotes, books or candles under construction of an instrument',
    (ms) => `${ms} ms`,
  ],
  slowBytes: ['unread messages beyond which all but trades and complete candles is left out', bytes],
  maxUnreadBytes: [`unread messages beyond which the connection is closed (${CLOSE_CODES.tooSlow})`, bytes],
  maxMessageBytes: ['largest message from you (1009)', bytes],
  maxMessagesPerSecond: [`messages from you a second (${CLOSE_CODES.tooManyMessages})`, String],
  maxSubscriptions: ['subscriptions of a connection', String],
  maxConnections: [`connections in all (${CLOSE_CODES.tooManyConnections})`, String],
  maxConnectionsPerPerson: [`connections of a person (${CLOSE_CODES.tooManyConnections})`, String],
  signInMs: [`time to sign in (${CLOSE_CODES.notSignedIn}, also when the session or key has ended)`, seconds],
  pingMs: ['a ping comes every; who has not answered by the next one is disconnected', seconds],
};

export function streamLimitsTable(): string {
  const rows = Object.entries(LIMIT_WORDS).map(([name, [meaning, show]]) => [
    meaning,
    show(STREAM_LIMITS[name as keyof StreamLimits]),
  ]);
  return table(['limit (close code)', 'value'], rows);
}

export async function metricsTable(): Promise<string> {
  const { registry } = platformMetrics();
  watchEngine(registry, {
    waiting: { commands: 0, turns: 0, ticks: 0 },
    limits: { commands: 0, turns: 0 },
    seq: 0,
    durableSeq: 0,
    alive: { orders: 0, bots: 0, deals: 0, trades: 0 },
    refusedTicks: { count: 0 },
  });
  const metrics = (await registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith('outcry_'));
  return table(
    ['metric', 'kind', 'unit', 'what'],
    metrics.map(({ name, type, help }) => [code(name), String(type), unitOf(name), help]),
  );
}

/** The unit that a metric's name ends with; counts have none. */
function unitOf(name: string): string {
  return /_(seconds|bytes)$/.exec(name)?.[1] ?? 'count';
}

/** What is read of an OpenAPI document. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiMethod>>>>;
}

interface ApiMethod {
  readonly tags?: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

/** Every method of an OpenAPI document with its query and the right it needs. */
export function methodsTable(document: ApiDocument): string {
  const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary, description, parameters = [] }]) => {
      const query = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => code(name));
      const right = /Right: `([^`]+)`/.exec(description)?.[1];
      if (right === undefined) throw new Error(`${method} ${path} names no right`);
      const address = path.replace(/^\/api\/v1/, '').replace(/\{(\w+)\}/g, ':$1');
      return [code(`${method.toUpperCase()} ${address}`), query.join(' '), code(right), summary];
    }),
  );
  return table(['method', 'query', 'right', 'what'], rows);
}
