import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { TapeError } from './feeds/index.ts';
import { JournalError } from './journal/index.ts';
import { startPlatform } from './platform.ts';
import { flagOf, readSettings, SETTING_DEFINITIONS, SettingError, type SettingKey } from './settings/index.ts';
import { PortTaken } from './startup/index.ts';

/** Exit codes: 0 done, 1 a failure while running, 2 something to mend before the next start. */
const FAILED = 1;
const UNUSABLE = 2;

/** How long an orderly end may take before the process ends anyway: everything acknowledged is on disk already (ms). */
const STOP_WITHIN = 4_500;

const EXAMPLES = `
Examples:
  outcry start                                    the synthetic market around the clock, on http://127.0.0.1:8080
  outcry start --http-port 0 --data-dir ./second  a second platform beside the first
  outcry start --feed recorded:./tapes --feed-speed 60
                                                  recorded markets, a minute each second

Settings come from flags, then environment variables, then outcry.config.json, then defaults.`;

const VARIABLES = `
Environment variables:
${SETTING_DEFINITIONS.map(({ variable, fallback, meaning }) => `  ${variable.padEnd(20)} ${meaning}${fallback === '' ? '' : ` (${fallback})`}`).join('\n')}`;

function program(): Command {
  const outcry = new Command('outcry')
    .description('A self-hosted trading platform: one exact core behind the APIs that traders already use.')
    .version(version(), '-v, --version')
    .showHelpAfterError('(outcry --help shows what can be said)')
    .exitOverride();
  const start = outcry.command('start').description('start the whole platform; Ctrl-C ends it in order');
  for (const { key, form, meaning, fallback } of SETTING_DEFINITIONS) {
    start.option(`${flagOf(key)} <value>`, `${meaning}: ${form}${fallback === '' ? '' : ` (default ${fallback})`}`);
  }
  start.addHelpText('after', EXAMPLES + VARIABLES).action((flags: Partial<Record<SettingKey, string>>) => run(flags));
  return outcry;
}

async function run(flags: Partial<Record<SettingKey, string>>): Promise<void> {
  const settings = readSettings(flags, process.env, process.cwd());
  const platform = await startPlatform(settings, version(), (line) => process.stdout.write(`${line}\n`));
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    process.stdout.write(`${signal}: ending in order\n`);
    setTimeout(() => process.exit(0), STOP_WITHIN).unref();
    platform.stop().then(
      () => process.exit(0),
      (error: Error) => fail(error),
    );
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  void platform.failed.then((error) => fail(error));
}

function version(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Ends the process at once with a sentence for people; what was acknowledged is on disk. */
function fail(error: Error): never {
  const expected =
    error instanceof SettingError ||
    error instanceof PortTaken ||
    error instanceof TapeError ||
    error instanceof JournalError;
  process.stderr.write(`outcry: ${expected ? error.message : (error.stack ?? error.message)}\n`);
  process.exit(
    error instanceof SettingError || error instanceof PortTaken || error instanceof TapeError ? UNUSABLE : FAILED,
  );
}

process.on('unhandledRejection', (reason) => fail(reason instanceof Error ? reason : new Error(String(reason))));

try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : UNUSABLE);
  fail(error as Error);
}
