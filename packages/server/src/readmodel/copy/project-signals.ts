import { type CoreState, type SignalDone, type Signalled, strategyById } from '@outcry/core';
import type { WrittenRows } from './written-rows.ts';

/** A signal, or the rows of a sync: one signal for each. */
export function projectSignals(event: Signalled, world: CoreState, rows: WrittenRows): void {
  const strategy = strategyById(world.copy, event.strategy);
  const symbolOf = (id: number): string => world.instruments.instruments[id]?.symbol ?? '';
  const sync = event.kind === 'signal' ? null : symbolsText(event.rows.map(({ instrument }) => symbolOf(instrument)));
  event.rows.forEach((row, index) => {
    rows.row('signal', 'copy_signals', {
      id: event.signal + index,
      company: strategy.company,
      strategy: strategy.id,
      at: event.at,
      symbol: symbolOf(row.instrument),
      lot: row.lot,
      equity: row.equity ?? null,
      sync,
      status: event.status,
      ticket: row.ticket ?? event.ticket,
      comment: row.comment ?? event.comment,
      processed_at: event.status === 0 ? 0 : event.at,
    });
    rows.count('signals.company', strategy.company);
    rows.count('signals.strategy', strategy.id);
  });
}

export function projectSignalDone({ signal, count, status, at }: SignalDone, rows: WrittenRows): void {
  if (count > 0) rows.add('signalDone', status, at, signal, signal + count);
}

/** The symbols of a sync as the API lists them (`ramm.md` 4.14). */
function symbolsText(symbols: readonly string[]): string {
  return `<Root>${symbols.map((symbol) => `<Item Symbol='${symbol}'/>`).join('')}</Root>`;
}
