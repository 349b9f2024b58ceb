import type { Command } from 'commander';
import { flagOf, readSettings, SETTING_DEFINITIONS, type SettingKey } from '../settings/index.ts';
import { say } from './output.ts';

/** How long an orderly end may take before the process ends anyway: everything acknowledged is on disk already (ms). */
const STOP_WITHIN = 4_500;

const EXAMPLES = `
Examples:
  outcry start                                    the synthetic market around the clock, on http://127.0.0.1:8080
  outcry start --http-port 0 --data-dir ./second  a second platform beside the first
  outcry start --json                             for programs: one line of JSON once it runs
  outcry start --feed recorded:./tapes --feed-speed 60
                                                  recorded markets, a minute each second

Settings come from flags, then environment variables, then outcry.config.json, then defaults.`;

const VARIABLES = `
Environment variables:
${SETTING_DEFINITIONS.map(({ variable, fallback, meaning }) => `  ${variable.padEnd(20)} ${meaning}${fallback === '' ? '' : ` (${fallback})`}`).join('\n')}`;

/** `outcry start`: runs until a signal or a failure; `fail` ends the process. */
export function startCommand(outcry: Command, version: string, fail: (error: unknown) => never): void {
  const start = outcry.command('start').description('start the whole platform; Ctrl-C ends it in order');
  for (const { key, form, meaning, fallback } of SETTING_DEFINITIONS) {
    start.option(`${flagOf(key)} <value>`, `${meaning}: ${form}${fallback === '' ? '' : ` (default ${fallback})`}`);
  }
  start
    .option('--json', 'print one line of JSON once it runs; how it goes is told on standard error')
    .addHelpText('after', EXAMPLES + VARIABLES)
    .action((flags: StartFlags) => run(flags, version, fail));
}

type StartFlags = Partial<Record<SettingKey, string>> & { readonly json?: boolean };

async function run({ json, ...flags }: StartFlags, version: string, fail: (error: unknown) => never): Promise<void> {
  const settings = readSettings(flags, process.env, process.cwd());
  // loaded here alone, so that every other command begins at once
  const { startPlatform } = await import('../platform.ts');
  const people = json ? process.stderr : process.stdout;
  const platform = await startPlatform(settings, version, (line) => people.write(`${line}\n`));
  if (json) say([JSON.stringify({ running: true, dataDir: settings.dataDir, endpoints: platform.endpoints })]);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    people.write(`${signal}: ending in order\n`);
    setTimeout(() => process.exit(0), STOP_WITHIN).unref();
    platform.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  void platform.failed.then(fail);
}
