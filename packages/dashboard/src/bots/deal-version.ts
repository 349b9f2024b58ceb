import type { Deal } from 'outcry/native-api';

/** What changes when something has happened to a deal that its history tells. */
export function versionOf(deal: Deal): string {
  const { status, bought, sold, note, error, settings, figures } = deal;
  return JSON.stringify([status, bought.amount, sold.amount, note, error, settings, figures?.orders]);
}
