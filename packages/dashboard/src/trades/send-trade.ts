import type { NewSmartTradeSettings, SmartTrade, SmartTradeSettingsChanges } from 'outcry/native-api';
import { CallError, call } from '../api/call.ts';
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

/** A refusal that names a field which the form shows, by the name it has there; null for others. */
export function refusedField(error: unknown): (CallError & { readonly field: string }) | null {
  if (!(error instanceof CallError) || error.field === null || error.status >= 500) return null;
  const field = error.field.replace(/^settings\./, '');
  // the order that would go out first names its price
  const known = field === 'price' ? 'entry.price' : field;
  if (!SHOWN.test(known)) return null;
  return new CallError(error.status, error.code, error.message, known) as CallError & { readonly field: string };
}

const SHOWN =
  /^(quantity|account|instrument|averagePrice|takeProfits|stopLoss|entry\.(price|limitPrice|trailing|by|order)|stopLoss\.(price|percent|limitPrice|timeout|trails|breakeven|by|order)|takeProfits\.\d+(\.(price|percent|share|limitPrice|trailing|by|order))?)$/;
