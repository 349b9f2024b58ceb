import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run, startProcess } from './test-program.ts';

/** For tests that start processes (ms). */
const PATIENT = { timeout: 120_000 };
const PAGE = '<title>investors</title>';

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-site-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The ports of a start with this site. */
async function portsOf(variables: Record<string, string>) {
  const site = emptyFolder();
  writeFileSync(join(site, 'index.html'), PAGE);
  const platform = await startProcess(['--site-port', '0'], { OUTCRY_SITE_DIR: site, ...variables });
  onTestFinished(() => platform.stop());
  const read = (file: string) => JSON.parse(readFileSync(join(platform.folder, file), 'utf8'));
  return { endpoints: read('endpoints.json'), ramm: read('credentials.json').ramm };
}

test('an investors’ site has a port of its own, at which its clients log in', PATIENT, async () => {
  const { endpoints, ramm } = await portsOf({});
  expect(endpoints.siteTls).toBeNull();
  const { url } = endpoints.site;
  expect(await (await fetch(`${url}/rating/all`)).text()).toBe(PAGE);
  const login = { Login: ramm.clientLogin, Password: ramm.clientPassword };
  const entered = await fetch(`${url}/api/client/v2/session.login`, { method: 'POST', body: JSON.stringify(login) });
  expect(await entered.json()).toMatchObject({ Wallets: [{ Balance: 10_000 }] });
  expect((await fetch(`${url}/api/v1/session`)).status).toBe(404);
  // what the platform does is not told to people outside: the address is a page of the site like any other
  expect(await (await fetch(`${url}/metrics`)).text()).toBe(PAGE);
});

test('with a certificate the port of the site speaks TLS', PATIENT, async () => {
  const folder = emptyFolder();
  expect((await run(['tls', 'init', '--data-dir', folder])).code).toBe(0);
  const file = (name: string): string => join(folder, 'tls', name);
  const { endpoints } = await portsOf({
    OUTCRY_HTTPS_PORT: '0',
    OUTCRY_GRPC_TLS_PORT: '0',
    OUTCRY_TLS_CERT: file('cert.pem'),
    OUTCRY_TLS_KEY: file('key.pem'),
  });
  expect(endpoints.site).toBeNull();
  const ca = readFileSync(file('ca.pem'), 'utf8');
  const text = await new Promise<string>((resolve, reject) => {
    const asked = request(`https://localhost:${endpoints.siteTls.port}/`, { ca, agent: false }, (response) => {
      let all = '';
      response.setEncoding('utf8').on('data', (part: string) => (all += part));
      response.once('end', () => resolve(all));
    });
    asked.once('error', reject);
    asked.end();
  });
  expect(text).toBe(PAGE);
});
