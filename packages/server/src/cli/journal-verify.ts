import { CORE_REPLICAS, type VerifyReport, verifyJournal } from '../journal/index.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { answer } from './output.ts';

/** Replays the whole journal and compares it with itself. Throws CommandFailure when something is wrong with it. */
export async function verify(folder: string, { json }: { readonly json?: boolean }): Promise<void> {
  const report = await verifyJournal({ folder, replicas: CORE_REPLICAS, onProgress: progress() });
  answer(json, report, () => lines(folder, report));
  if (report.faultCount === 0) return;
  throw new CommandFailure(
    EXIT.failed,
    'damaged',
    `the journal in ${folder} is damaged in ${report.faultCount} places; nothing was altered. Restore a backup of the data folder`,
  );
}

/** Says how far it is: in place on a terminal, else every tenth. Both go to standard error. */
function progress(): (done: number, total: number) => void {
  let told = -1;
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
    const terminal = process.stderr.isTTY === true;
    const step = terminal ? percent : Math.floor(percent / 10);
    if (step === told) return;
    told = step;
    const text = `row ${done} of ${total}, ${percent} %`;
    process.stderr.write(terminal ? `\r\u001b[2K${text}${done >= total ? '\n' : ''}` : `${text}\n`);
  };
}

function lines(folder: string, report: VerifyReport): string[] {
  const { rows, firstSeq, lastSeq, archived, faults, faultCount, soundSnapshots, digest } = report;
  const snapshots =
    soundSnapshots.length === 0 ? 'no sound snapshot' : `sound snapshots of turns ${soundSnapshots.join(', ')}`;
  const away =
    firstSeq === 1 ? '' : ` (turns before ${firstSeq} are archived: ${archived.map(({ file }) => file).join(', ')})`;
  if (faultCount === 0)
    return [`${folder}: sound. ${rows} rows up to turn ${lastSeq}${away}, ${snapshots}, digest ${digest ?? 'none'}`];
  const more = faultCount > faults.length ? [`and ${faultCount - faults.length} more`] : [];
  return [...faults.map(({ what }) => what), ...more, `${rows} rows up to turn ${lastSeq}, ${snapshots}`];
}
