import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { testFolder } from '../journal/test-folder.ts';
import { failureOf } from './failure.ts';
import { program } from './index.ts';
import { run, startProcess, type TestProcess } from './test-program.ts';

/** For tests that start processes (ms). */
const PATIENT = { timeout: 120_000 };
/** They run until a signal, or are tried elsewhere. */
const RUN_ON = new Set(['start']);

/** The whole program, as one process would have it. */
function tree(): Command {
  return program(
    '0',
    (error) => {
      throw error;
    },
    { quiet: true },
  );
}

/** They have commands below them and do something themselves. */
const BRANCHES = new Set(['doctor']);

/** Leads to every command that does something. */
function leaves(command: Command = tree(), path: readonly string[] = []): string[][] {
  const below = command.commands.flatMap((each) => leaves(each, [...path, each.name()]));
  return command.commands.length === 0 || BRANCHES.has(path.join(' ')) ? [[...path], ...below] : below;
}

function commandAt(path: readonly string[]): Command {
  let at = tree();
  for (const name of path) at = at.commands.find((each) => each.name() === name) as Command;
  return at;
}

/** Words for every argument and option that must be given: a choice when there are some, a path, or 1. */
function neededWords(path: readonly string[]): string[] {
  const { registeredArguments, options } = commandAt(path);
  const word = (choices: readonly string[] | undefined, name: string): string =>
    choices?.[0] ?? (/file|folder/.test(name) ? join(testFolder(), 'none') : '1');
  return [
    ...registeredArguments.filter(({ required }) => required).map((each) => word(each.argChoices, each.name())),
    ...options
      .filter(({ mandatory }) => mandatory)
      .flatMap((each) => [each.long ?? '', word(each.argChoices, each.flags)]),
  ];
}

/** Runs a command in this process. */
async function said(words: readonly string[]): Promise<{ out: string; failure: unknown }> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const log = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    await tree().parseAsync(words, { from: 'user' });
    return { out, failure: null };
  } catch (failure) {
    return { out, failure };
  } finally {
    write.mockRestore();
    log.mockRestore();
  }
}

describe('every command', () => {
  test.each(leaves().map((path) => [path.join(' '), path] as const))(
    '%s: an example, --json, no unknown flag',
    async (_name, path) => {
      let help = '';
      commandAt(path)
        .configureOutput({ writeOut: (text) => (help += text) })
        .outputHelp();
      expect(help).toMatch(/Examples:\n +(source <\()?outcry /);
      expect(commandAt(path).options.map(({ long }) => long)).toContain('--json');
      const { out, failure } = await said([...path, ...neededWords(path), '--no-such-flag']);
      expect([out, failure]).toEqual(['', expect.objectContaining({ code: 'commander.unknownOption' })]);
    },
  );

  describe('answers in JSON', () => {
    let platform: TestProcess;
    beforeAll(async () => {
      platform = await startProcess();
    }, 150_000);
    afterAll(() => platform.stop());

    test.each(
      leaves()
        .filter((path) => !RUN_ON.has(path.join(' ')))
        .map((path) => [path.join(' '), path] as const),
    )('%s', PATIENT, async (_name, path) => {
      vi.stubEnv('OUTCRY_TOKEN', platform.token);
      onTestFinished(() => void vi.unstubAllEnvs());
      const places = commandAt(path).options.some(({ long }) => long === '--data-dir');
      const { out, failure } = await said([
        ...path,
        ...neededWords(path),
        ...(places ? ['--data-dir', platform.folder] : []),
        '--json',
      ]);
      if (failure === null) {
        expect(out).not.toBe('');
        for (const text of path.join(' ') === 'journal tail' ? out.trim().split('\n') : [out]) JSON.parse(text);
        return;
      }
      const { code, exitCode, message } = failureOf(failure);
      expect(code, message).not.toBe('internal');
      expect([1, 2, 3]).toContain(exitCode);
    });
  });
});

test('a misspelling ends with 2, in words or in JSON', PATIENT, async () => {
  const plain = await run(['journal', 'tail', '--no-such-flag']);
  expect(plain).toMatchObject({ code: 2, out: '', err: expect.stringContaining("unknown option '--no-such-flag'") });
  const json = await run(['journal', 'tail', '--no-such-flag', '--json']);
  expect([json.code, json.out, JSON.parse(json.err)]).toEqual([
    2,
    '',
    { error: { code: 'unusable', message: "unknown option '--no-such-flag'", exitCode: 2 } },
  ]);
  for (const words of [['nonsense'], ['journal', 'nonsense'], ['feed', 'speed'], ['book']])
    expect([words, (await run([...words, '--json'])).code]).toEqual([words, 2]);
});
