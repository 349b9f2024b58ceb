import type { SmartTrade } from 'outcry/native-api';

/** What changes when something has happened to a trade that its history tells. */
export function versionOf({ updatedAt, status, entered, exited, note, error, figures }: SmartTrade): string {
  return JSON.stringify([updatedAt, status, entered.amount, exited.amount, note, error, figures?.orders]);
}
