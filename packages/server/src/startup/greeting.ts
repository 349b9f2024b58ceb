import { join } from 'node:path';
import type { SyntheticFeed, TapeReport } from '../feeds/index.ts';
import type { Settings } from '../settings/index.ts';
import { CREDENTIALS_FILE, type CredentialBlocks, type DashboardCredentials, type Endpoints } from './data-files.ts';
import type { MarketSource } from './market-source.ts';

/** What a person reads once everything runs: where it listens (`places`, a line of each face), how to get in, what to try. */
export function greeting(
  settings: Settings,
  source: MarketSource,
  endpoints: Endpoints,
  credentials: CredentialBlocks,
  places: readonly string[],
): string[] {
  const { http, https } = endpoints;
  const dashboard = credentials.dashboard as DashboardCredentials;
  const secrets = join(settings.dataDir, CREDENTIALS_FILE);
  const password = `$(node -p "require('${secrets}').dashboard.password")`;
  return [
    '',
    `Outcry is running. Market: ${marketLine(source)}`,
    '',
    `  dashboard   ${dashboard.url}   login ${dashboard.login}, password in ${secrets}`,
    ...places.map((place) => `  ${place}`),
    ...(https === null ? [] : [`  over TLS    ${https.url}`]),
    `  data        ${settings.dataDir}`,
    '',
    'A first call to try:',
    `  curl -s ${http.url}/api/v1/session -H 'content-type: application/json' -d "{\\"login\\":\\"${dashboard.login}\\",\\"password\\":\\"${password}\\"}"`,
    '',
    'Ctrl-C ends it in order.',
  ];
}

function marketLine(source: MarketSource): string {
  const parts = [
    ...source.tapes.map(tapeLine),
    ...(source.synthetic === null ? [] : [syntheticLine(source.synthetic)]),
  ];
  return parts.join(', ');
}

function tapeLine(tape: TapeReport): string {
  const held = tape.kind === 'ticks' ? `${tape.trades} trades, ${tape.lines} lines` : `${tape.bars} bars`;
  return `${tape.symbol} ${day(tape.from)} to ${day(tape.to)} (${held})`;
}

function syntheticLine(feed: SyntheticFeed): string {
  return `synthetic, ${feed.instruments.size} instruments`;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
