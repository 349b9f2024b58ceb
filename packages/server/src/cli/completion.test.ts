import { execFileSync } from 'node:child_process';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { program } from './index.ts';
import { run } from './test-program.ts';

/** For tests that start processes (ms). */
const PATIENT = { timeout: 60_000 };

const everything = program('0', (error) => {
  throw error;
});

/** Every flag of a command. */
function flagsAt(path: readonly string[]): string[] {
  let at = everything;
  for (const name of path) at = at.commands.find((each) => each.name() === name) as Command;
  return ['--help', ...at.options.map(({ long }) => long ?? '')];
}

/** Leads to every command of the program. */
function paths(command: Command, path: readonly string[] = []): string[][] {
  return [[...path], ...command.commands.flatMap((each) => paths(each, [...path, each.name()]))];
}

test('bash completes commands, options and their values at every place', PATIENT, async () => {
  const { out: script } = await run(['completion', 'bash']);
  const complete = (...words: string[]): string[] => {
    const call = `COMP_WORDS=(outcry "$@"); COMP_CWORD=$#; _outcry; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', `${script}\n${call}`, 'bash', ...words], { encoding: 'utf8' })
      .trim()
      .split('\n');
  };
  expect(complete('')).toEqual([...everything.commands.map((each) => each.name()), '--version', '--help']);
  expect(complete('order', 'pl')).toEqual(['place']);
  expect(complete('order', 'place', 'SBER', 'sh')).toEqual(['short']);
  expect(complete('order', 'place', '--validity', '')).toEqual(['day', 'gtc', 'fok', 'fak']);
  expect(complete('journal', 'tail', '--fo')).toEqual(['--follow']);
});

test(
  'both scripts name every command and flag of the program, and bash finds no fault in its own',
  PATIENT,
  async () => {
    for (const shell of ['bash', 'zsh']) {
      const { code, out } = await run(['completion', shell]);
      expect(code).toBe(0);
      const lines = out.split('\n').map((line) => line.trim());
      for (const path of paths(everything)) {
        const place = lines.find((line) => line.startsWith(`'${path.join(' ')}') `));
        for (const flag of flagsAt(path)) expect(place, path.join(' ')).toMatch(new RegExp(`[ '(]${flag}[ ':]`));
      }
      if (shell === 'bash') execFileSync('bash', ['-n', '-c', out]);
    }
  },
);

test('every command teaches with examples', () => {
  for (const path of paths(everything)) {
    let at = everything;
    for (const name of path) at = at.commands.find((each) => each.name() === name) as Command;
    if (at.commands.length > 0) continue;
    let help = '';
    at.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help, path.join(' ')).toContain('Examples:');
  }
});
