import type { Account, Deal, GridBot, Margin, SmartTrade, Trouble } from 'outcry/native-api';
import { expect, it } from 'vitest';
import { needsOf, type Watched } from './attention.ts';
import { curveOf } from './curve.ts';
import { guideSteps, isThrough, type Progress } from './guide.ts';

const NEW: Progress = {
  feed: 'playing',
  looked: false,
  traded: false,
  bots: 0,
  botsOn: 0,
  dealsStarted: 0,
  connected: false,
};

const doneOf = (progress: Progress) =>
  guideSteps(progress)
    .filter(({ done }) => done)
    .map(({ id }) => id);

it('the guide leads from nothing to a running bot, each step done by what the platform says', () => {
  expect(guideSteps(NEW).map(({ id }) => id)).toEqual(['look', 'trade', 'bot', 'run', 'key']);
  expect(doneOf(NEW)).toEqual([]);
  expect(doneOf({ ...NEW, looked: true })).toEqual(['look']);
  expect(doneOf({ ...NEW, traded: true })).toEqual(['look', 'trade']);
  expect(doneOf({ ...NEW, bots: 1, botsOn: 1 })).toEqual(['bot']);
  const all = guideSteps({ ...NEW, traded: true, bots: 1, botsOn: 1, dealsStarted: 1 });
  expect(isThrough(all)).toBe(true);
  expect(isThrough(guideSteps({ ...NEW, traded: true, bots: 1, botsOn: 0, dealsStarted: 1 }))).toBe(false);
});

it('who starts on a tape that waits is told to play it first', () => {
  expect(guideSteps({ ...NEW, feed: 'waiting' })[0]).toMatchObject({ id: 'play', done: false, place: ['system'] });
});

const ACCOUNT = { id: 7, name: 'Main', closed: false, killed: null, closing: null, unpriced: [] } as unknown as Account;
const NOTHING: Watched = {
  accounts: [ACCOUNT],
  margins: new Map(),
  feed: null,
  deals: [],
  trades: [],
  grids: [],
  troubles: null,
  staged: false,
};
const kindsOf = (watched: Partial<Watched>) => needsOf({ ...NOTHING, ...watched }).map(({ kind }) => kind);

it('what goes well needs no attention', () => {
  const margin = { liquid: '100', starting: '100', minimal: '50' } as Margin;
  const feed = { source: 'synthetic', state: 'playing', speed: 1, marketTime: '' } as const;
  expect(kindsOf({ margins: new Map([[7, margin]]), feed, troubles: [] })).toEqual([]);
  expect(kindsOf({ accounts: [{ ...ACCOUNT, closed: true, unpriced: ['X'] }] })).toEqual([]);
});

it('each thing that goes wrong is told, urgent ones first', () => {
  const killed = { at: '2026-11-20T09:00:00.000Z', note: 'odd' };
  const margin = (liquid: string) => new Map([[7, { liquid, starting: '100', minimal: '50' } as Margin]]);
  expect(kindsOf({ margins: margin('99.99') })).toEqual(['margin']);
  expect(kindsOf({ margins: margin('49.999999999999999999') })).toEqual(['closeOut']);
  const needs = needsOf({
    ...NOTHING,
    accounts: [{ ...ACCOUNT, killed, unpriced: ['LKOH'] }],
    feed: { source: 'x', state: 'paused', speed: 1, marketTime: '' },
    deals: [
      { id: 16, botName: 'Dips', error: 'base order: needs 5 USDT, 1 USDT free' } as Deal,
      { id: 32, botName: 'Dips', error: null } as Deal,
    ],
    trades: [{ id: 48, instrument: 'SBER', error: 'entry: refused' } as SmartTrade],
    grids: [{ id: 64, instrument: 'USDT_BTC', error: 'line 3: refused' } as GridBot],
    troubles: [{ level: 'warn' }, { level: 'error' }] as Trouble[],
    staged: true,
  });
  expect(needs.map(({ kind }) => kind)).toEqual([
    'killed',
    'deal',
    'trade',
    'grid',
    'unpriced',
    'feedPaused',
    'errors',
    'staged',
  ]);
  expect(needs[0]).toMatchObject({ place: ['system'], values: { name: 'Main', why: 'odd' } });
  expect(needs[1]?.place).toEqual(['deals', 16]);
});

it('a curve is drawn from its first moment to its last, its extremes told exactly', () => {
  const points = [
    { at: '2026-11-20T09:00:00.000Z', value: '100.000000000000000001' },
    { at: '2026-11-20T09:01:00.000Z', value: '50' },
    { at: '2026-11-20T09:02:00.000Z', value: '100.000000000000000002' },
  ];
  expect(curveOf(points, 100, 50)).toEqual({
    line: 'M0.0 4.0L50.0 46.0L100.0 4.0',
    area: 'M0.0 4.0L50.0 46.0L100.0 4.0L100 50L0 50Z',
    low: '50',
    high: '100.000000000000000002',
    trend: 1,
  });
  expect(curveOf(points.slice(0, 1), 100, 50)).toBeNull();
  const flat = points.map(({ at }) => ({ at, value: '7' }));
  expect(curveOf(flat, 100, 50)).toMatchObject({ line: 'M0.0 25.0L50.0 25.0L100.0 25.0', trend: 0 });
});
