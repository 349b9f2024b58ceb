import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CREDENTIALS_FILE, keptCredentials, writeWhole } from '../../startup/index.ts';
import { REPLACED, STAGE_FILE, STAGED, type Stage, UNPACKING } from './backup-files.ts';
import { PACKING } from './pack.ts';

/**
 * Lets a staged backup take the place of the data, before anything is opened: what was there is set aside, nothing is
 * deleted. May be ended at any moment: the next start goes on with it. The folder must be locked by the caller.
 */
export function putStagedInPlace(folder: string, say: (line: string) => void): void {
  forgetHalves(folder);
  const staged = join(folder, STAGED);
  const file = join(staged, STAGE_FILE);
  if (!existsSync(file)) return;
  let stage = JSON.parse(readFileSync(file, 'utf8')) as Stage;
  const note = (next: Stage): Stage => {
    writeWhole(file, `${JSON.stringify(next)}\n`, 0o600);
    return next;
  };
  if (stage.phase === 'waiting') stage = note({ ...stage, phase: 'settingAside', aside: freeName(folder) });
  const aside = join(folder, stage.aside ?? freeName(folder));
  if (stage.phase === 'settingAside') {
    mkdirSync(aside, { recursive: true });
    for (const name of REPLACED) move(join(folder, name), join(aside, name));
    stage = note({ ...stage, phase: 'puttingInPlace' });
  }
  forgetOwnersPassword(folder);
  for (const name of REPLACED) move(join(staged, name), join(folder, name));
  rmSync(staged, { recursive: true, force: true });
  say(`The backup up to turn ${stage.lastSeq} is in place; what was there before is in ${aside}`);
  say(`The owner's password is made anew: it stands in ${join(folder, CREDENTIALS_FILE)}`);
}

/** What an earlier process was in the middle of. */
function forgetHalves(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name === UNPACKING || name.startsWith(PACKING)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function move(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

function freeName(folder: string): string {
  for (let number = 1; ; number++) {
    const name = `before-restore-${number}`;
    if (!existsSync(join(folder, name))) return name;
  }
}

/** The backup may know another one than credentials.json tells. */
function forgetOwnersPassword(folder: string): void {
  const { dashboard, ...others } = keptCredentials(folder);
  if (dashboard === undefined) return;
  writeWhole(join(folder, CREDENTIALS_FILE), `${JSON.stringify(others, null, 2)}\n`, 0o600);
}
