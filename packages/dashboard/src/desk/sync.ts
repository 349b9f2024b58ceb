import { typedDecimal } from '../decimal.ts';
import type { Wrong } from '../ramm/draft.ts';

/** One symbol of a sync as it is written. */
export interface SyncRow {
  readonly symbol: string;
  readonly lot: string;
  readonly equity: string;
  readonly ticket: string;
}

export interface SyncSignal {
  readonly Symbol: string;
  readonly Lot: string;
  readonly Equity?: string;
  readonly Ticket?: string;
}

export interface ReadSync {
  readonly signals: readonly SyncSignal[];
  /** By row: what is wrong with which field. */
  readonly wrong: readonly Readonly<Partial<Record<keyof SyncRow, Wrong>>>[];
}

/** The rows of a sync as the API takes them; rows in which nothing is written are none. Hedging strategies need tickets. */
export function readSync(rows: readonly SyncRow[], hedging: boolean): ReadSync {
  const signals: SyncSignal[] = [];
  const wrong = rows.map((row) => {
    const found: Partial<Record<keyof SyncRow, Wrong>> = {};
    const [symbol, ticket] = [row.symbol.trim(), row.ticket.trim()];
    if (`${symbol}${row.lot}${row.equity}${ticket}`.trim() === '') return found;
    const lot = typedDecimal(row.lot);
    const equity = row.equity.trim() === '' ? undefined : typedDecimal(row.equity);
    if (symbol === '') found.symbol = 'needValue';
    if (lot === null) found.lot = row.lot.trim() === '' ? 'needValue' : 'needNumber';
    if (equity === null) found.equity = 'needNumber';
    if (hedging && ticket === '') found.ticket = 'needValue';
    signals.push({
      Symbol: symbol,
      Lot: lot ?? '',
      ...(equity ? { Equity: equity } : {}),
      ...(ticket === '' ? {} : { Ticket: ticket }),
    });
    return found;
  });
  return { signals, wrong };
}
