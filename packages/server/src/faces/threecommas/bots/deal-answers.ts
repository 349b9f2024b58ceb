import type { CoreState } from '@outcry/core';
import { type DealEventRow, type DealRow, listDealEvents, MAX_PAGE } from '../../../readmodel/index.ts';
import type { JsonValue } from '../wire/json.ts';
import { dealEntity } from './deal-entity.ts';
import { eventTexts } from './deal-events.ts';
import type { Asking } from './seen.ts';

/** Entries of a timeline that are told, the newest. */
const MAX_EVENTS = 10_000;

export type Entity = { readonly [key: string]: JsonValue };

/** Deals as their owner reads them. */
export function dealAnswers({ desk }: Pick<Asking, 'desk'>, rows: readonly DealRow[]): Promise<readonly Entity[]> {
  return desk.parts.engine.read((state) => rows.map((row) => dealEntity(state, row)));
}

/** What has happened to a deal, newest first (`threecommas.md` 7.3). */
export async function dealEvents({ desk }: Pick<Asking, 'desk'>, row: DealRow): Promise<readonly Entity[]> {
  const { engine, readModel } = desk.parts;
  const events: DealEventRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDealEvents(readModel, row.record.id, { limit: MAX_PAGE, cursor });
    events.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && events.length < MAX_EVENTS);
  return engine.read((state: CoreState) => eventTexts(state, row.record, events)).then((texts) => texts.reverse());
}
