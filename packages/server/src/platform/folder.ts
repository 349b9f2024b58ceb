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

/** The journal of a locked data folder, with the tables of every room that keeps some. */
export function openJournal(
  folder: string,
  onNotice: (notice: string) => void,
  onWritten: (seconds: number) => void,
): Promise<Journal> {
  const schemas: JournalSchema[] = [READ_MODEL_SCHEMA, IDENTITY_SCHEMA];
  const schema: JournalSchema = {
    migrations: schemas.flatMap(({ migrations }) => migrations),
    statements: Object.assign({}, ...schemas.map(({ statements }) => statements)),
  };
  return openSqliteJournal({ folder, schema, onNotice, onWritten });
}
