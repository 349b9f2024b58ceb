import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, onTestFinished, vi } from 'vitest';
import { failureOf } from '../../failure.ts';
import { tlsDoctorCommand } from './index.ts';
import type { Report } from './report.ts';
import type { TestIssuer } from './test-endpoints.ts';

/** A PEM file that goes with the test. */
export function fileOf(...certificates: readonly TestIssuer[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'ca.pem'), certificates.map(({ cert }) => cert).join(''));
  return join(folder, 'ca.pem');
}

/** Runs the command in this process, without the settings of whoever runs the tests. */
export async function doctor(words: readonly string[]): Promise<{ out: string; failure: unknown }> {
  for (const name of ['GRPC_DEFAULT_SSL_ROOTS_FILE_PATH', 'NODE_EXTRA_CA_CERTS', 'LC_ALL', 'LC_MESSAGES', 'LANG'])
    if (process.env[name] !== undefined) vi.stubEnv(name, '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const command = new Command('doctor').exitOverride().enablePositionalOptions();
  tlsDoctorCommand(command);
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    const elsewhere = ['--data-dir', join(tmpdir(), 'no-such-folder')];
    await command.parseAsync(['tls', ...elsewhere, ...words], { from: 'user' });
    return { out, failure: null };
  } catch (failure) {
    return { out, failure };
  } finally {
    write.mockRestore();
  }
}

/** The report for programs; its exit code is looked at on the way. */
export async function reportOf(words: readonly string[]): Promise<Report> {
  const { out, failure } = await doctor([...words, '--json']);
  if (out === '') throw failure;
  const report = JSON.parse(out) as Report;
  expect(failure === null ? 0 : failureOf(failure).exitCode).toBe(report.sound ? 0 : 1);
  if (failure !== null) expect(failureOf(failure).code).toBe(report.cause);
  return report;
}
