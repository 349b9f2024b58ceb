export {
  type ArchivedTurns,
  type ArchivePlan,
  type ArchiveStep,
  archivedTurns,
  moveToArchive,
  planArchive,
  restoreArchive,
  shrink,
} from './archive.ts';
export { backupJournal } from './backup.ts';
export { CORE_REPLICAS } from './core-replicas.ts';
export { type FolderLock, lockFolder, lockHolder } from './folder-lock.ts';
export { FollowerClient } from './follower-client.ts';
export type { GroupLimits } from './group.ts';
export { DEFAULT_GROUP_LIMITS, GroupCommit } from './group-commit.ts';
export type {
  Batch,
  Journal,
  JournalRow,
  JournalSchema,
  Migration,
  Snapshot,
  SqlValue,
  StatementRun,
} from './journal.ts';
export { JournalError, type JournalErrorCode } from './journal-error.ts';
export { checkSchema } from './migrations.ts';
export type { Replica, ReplicaSource } from './replica.ts';
export { firstSeqOf, lastSeqOf, readRows } from './row-reader.ts';
export { SnapshotFiles } from './snapshot-files.ts';
export { addFunctions, DATABASE_FILE, openForReading, openForWriting } from './sqlite-file.ts';
export { openSqliteJournal, type SqliteJournalOptions } from './sqlite-journal.ts';
export { SqliteWriter } from './sqlite-writer.ts';
export { type JournalFault, type VerifyOptions, type VerifyReport, verifyJournal } from './verify.ts';
export { workerFile } from './worker-file.ts';
