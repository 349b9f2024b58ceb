import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outcry-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const config = (content: string): void => writeFileSync(join(folder, 'outcry.config.json'), content);

describe('where settings come from', () => {
  it('are the defaults of the start contract when nothing is given', () => {
    expect(readSettings({}, {}, folder)).toEqual({
      host: '127.0.0.1',
      http: { port: 8080, explicit: false },
      https: { port: 8443, explicit: false },
      chp: { port: 5001, explicit: false },
      chpOrigins: [],
      grpc: { port: 50_051, explicit: false },
      grpcTls: { port: 50_052, explicit: false },
      site: null,
      tls: null,
      dataDir: join(folder, 'data'),
      feed: 'synthetic',
      feedStart: 'now',
      feedSpeed: 1,
      limits: true,
      orderRepeats: 'answer',
      logLevel: 'info',
    });
  });

  it('flags go before the environment, that before the file', () => {
    config('{"httpPort": 1001, "feedSpeed": "max"}');
    expect(readSettings({}, {}, folder).http).toEqual({ port: 1001, explicit: true });
    expect(readSettings({}, { OUTCRY_HTTP_PORT: '1002' }, folder).http.port).toBe(1002);
    expect(readSettings({ httpPort: '1003' }, { OUTCRY_HTTP_PORT: '1002' }, folder).http.port).toBe(1003);
    expect(readSettings({}, {}, folder).feedSpeed).toBe('max');
  });

  it('an empty variable counts as not set', () => {
    expect(readSettings({}, { OUTCRY_HTTP_PORT: '' }, folder).http).toEqual({ port: 8080, explicit: false });
  });
});

describe('what is refused, naming setting and form', () => {
  it.each([
    [{ OUTCRY_HTTP_PORT: '99999' }, /OUTCRY_HTTP_PORT is "99999", expected port/],
    [{ OUTCRY_HTTP_PORT: 'x' }, /OUTCRY_HTTP_PORT/],
    [{ OUTCRY_FEED_SPEED: '0' }, /OUTCRY_FEED_SPEED/],
    [{ OUTCRY_FEED_SPEED: '-1' }, /OUTCRY_FEED_SPEED/],
    [{ OUTCRY_FEED_START: 'later' }, /expected now or command/],
    [{ OUTCRY_LIMITS: 'maybe' }, /on or off/],
    [{ OUTCRY_HOST: 'a b' }, /OUTCRY_HOST/],
    [{ OUTCRY_DATABASE_URL: 'postgres://localhost/x' }, /SQLite/],
    [{ OUTCRY_TLS_CERT: 'cert.pem' }, /together/],
    [{ OUTCRY_TLS_CERT: 'cert.pem', OUTCRY_TLS_KEY: 'key.pem' }, /there is no file/],
    [{ OUTCRY_SITE_DIR: 'nowhere' }, /OUTCRY_SITE_DIR: there is no index.html in /],
    [{ OUTCRY_SITE_PORT: '-1' }, /OUTCRY_SITE_PORT is "-1", expected port/],
  ])('%j', (environment, message) => {
    expect(() => readSettings({}, environment, folder)).toThrow(message);
  });

  it.each([
    ['{', /not readable JSON/],
    ['[]', /one JSON object/],
    ['{"httpport": 1}', /unknown setting "httpport"/],
    ['{"httpPort": true}', /"httpPort" must be text or a number/],
  ])('the file %s', (content, message) => {
    config(content);
    expect(() => readSettings({}, {}, folder)).toThrow(message);
  });
});

it('origins of web pages are named as browsers send them', () => {
  const named = (OUTCRY_CHP_ORIGINS: string) => readSettings({}, { OUTCRY_CHP_ORIGINS }, folder).chpOrigins;
  expect(named('https://robots.example, http://localhost:3000')).toEqual([
    'https://robots.example',
    'http://localhost:3000',
  ]);
  for (const wrong of [
    '*',
    'robots.example',
    'https://robots.example/',
    'https://robots.example:443',
    'ftp://a',
    'https://A.example',
    'https://a,',
  ])
    expect(() => named(wrong)).toThrow(`OUTCRY_CHP_ORIGINS is "${wrong}", expected origins such as`);
});

it('a site is a folder with a first page; none is served unless one is named', () => {
  expect(readSettings({}, {}, folder).site).toBeNull();
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'index.html'), '');
  expect(readSettings({}, { OUTCRY_SITE_DIR: 'site' }, folder).site).toEqual({
    folder: join(folder, 'site'),
    port: { port: 8090, explicit: false },
  });
});
