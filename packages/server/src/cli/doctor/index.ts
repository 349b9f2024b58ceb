import type { Command } from 'commander';
import { flagOf, readSettings, SETTING_DEFINITIONS, type SettingKey, type Settings } from '../../settings/index.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { answer, tableLines } from '../output.ts';
import { platformUrl } from '../platform-client.ts';
import { certificateFindings } from './certificate.ts';
import { bad, type Finding, ok } from './finding.ts';
import { diskFinding, folderFinding, holderOf, lockFinding } from './folder.ts';
import { journalFindings } from './journal.ts';
import { healthFinding, portFindings } from './ports.ts';
import { buildFinding, nodeFinding } from './program.ts';
import { tlsDoctorCommand } from './tls/index.ts';

const HELP = `
Examples:
  outcry doctor                            everything a start needs, and whether the data is sound
  outcry doctor --data-dir ./second        the same for another data folder
  outcry doctor --http-port 80 --json      would this port do? For programs
  outcry doctor tls localhost:50052        why does a client fail at this port over TLS?

It alters nothing and may run beside a platform. It takes the settings of \`outcry start\`.
Exit codes: 0 nothing bad, 1 something is bad, 2 something to mend on the command line.`;

type DoctorOptions = Partial<Record<SettingKey, string>> & { readonly json?: boolean };

export function doctorCommand(outcry: Command): void {
  const doctor = outcry.command('doctor').description('look whether everything is as a start needs it');
  for (const { key, form } of SETTING_DEFINITIONS) doctor.option(`${flagOf(key)} <value>`, form);
  doctor.option('--json', 'print exact JSON').addHelpText('after', HELP).action(examine);
  doctor.enablePositionalOptions();
  tlsDoctorCommand(doctor);
}

async function examine({ json, ...flags }: DoctorOptions): Promise<void> {
  const findings = await examined(flags);
  answer(json, findings, () => lines(findings));
  const count = findings.filter(({ level }) => level === 'bad').length;
  if (count > 0) throw new CommandFailure(EXIT.failed, 'bad', `${count} of ${findings.length} findings are bad`);
}

async function examined(flags: Partial<Record<SettingKey, string>>): Promise<Finding[]> {
  const program = [nodeFinding(process.versions.node), buildFinding()];
  let settings: Settings;
  try {
    settings = readSettings(flags, process.env, process.cwd());
  } catch (error) {
    return [...program, bad('settings', (error as Error).message, 'mend this setting, then look again')];
  }
  const { dataDir } = settings;
  const folder = folderFinding(dataDir);
  const before = [
    ...program,
    ok('settings', `data in ${dataDir}, feed ${settings.feed}`),
    ...certificateFindings(settings.tls, Date.now()),
    folder,
    diskFinding(dataDir),
  ];
  if (folder.level === 'bad') return before;
  const holder = holderOf(dataDir);
  const ports = holder === null ? await portFindings(settings) : [await healthFinding(platformUrl(dataDir))];
  return [...before, lockFinding(holder), ...ports, ...(await journalFindings(dataDir, Date.now()))];
}

function lines(findings: readonly Finding[]): string[] {
  const columns = [{ title: '' }, { title: 'SUBJECT' }, { title: 'FOUND' }] as const;
  const rows = findings.flatMap(({ level, subject, found, remedy }) => [
    [level, subject, found],
    ...(remedy === null ? [] : [['', '', `-> ${remedy}`]]),
  ]);
  return tableLines(columns, rows).slice(1);
}
