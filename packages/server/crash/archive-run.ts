import { join } from 'node:path';
import { CORE_REPLICAS, lockFolder, moveToArchive, openForWriting, planArchive } from '../src/journal/index.ts';

/** Archives what can be archived in a folder; killed at the step that is named, when one is. */
async function archive(folder: string, killedAt: string | undefined): Promise<void> {
  lockFolder(folder);
  const database = openForWriting(folder);
  const plan = await planArchive(database, folder, CORE_REPLICAS);
  if (plan === null) return;
  const kill = (step: string): void => {
    if (step === killedAt) process.kill(process.pid, 'SIGKILL');
  };
  kill('planned');
  const moved = moveToArchive(database, plan, join(folder, 'old.gz'), kill);
  // in the middle of writing: the draft is there, the archive is not
  if (killedAt === 'writing') setImmediate(() => kill('writing'));
  await moved;
}

await archive(process.argv[2] as string, process.argv[3]);
