import { describe, expect, test } from 'vitest';
import { type EndReason, REJECT_REASONS } from '../../packages/core/src/index.ts';
import { ERROR_CODES } from '../../packages/server/src/faces/native/errors.ts';
import { testPlatform } from '../../packages/server/src/faces/native/test-platform.ts';
import { deskOf } from '../../packages/server/src/faces/tinvest/desk.ts';
import { testBroker } from '../../packages/server/src/faces/tinvest/test-broker.ts';
import { readPage, rowsBelow, tablesOf, writeTables } from './pages.ts';
import { rammClientTable, rammErrorsTable, rammManagerTable } from './ramm-tables.ts';
import {
  type ApiDocument,
  chpCallsTable,
  chpCausesTable,
  chpLegacyTable,
  faceErrorsTable,
  methodsTable,
  metricsTable,
  rightsTable,
  settingsTable,
  streamLimitsTable,
  tinvestCoverageTable,
  tinvestMethodsTable,
  tinvestReasonsTable,
  tlsCausesTable,
} from './tables.ts';
import {
  threeCommasActionsTable,
  threeCommasErrorsTable,
  threeCommasLimitsTable,
  threeCommasMethodsTable,
  threeCommasReasonsTable,
  threeCommasStrategiesTable,
  threeCommasStreamTable,
} from './threecommas-tables.ts';

/** `OUTCRY_WRITE_DOCS=1 npx vitest run tools/docs` writes the tables instead of comparing them. */
const WRITE = process.env.OUTCRY_WRITE_DOCS === '1';

async function nativeTables(): Promise<Map<string, string>> {
  const { url } = await testPlatform();
  const document = (await (await fetch(`${url}/api/docs/json`)).json()) as ApiDocument;
  return new Map([
    ['methods', methodsTable(document)],
    ['rights', rightsTable()],
    ['errors', faceErrorsTable()],
    ['stream-limits', streamLimitsTable()],
  ]);
}

async function chpTables(): Promise<Map<string, string>> {
  return new Map([
    ['calls', chpCallsTable()],
    ['causes', chpCausesTable()],
    ['legacy', chpLegacyTable()],
  ]);
}

async function tinvestTables(): Promise<Map<string, string>> {
  const { handlers } = deskOf((await testBroker()).parts);
  return new Map([
    ['methods', tinvestMethodsTable(handlers)],
    ['reasons', tinvestReasonsTable()],
  ]);
}

async function tinvestCoverage(): Promise<Map<string, string>> {
  return new Map([['coverage', tinvestCoverageTable(deskOf((await testBroker()).parts).handlers)]]);
}

async function threeCommasTables(): Promise<Map<string, string>> {
  return new Map([
    ['methods', threeCommasMethodsTable()],
    ['limits', threeCommasLimitsTable()],
    ['errors', threeCommasErrorsTable()],
    ['reasons', threeCommasReasonsTable()],
    ['stream-limits', threeCommasStreamTable()],
    ['strategies', threeCommasStrategiesTable()],
    ['actions', threeCommasActionsTable()],
  ]);
}

async function rammTables(): Promise<Map<string, string>> {
  return new Map([
    ['manager', rammManagerTable()],
    ['client', rammClientTable()],
    ['errors', rammErrorsTable()],
  ]);
}

async function operationsTables(): Promise<Map<string, string>> {
  return new Map([
    ['settings', settingsTable()],
    ['metrics', await metricsTable()],
  ]);
}

async function troubleshootingTables(): Promise<Map<string, string>> {
  return new Map([['tls-causes', tlsCausesTable()]]);
}

describe('tables in the docs say what the code says', () => {
  test.each([
    ['docs/faces/native.md', nativeTables],
    ['docs/faces/chp.md', chpTables],
    ['docs/faces/tinvest.md', tinvestTables],
    ['packages/server/src/faces/tinvest/README.md', tinvestCoverage],
    ['docs/faces/threecommas.md', threeCommasTables],
    ['docs/faces/ramm.md', rammTables],
    ['docs/operations.md', operationsTables],
    ['docs/troubleshooting.md', troubleshootingTables],
  ])('%s', async (page, make) => {
    const tables = await make();
    if (WRITE) writeTables(page, tables);
    const remedy = `${page}: run OUTCRY_WRITE_DOCS=1 npx vitest run tools/docs`;
    expect(tablesOf(readPage(page)), remedy).toEqual(tables);
  });
});

describe('docs/errors.md', () => {
  const page = readPage('docs/errors.md');

  test('explains every reason for which a command is refused, in the order of the list, with its status', () => {
    const status = new Map(ERROR_CODES.map((error) => [error.code as string, String(error.status)]));
    const rows = rowsBelow(page, '| reason | HTTP | meaning | when, and what to do |');
    const expected = Object.entries(REJECT_REASONS).map(([reason, meaning]) => [reason, status.get(reason), meaning]);
    expect(rows.map((cells) => cells.slice(0, 3))).toEqual(expected);
    for (const [reason = '', , , advice = ''] of rows)
      expect(advice.length, `${reason} is explained`).toBeGreaterThan(30);
  });

  test('explains every reason for which an order ends', () => {
    const all: Record<EndReason, true> = {
      client: true,
      replaced: true,
      withdrawn: true,
      expired: true,
      not_filled_at_once: true,
      no_liquidity: true,
      self_trade: true,
      insufficient_funds: true,
      position_too_large: true,
      killed: true,
      margin_call: true,
      market_closed: true,
      ticket_closed: true,
      instrument_expired: true,
      venue: true,
      absent: true,
    };
    const rows = rowsBelow(page, '| reason | status | meaning |');
    expect(rows.map(([reason]) => reason).sort()).toEqual(Object.keys(all).sort());
  });
});
