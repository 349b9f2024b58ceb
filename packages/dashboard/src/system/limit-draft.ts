import type { AccountLimits } from 'outcry/native-api';
import { typedDecimal } from '../decimal.ts';
import { typedText } from '../words/numbers.ts';

export const LIMIT_FIELDS = ['maxOrderValue', 'maxPositionValue', 'maxDailyLoss', 'maxOrdersPerMinute'] as const;
export type LimitField = (typeof LIMIT_FIELDS)[number];

/** Limits as a person types them; empty: none. */
export type LimitDraft = Readonly<Record<LimitField, string>>;

export function limitDraft(limits: Pick<AccountLimits, LimitField>): LimitDraft {
  const text = (value: string | number | null): string => (value === null ? '' : typedText(String(value)));
  return {
    maxOrderValue: text(limits.maxOrderValue),
    maxPositionValue: text(limits.maxPositionValue),
    maxDailyLoss: text(limits.maxDailyLoss),
    maxOrdersPerMinute: text(limits.maxOrdersPerMinute),
  };
}

/** What is wrong with a field; null: nothing. The platform says more. */
export function wrongLimit(field: LimitField, typed: string): 'number' | 'whole' | null {
  if (typed.trim() === '') return null;
  const text = typedDecimal(typed);
  if (text === null) return 'number';
  return field === 'maxOrdersPerMinute' && !/^\d{1,9}$/.test(text) ? 'whole' : null;
}

/** What is sent: every limit, null for none. Only of a draft without faults. */
export function limitBody(draft: LimitDraft): Record<LimitField, string | number | null> {
  const money = (field: LimitField): string | null => typedDecimal(draft[field]);
  const perMinute = typedDecimal(draft.maxOrdersPerMinute);
  return {
    maxOrderValue: money('maxOrderValue'),
    maxPositionValue: money('maxPositionValue'),
    maxDailyLoss: money('maxDailyLoss'),
    maxOrdersPerMinute: perMinute === null ? null : Number(perMinute),
  };
}
