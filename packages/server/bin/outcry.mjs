#!/usr/bin/env node
/**
 * The command line of a checkout: builds the program when it is missing, and before every start, which takes a moment;
 * then becomes it. One process, so that a signal to it ends the platform.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../dist/cli.js', import.meta.url);
const builder = fileURLToPath(new URL('../../../tools/build.mjs', import.meta.url));
const wanted = process.argv[2] === 'start' || !existsSync(program);

if (wanted && existsSync(builder)) {
  const { status } = spawnSync(process.execPath, [builder, '--quiet'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
await import(program.href);
