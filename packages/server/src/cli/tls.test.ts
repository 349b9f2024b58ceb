import { execFile, execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { isSignedBy, newAuthority } from '../certificates/index.ts';
import { failureOf } from './failure.ts';
import { program } from './index.ts';
import { run, start, startProcess } from './test-program.ts';

/** For tests that start processes (ms). */
const PATIENT = { timeout: 120_000 };
const DAY = 86_400_000;
const LOCAL = ['localhost', '127.0.0.1', '::1'];

/** Works in an empty folder, without the settings of whoever runs the tests. */
function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-tls-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('OUTCRY_')) vi.stubEnv(name, '');
  const here = vi.spyOn(process, 'cwd').mockReturnValue(folder);
  onTestFinished(() => {
    here.mockRestore();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Runs `outcry tls …` in this process. */
async function tls(...words: readonly string[]): Promise<string> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const fail = (error: unknown): never => {
    throw error;
  };
  try {
    await program('0', fail, { quiet: true }).parseAsync(['tls', ...words], { from: 'user' });
    return out;
  } finally {
    write.mockRestore();
  }
}

async function refusal(...words: readonly string[]): Promise<{ exitCode: number; message: string }> {
  const failure = await tls(...words).then(
    () => null,
    (error: unknown) => error,
  );
  if (failure === null) throw new Error('it was not refused');
  return failureOf(failure);
}

/** The certificates of a data folder; throws unless they belong together. */
function soundFolder(dataDir: string): { ca: X509Certificate; leaf: X509Certificate } {
  const read = (file: string) => readFileSync(join(dataDir, 'tls', file));
  const [ca, leaf] = [new X509Certificate(read('ca.pem')), new X509Certificate(read('cert.pem'))];
  expect(isSignedBy(leaf, ca)).toBe(true);
  expect(leaf.checkPrivateKey(createPrivateKey(read('key.pem')))).toBe(true);
  expect(ca.checkPrivateKey(createPrivateKey(read('ca-key.pem')))).toBe(true);
  return { ca, leaf };
}

describe('outcry tls init', () => {
  test('makes a CA and a certificate for this machine; keys are for their owner alone', async () => {
    const folder = emptyFolder();
    const made = JSON.parse(await tls('init', '--json'));
    expect(made).toMatchObject({ action: 'made', previous: null, kept: null, configured: null, set: false });
    expect(made.certificate.names).toEqual(LOCAL);
    const { leaf } = soundFolder(join(folder, 'data'));
    expect(Date.parse(leaf.validTo) - Date.now()).toBeGreaterThan(396 * DAY);
    const mode = (file: string): number => statSync(join(folder, 'data/tls', file)).mode & 0o777;
    expect(['ca.pem', 'ca-key.pem', 'cert.pem', 'key.pem'].map(mode)).toEqual([0o644, 0o600, 0o644, 0o600]);
    expect(readdirSync(join(folder, 'data'))).toEqual(['tls']);
  });

  test('said again it renews under the same CA and with the same key; names are added, never lost', async () => {
    const folder = emptyFolder();
    await tls('init', '--host', 'robots.example.com', '192.168.1.20');
    const first = soundFolder(join(folder, 'data'));
    const said = await tls('init', '--host', 'Пример.рф', '--days', '30');
    expect(said).toContain('the certificate was renewed, the CA is the same (the old one was valid until');
    const second = soundFolder(join(folder, 'data'));
    expect(second.ca.fingerprint256).toBe(first.ca.fingerprint256);
    expect(second.leaf.serialNumber).not.toBe(first.leaf.serialNumber);
    expect(second.leaf.publicKey.equals(first.leaf.publicKey)).toBe(true);
    const { certificate } = JSON.parse(await tls('init', '--json'));
    expect(certificate.names).toEqual([...LOCAL, 'robots.example.com', '192.168.1.20', 'xn--e1afmkfd.xn--p1ai']);
  });

  test('--force begins anew and keeps what was there', async () => {
    const folder = emptyFolder();
    await tls('init', '--host', 'robots.example.com');
    const first = soundFolder(join(folder, 'data'));
    for (const kept of ['tls.replaced-1', 'tls.replaced-2'])
      expect(JSON.parse(await tls('init', '--force', '--json'))).toMatchObject({ action: 'replaced', kept });
    const second = soundFolder(join(folder, 'data'));
    expect(second.ca.fingerprint256).not.toBe(first.ca.fingerprint256);
    expect(readFileSync(join(folder, 'data/tls.replaced-1/ca.pem'), 'utf8')).toBe(first.ca.toString());
  });

  test('OUTCRY_HOST is a name as well, unless it means every address', async () => {
    emptyFolder();
    vi.stubEnv('OUTCRY_HOST', '192.168.1.20');
    expect(JSON.parse(await tls('init', '--json')).certificate.names).toEqual([...LOCAL, '192.168.1.20']);
    vi.stubEnv('OUTCRY_HOST', '0.0.0.0');
    expect(JSON.parse(await tls('init', '--force', '--json')).certificate.names).toEqual(LOCAL);
  });

  test('--configure sets both files beside other settings, and other files only with --force', async () => {
    const folder = emptyFolder();
    const config = join(folder, 'outcry.config.json');
    writeFileSync(config, '{"httpPort": 8090}');
    expect(JSON.parse(await tls('init', '--configure', '--json'))).toMatchObject({ configured: config, set: true });
    const paths = { tlsCert: './data/tls/cert.pem', tlsKey: './data/tls/key.pem' };
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({ httpPort: 8090, ...paths });
    expect(await tls('init')).toContain('The settings name them');
    writeFileSync(config, '{"tlsCert": "./own.pem", "tlsKey": "./own-key.pem"}');
    expect(await refusal('init', '--configure')).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('sets tlsCert to ./own.pem already'),
    });
    await tls('init', '--configure', '--force');
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual(paths);
  });

  test.each([
    [['--host', 'a b'], /--host is "a b"/],
    [['--host', 'localhost:8443'], /without port/],
    [['--days', '826'], /expected 1 to 825/],
  ])('%j is something to mend, and nothing is made', async (words, says) => {
    const folder = emptyFolder();
    expect(await refusal('init', ...words)).toMatchObject({ exitCode: 2, message: expect.stringMatching(says) });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  test.each<[string, (folder: string) => void, RegExp]>([
    ['no key of the CA', (folder) => rmSync(join(folder, 'ca-key.pem')), /there is no .*ca-key\.pem/],
    ['no CA', (folder) => rmSync(join(folder, 'ca.pem')), /ca\.pem is no certificate/],
    ['a broken key', (folder) => writeFileSync(join(folder, 'key.pem'), 'x'), /key\.pem holds no private key/],
    [
      "another CA's key",
      (folder) => writeFileSync(join(folder, 'ca-key.pem'), newAuthority(Date.now()).key),
      /its key is of another CA/,
    ],
    [
      'a certificate from elsewhere',
      (folder) => writeFileSync(join(folder, 'cert.pem'), newAuthority(Date.now()).cert),
      /cert\.pem is not of the CA beside it/,
    ],
  ])('%s: nothing is altered', async (_what, spoil, says) => {
    const folder = join(emptyFolder(), 'data/tls');
    await tls('init');
    spoil(folder);
    const contents = () => readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const before = contents();
    const { exitCode, message } = await refusal('init');
    expect([exitCode, message]).toEqual([2, expect.stringMatching(says)]);
    expect(message).toContain('--force');
    expect(contents()).toEqual(before);
  });

  test('what a killed one has left is no hindrance', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'data/tls.new'), { recursive: true });
    writeFileSync(join(folder, 'data/tls.new/ca.pem'), 'half');
    await tls('init');
    writeFileSync(join(folder, 'data/tls/cert.pem.new'), 'half');
    await tls('init');
    soundFolder(join(folder, 'data'));
    expect(readdirSync(join(folder, 'data'))).toEqual(['tls']);
  });

  test('killed at any moment it leaves a folder that is whole, or none', PATIENT, async () => {
    const folder = emptyFolder();
    const dataDir = join(folder, 'data');
    let whole = 0;
    for (let at = 0; at < 12; at++) {
      const running = start(['tls', 'init', '--data-dir', dataDir, ...(at % 2 === 0 ? ['--force'] : [])]);
      await pause(150 + at * 25);
      running.child.kill('SIGKILL');
      await running.done;
      if (!existsSync(join(dataDir, 'tls'))) continue;
      soundFolder(dataDir);
      whole++;
    }
    if (whole === 0) await run(['tls', 'init', '--data-dir', dataDir]);
    soundFolder(dataDir);
  });
});

describe('outcry tls ca', () => {
  test('prints what clients must trust, its fingerprint, or both in JSON', async () => {
    const folder = emptyFolder();
    await tls('init');
    const { ca } = soundFolder(join(folder, 'data'));
    expect(await tls('ca')).toBe(ca.toString());
    expect(await tls('ca', '--fingerprint')).toBe(`${ca.fingerprint256}\n`);
    expect(JSON.parse(await tls('ca', '--json'))).toMatchObject({
      file: join(folder, 'data/tls/ca.pem'),
      pem: ca.toString(),
      fingerprint: ca.fingerprint256,
    });
  });

  test('without a CA it says how to get one', async () => {
    emptyFolder();
    expect(await refusal('ca')).toMatchObject({ exitCode: 2, message: expect.stringContaining('outcry tls init') });
  });
});

describe('a platform over TLS', () => {
  interface Answer {
    readonly status: number | undefined;
    readonly text: string;
    /** Of the certificate that the server showed. */
    readonly serial: string;
  }

  /** Asks with this CA trusted alone; with a body it is a POST. */
  const ask = (url: string, ca: string, body?: object): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const options = body === undefined ? {} : { method: 'POST', headers };
      const asked = request(url, { ca, agent: false, ...options }, (response) => {
        const serial = (response.socket as TLSSocket).getPeerCertificate().serialNumber;
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.once('end', () => resolve({ status: response.statusCode, text, serial }));
      });
      asked.once('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });

  test(
    'answers clients that trust the CA, by every name; takes a renewed certificate; CHP is there, too',
    PATIENT,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'outcry-tls-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const init = ['tls', 'init', '--data-dir', folder];
      expect((await run(init)).code).toBe(0);
      const files = join(folder, 'tls');
      const variables = { OUTCRY_TLS_CERT: join(files, 'cert.pem'), OUTCRY_TLS_KEY: join(files, 'key.pem') };
      const platform = await startProcess(['--https-port', '0', '--chp-port', '0'], variables);
      onTestFinished(() => platform.stop());
      const ca = readFileSync(join(files, 'ca.pem'), 'utf8');
      const { https } = JSON.parse(readFileSync(join(platform.folder, 'endpoints.json'), 'utf8'));
      const before = await ask(`https://localhost:${https.port}/health`, ca);
      expect(before.status).toBe(200);
      expect((await ask(`https://127.0.0.1:${https.port}/health`, ca)).status).toBe(200);
      await expect(ask(`${https.url}/health`, newAuthority(Date.now()).cert)).rejects.toThrow('unable to verify');
      const { chp } = JSON.parse(readFileSync(join(platform.folder, 'credentials.json'), 'utf8'));
      const connected = await ask(`https://localhost:${https.port}/Auth/Connected`, ca, chp);
      expect(JSON.parse(connected.text)).toMatchObject({ method: 'Connected', result: true });

      const doctor = ['doctor', 'tls', `localhost:${https.port}`, '--json'];
      expect((await run([...doctor, '--ca', join(files, 'ca.pem')])).code).toBe(0);
      const unknown = await run([...doctor, '--data-dir', folder]);
      const { cause, problems } = JSON.parse(unknown.out);
      expect([unknown.code, cause]).toEqual([1, 'unknown_ca']);
      expect(problems[0].remedies.join('\n')).toContain(`the CA is at hand: ${join(files, 'ca.pem')}`);
      const plain = await run(['doctor', 'tls', platform.url, '--json', '--data-dir', platform.folder]);
      expect([plain.code, JSON.parse(plain.out).cause]).toEqual([1, 'plaintext']);
      expect(plain.out).toContain('this is the port `http` of the platform on this machine');

      expect((await run(init)).code).toBe(0);
      const taken = async (): Promise<string> => (await ask(`https://localhost:${https.port}/health`, ca)).serial;
      await vi.waitUntil(async () => (await taken()) !== before.serial, { timeout: 60_000, interval: 200 });
      const { serialNumber } = new X509Certificate(readFileSync(join(files, 'cert.pem')));
      expect(await taken()).toBe(serialNumber);

      // one that does not fit is not taken
      renameSync(join(files, 'cert.pem'), join(files, 'aside.pem'));
      writeFileSync(join(files, 'cert.pem'), newAuthority(Date.now()).cert);
      await vi.waitUntil(() => platform.log.includes('the old one stays'), { timeout: 60_000, interval: 200 });
      expect(await taken()).toBe(serialNumber);
    },
  );

  test('curl and fetch answer with the CA and refuse without, where there is a curl', PATIENT, async ({ skip }) => {
    try {
      execFileSync('curl', ['--version'], { stdio: 'ignore' });
    } catch {
      skip('there is no curl here');
    }
    const folder = mkdtempSync(join(tmpdir(), 'outcry-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    await run(['tls', 'init', '--data-dir', folder]);
    const files = join(folder, 'tls');
    const words = ['--tls-cert', join(files, 'cert.pem'), '--tls-key', join(files, 'key.pem'), '--https-port', '0'];
    const platform = await startProcess([...words, '--chp-port', '0']);
    onTestFinished(() => platform.stop());
    const { https } = JSON.parse(readFileSync(join(platform.folder, 'endpoints.json'), 'utf8'));
    const url = `https://localhost:${https.port}/health`;
    const call = promisify(execFile);
    const { stdout } = await call('curl', ['-s', '--cacert', join(files, 'ca.pem'), url]);
    expect(JSON.parse(stdout)).toEqual({ status: 'ok' });
    await expect(call('curl', ['-s', url])).rejects.toMatchObject({ code: 60 });
    const script = `fetch(${JSON.stringify(url)}).then(async (r) => console.log(await r.text()))`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(files, 'ca.pem') };
    expect((await call(process.execPath, ['-e', script], { env })).stdout).toBe('{"status":"ok"}\n');
  });

  test('a certificate that soon expires is told in the log of a start', PATIENT, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outcry-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    await run(['tls', 'init', '--data-dir', folder, '--days', '3']);
    const files = join(folder, 'tls');
    const words = ['--tls-cert', join(files, 'cert.pem'), '--tls-key', join(files, 'key.pem'), '--https-port', '0'];
    const platform = await startProcess([...words, '--chp-port', '0']);
    onTestFinished(() => platform.stop());
    expect(platform.log).toMatch(/it expires in [23] days/);
  });
});
