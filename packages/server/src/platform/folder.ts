import { accessSync, constants, mkdirSync } from 'node:fs';
import { IDENTITY_SCHEMA } from '../identity/index.ts';
import { type Journal, type JournalSchema, openSqliteJournal } from '../journal/index.ts';
import { READ_MODEL_SCHEMA } from '../readmodel/index.ts';
import { SettingError } from '../settings/index.ts';

/** Throws SettingError when the data folder cannot be made or written. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SettingError(`OUTCRY_DATA_DIR: ${folder} cannot be used as data folder (${(error as Error).message})`);
  }
}

const SCHEMAS: readonly JournalSchema[] = [READ_MODEL_SCHEMA, IDENTITY_SCHEMA];

/** The tables of every room that keeps some beside the journal. */
export const PLATFORM_SCHEMA: JournalSchema = {
  migrations: SCHEMAS.flatMap(({ migrations }) => migrations),
  statements: Object.assign({}, ...SCHEMAS.map(({ statements }) => statements)),
};

/** The journal of a locked data folder, with the tables of every room. */
export function openJournal(
  folder: string,
  onNotice: (notice: string) => void,
  onWritten: (seconds: number) => void,
): Promise<Journal> {
  return openSqliteJournal({ folder, schema: PLATFORM_SCHEMA, onNotice, onWritten });
}
