import type { NewSmartTradeSettings, SmartTrade, SmartTradeSettingsChanges } from 'outcry/native-api';
import { call } from '../api/call.ts';
import { changesOf } from './changes.ts';
import type { TradeDraft } from './draft.ts';

/** Opens a trade and resolves with its id. Throws CallError. */
export async function openTrade({ account, note }: TradeDraft, settings: NewSmartTradeSettings): Promise<number> {
  const text = note.trim();
  const body = { account, settings, note: text === '' ? null : text };
  return (await call<SmartTrade>('POST', '/smart-trades', body)).id;
}

/** Sends what differs from the trade as it stands, nothing when nothing does. Throws CallError. */
export async function editTrade({ id, settings }: SmartTrade, wanted: NewSmartTradeSettings): Promise<void> {
  const changes: SmartTradeSettingsChanges = changesOf(settings, wanted);
  if (Object.keys(changes).length > 0) await call('PATCH', `/smart-trades/${id}`, { settings: changes });
}

/** The name in the form of a field that the API names; null for one that it does not show. */
export function shownAs(field: string): string | null {
  // the order that would go out first names its price
  const known = field === 'price' ? 'entry.price' : field;
  return SHOWN.test(known) ? known : null;
}

const SHOWN =
  /^(quantity|account|instrument|averagePrice|takeProfits|stopLoss|entry\.(price|limitPrice|trailing|by|order)|stopLoss\.(price|percent|limitPrice|timeout|trails|breakeven|by|order)|takeProfits\.\d+(\.(price|percent|share|limitPrice|trailing|by|order))?)$/;
