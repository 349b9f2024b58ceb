import { STRATEGY_FORMS } from '../../packages/server/src/faces/threecommas/bots/strategy-table.ts';
import { FAULTS, REASON_FAULTS } from '../../packages/server/src/faces/threecommas/errors.ts';
import { OVERALL_LIMIT } from '../../packages/server/src/faces/threecommas/limits.ts';
import { allNames } from '../../packages/server/src/faces/threecommas/parameters.ts';
import { ROUTES } from '../../packages/server/src/faces/threecommas/routes/index.ts';
import { STREAM_LIMITS, type StreamLimits } from '../../packages/server/src/faces/threecommas/stream/limits.ts';
import { MESSAGES_LIMIT, WRONG_LIMIT } from '../../packages/server/src/faces/threecommas/webhook/hooks.ts';
import { ACTIONS } from '../../packages/server/src/faces/threecommas/webhook/messages.ts';
import { BAN_LADDER_MS } from '../../packages/server/src/identity/address-bans.ts';
import { code, table } from './table.ts';

/** The methods of the 3Commas face that are served. */
export function threeCommasMethodsTable(): string {
  const rows = ROUTES.map((route) => {
    const { method, path, weight, parameters, summary } = route;
    const permission = route.security === 'none' ? '' : route.permission === 'any' ? 'any key' : code(route.permission);
    const names = allNames(parameters).map(({ name, required }) => (required ? `**${code(name)}**` : code(name)));
    return [code(`${method} ${path}`), names.join(' '), permission, String(weight), summary];
  });
  return table(['method', 'parameters (**needed**)', 'permission', 'weight', 'what'], rows);
}

export function threeCommasErrorsTable(): string {
  const rows = Object.values(FAULTS).map(({ status, error, meaning }) => [String(status), code(error), meaning]);
  return table(['status', 'error', 'when'], rows);
}

/** What the reasons of the core are to clients. */
export function threeCommasReasonsTable(): string {
  const rows = Object.entries(REASON_FAULTS).map(([reason, fault]) => {
    const { status, error } = FAULTS[fault];
    return [code(reason), String(status), code(error)];
  });
  return table(['reason', 'status', 'error'], rows);
}

const DURATIONS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

function duration(ms: number): string {
  const [length, unit] = DURATIONS.find(([each]) => ms >= each && ms % each === 0) ?? [1, 'ms'];
  return `${ms / length} ${unit}`;
}

const LIMIT_WORDS: Readonly<Record<string, string>> = {
  overall: 'all other calls of a key',
  deals: '`GET /ver1/deals` of a key',
  deal: '`GET /ver1/deals/:deal_id/show` of a key',
  smart_trades: 'lists of smart trades of a key, both forms together',
  webhook: 'messages for a bot',
  'webhook-wrong': 'messages with a wrong token from an address; also with `OUTCRY_LIMITS=off`',
};

export function threeCommasLimitsTable(): string {
  const rules = new Map(
    [OVERALL_LIMIT, ...ROUTES.flatMap(({ limit }) => limit ?? []), MESSAGES_LIMIT, WRONG_LIMIT].map((rule) => [
      rule.name,
      rule,
    ]),
  );
  const rows = [...rules.values()].map(({ name, limit, windowMs, blockMs }) => [
    LIMIT_WORDS[name] ?? name,
    `${limit} in ${duration(windowMs)}`,
    duration(blockMs),
  ]);
  rows.push(['ten or more calls during a block', '', `418 for ${BAN_LADDER_MS.map(duration).join(', ')}`]);
  return table(['counter', 'calls', 'then refused for'], rows);
}

const STREAM_WORDS: Readonly<Record<keyof StreamLimits, string>> = {
  maxMessageBytes: 'largest message from you, bytes',
  maxMessagesPerSecond: 'messages from you a second',
  maxSubscriptions: 'subscriptions of a connection',
  maxUsers: 'users named in one subscription',
  maxConnections: 'connections in all',
  maxConnectionsPerAddress: 'connections from one address',
  maxUnreadBytes: 'unread bytes beyond which you are cut off',
  idleMs: 'time to subscribe',
  pingMs: 'a `ping` message comes every',
  aliveMs: 'a ping of the WebSocket itself comes every; who has not answered by the next one is cut off',
};

export function threeCommasStreamTable(): string {
  const rows = Object.entries(STREAM_WORDS).map(([name, meaning]) => {
    const limit = STREAM_LIMITS[name as keyof StreamLimits];
    return [meaning, name.endsWith('Ms') ? duration(limit) : String(limit)];
  });
  return table(['limit', 'value'], rows);
}

/** What messages for bots may ask for. */
export function threeCommasActionsTable(): string {
  return table(
    ['action', 'what'],
    Object.entries(ACTIONS).map(([name, { summary }]) => [code(name), summary]),
  );
}

/** What can start deals. */
export function threeCommasStrategiesTable(): string {
  const rows = Object.entries(STRATEGY_FORMS).map(([name, { options, kind }]) => [
    code(name),
    Object.entries(options)
      .map(([option, { usual }]) => (usual === null ? `**${code(option)}**` : `${code(option)} (${usual})`))
      .join(' '),
    name === 'ta_preset' ? 'the preset of that name' : code(kind),
  ]);
  return table(['strategy', 'options (**needed**, default)', 'condition'], rows);
}
