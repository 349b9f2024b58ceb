import { Command, CommanderError } from 'commander';
import { accountsCommands } from './accounts.ts';
import { bookCommand } from './book.ts';
import { completionCommand } from './completion.ts';
import { doctorCommand } from './doctor/index.ts';
import { EXIT, failureOf, unusable } from './failure.ts';
import { feedCommands } from './feed.ts';
import { journalCommands } from './journal.ts';
import { keysCommands } from './keys.ts';
import { orderCommands } from './orders.ts';
import { riskCommands } from './risk.ts';
import { startCommand } from './start.ts';
import { tlsCommands } from './tls.ts';

const FIRST_STEPS = `
First steps:
  outcry start                                          start the platform (Ctrl-C ends it)
  outcry accounts                                       in a second terminal: what you own
  outcry book SBER                                      the market, live
  outcry order place SBER buy 10 --account <id>         trade
  outcry kill                                           stop everything at once

Exit codes: 0 done, 1 failed or refused, 2 something to mend, 3 no platform answers.`;

/** Every command of the program. `quiet`: what is wrong with the words is thrown and not printed. */
export function program(version: string, fail: (error: unknown) => never, { quiet } = { quiet: false }): Command {
  const outcry = new Command('outcry')
    .description('A self-hosted trading platform: one exact core behind the APIs that traders already use.')
    .version(version, '-v, --version')
    .showHelpAfterError('(outcry --help shows what can be said)')
    .addHelpText('after', FIRST_STEPS)
    // what follows a command is its own: `doctor` and `doctor tls` have flags of the same name
    .enablePositionalOptions()
    .exitOverride();
  if (quiet) outcry.configureOutput({ writeErr: () => undefined });
  startCommand(outcry, version, fail);
  accountsCommands(outcry);
  orderCommands(outcry);
  riskCommands(outcry);
  bookCommand(outcry);
  feedCommands(outcry);
  keysCommands(outcry);
  journalCommands(outcry);
  tlsCommands(outcry);
  doctorCommand(outcry);
  completionCommand(outcry);
  return outcry;
}

/** Runs the command that the words name. Expected failures end it with a sentence and an exit code. */
export async function runCli(words: readonly string[], version: string): Promise<void> {
  const json = words.includes('--json');
  const fail = (error: unknown): never => {
    const { exitCode, code, message } = failureOf(error);
    const text = json ? JSON.stringify({ error: { code, message, exitCode } }) : `outcry: ${message}`;
    process.stderr.write(`${text}\n`);
    process.exit(exitCode);
  };
  process.on('unhandledRejection', fail);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // whoever read along (`| head`) has seen enough
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    fail(error);
  });
  try {
    await program(version, fail, { quiet: json }).parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) fail(error);
    else if (error.exitCode === 0) process.exit(EXIT.done);
    else if (json) fail(unusable(error.message.replace(/^error: /, '')));
    else process.exit(EXIT.unusable);
  }
}
