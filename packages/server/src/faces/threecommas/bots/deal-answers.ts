import type { CoreState, DealRecord } from '@outcry/core';
import {
  type DealEventRow,
  type DealRow,
  type DealView,
  dealsById,
  listDealEvents,
  MAX_PAGE,
} from '../../../readmodel/index.ts';
import type { Desk } from '../desk.ts';
import { Fault } from '../errors.ts';
import { JsonText, type JsonValue } from '../wire/json.ts';
import { endedDeal } from './deal-entity.ts';
import { eventTexts } from './deal-events.ts';
import { type Asking, dealOf } from './seen.ts';

/** Entries of a timeline that are told, the newest. */
const MAX_EVENTS = 10_000;

export type Entity = { readonly [key: string]: JsonValue };

/** Deals as their owner reads them: running ones are ready, ended ones follow from their records. */
export function dealView({ deals }: Desk): DealView<JsonText | DealRecord> {
  return { running: (state, id) => deals.of(state, id), ended: (record) => record };
}

/** What a view of deals has found, as JSON. */
export function dealAnswers({ parts }: Desk, found: readonly (JsonText | DealRecord)[]): Promise<readonly JsonText[]> {
  return parts.engine.read((state) => found.map((each) => (each instanceof JsonText ? each : endedDeal(state, each))));
}

/** The caller's deal, running or ended. Throws Fault. */
export async function dealAnswer(call: Pick<Asking, 'desk' | 'person'>, id: number): Promise<JsonText> {
  await dealOf(call, id);
  const { engine, readModel } = call.desk.parts;
  const found = await dealsById(engine, readModel, [id], dealView(call.desk));
  const [deal] = await dealAnswers(call.desk, [...found.values()]);
  if (deal === undefined) throw new Fault('notFound');
  return deal;
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
