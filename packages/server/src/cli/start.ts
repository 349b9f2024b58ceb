import type { Command } from 'commander';
import { flagOf, readSettings, SETTING_DEFINITIONS, type SettingKey } from '../settings/index.ts';

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

/** `outcry start`: runs until a signal or a failure; `fail` ends the process. */
export function startCommand(outcry: Command, version: string, fail: (error: unknown) => never): void {
  const start = outcry.command('start').description('start the whole platform; Ctrl-C ends it in order');
  for (const { key, form, meaning, fallback } of SETTING_DEFINITIONS) {
    start.option(`${flagOf(key)} <value>`, `${meaning}: ${form}${fallback === '' ? '' : ` (default ${fallback})`}`);
  }
  start
    .addHelpText('after', EXAMPLES + VARIABLES)
    .action((flags: Partial<Record<SettingKey, string>>) => run(flags, version, fail));
}

async function run(
  flags: Partial<Record<SettingKey, string>>,
  version: string,
  fail: (error: unknown) => never,
): Promise<void> {
  const settings = readSettings(flags, process.env, process.cwd());
  // loaded here alone, so that every other command begins at once
  const { startPlatform } = await import('../platform.ts');
  const platform = await startPlatform(settings, version, (line) => process.stdout.write(`${line}\n`));
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    process.stdout.write(`${signal}: ending in order\n`);
    setTimeout(() => process.exit(0), STOP_WITHIN).unref();
    platform.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  void platform.failed.then(fail);
}
