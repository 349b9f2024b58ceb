import type { GridBot, GridBotSettings, GridBotSettingsChanges, NewGridBotSettings } from 'outcry/native-api';
import { call } from '../api/call.ts';
import { differing } from '../same.ts';
import type { GridDraft } from './draft.ts';

/** Settings that lines and amounts follow from: with others a running bot begins anew. */
const SHAPE: readonly (keyof GridBotSettings)[] = [
  'type',
  'lower',
  'upper',
  'lines',
  'amount',
  'orderCurrency',
  'profitCurrency',
];

/** Those settings that differ from what a bot has; its pair stays for good. */
export function changesOf(
  before: GridBotSettings,
  { instrument: _, ...after }: NewGridBotSettings,
): GridBotSettingsChanges {
  return differing(before, after);
}

/** Whether a running bot begins anew with these changes. */
export function beginsAnew(changes: GridBotSettingsChanges): boolean {
  return SHAPE.some((name) => name in changes);
}

/** Makes a bot, disabled, and resolves with its id. Throws CallError. */
export async function makeGrid({ account, note }: GridDraft, settings: NewGridBotSettings): Promise<number> {
  const text = note.trim();
  const body = { account, settings, note: text === '' ? null : text };
  return (await call<GridBot>('POST', '/grid-bots', body)).id;
}

/** Sends changes, nothing when there are none. Throws CallError. */
export async function editGrid(id: number, changes: GridBotSettingsChanges): Promise<void> {
  if (Object.keys(changes).length > 0) await call('PATCH', `/grid-bots/${id}`, { settings: changes });
}

/** The name in the form of a field that the API names; null for one that it does not show. */
export function shownAs(field: string): string | null {
  const known = NAMES[field] ?? field;
  return SHOWN.test(known) ? known : null;
}

const NAMES: Readonly<Record<string, string>> = {
  amount: 'amount.value',
  upperStop: 'upperStop.price',
  lowerStop: 'lowerStop.price',
};

const SHOWN =
  /^(account|instrument|name|lower|upper|lines|amount\.value|(upper|lower)Stop\.price|trailing(Up|Down)|expand(Up|Down)|max(Buy|Sell)Lines)$/;
