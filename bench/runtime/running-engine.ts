import { Core } from '@outcry/core';
import { Registry } from 'prom-client';
import { type Journal, openSqliteJournal } from '../../packages/server/src/journal/index.ts';
import { project, READ_MODEL_SCHEMA, ReadModel } from '../../packages/server/src/readmodel/index.ts';
import { Engine, engineMetrics } from '../../packages/server/src/runtime/index.ts';
import { book, preparations, START } from './trading.ts';

/** The engine as the platform puts it together, on a data folder, ready to trade. */
export interface RunningEngine {
  readonly engine: Engine;
  readonly core: Core;
  readonly journal: Journal;
  /** How many turns each batch held, in order. */
  readonly groups: number[];
  close(): Promise<void>;
}

export function openJournal(folder: string): Promise<Journal> {
  return openSqliteJournal({ folder, schema: READ_MODEL_SCHEMA, onNotice: (notice) => console.log(notice) });
}

export async function runEngine(folder: string): Promise<RunningEngine> {
  const journal = await openJournal(folder);
  const readModel = new ReadModel({ folder });
  const core = new Core();
  const fail = (error: Error): never => {
    throw error;
  };
  const engine = new Engine({
    core,
    journal,
    now: () => START,
    project,
    findKey: (account, key) => readModel.findKey(account, key),
    usedKeys: (after) => readModel.keysAfter(after),
    metrics: engineMetrics(new Registry()),
    onFatal: fail,
    onFault: fail,
  });
  for (const command of preparations()) {
    const { rejection } = await engine.submit(command);
    if (rejection !== null) throw new Error(rejection.detail);
  }
  engine.offer([book(START)]);
  await engine.idle();
  const groups: number[] = [];
  const append = journal.append.bind(journal);
  journal.append = (batch) => {
    groups.push(batch.rows.length);
    return append(batch);
  };
  const close = async (): Promise<void> => {
    await engine.stop();
    await readModel.close();
    await journal.close();
  };
  return { engine, core, journal, groups, close };
}
