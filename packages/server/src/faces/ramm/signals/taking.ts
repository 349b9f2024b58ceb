import { type CoreState, type Decimal, decimals, type SignalRow } from '@outcry/core';
import { Fault } from '../errors.ts';
import { decimal, optional, text, units } from '../fields.ts';

/** Decimals of a trader's lots. */
const LOT_DECIMALS = 8;

/** A net lot of a trader in a symbol, and his equity in dollars (`ramm.md` 4.16, 5.1). */
export const SIGNAL_FIELDS = {
  Symbol: text({ least: 1, most: 64 }),
  Lot: units(LOT_DECIMALS),
  Equity: optional(decimal()),
  Ticket: optional(text({ most: 64 })),
  Comment: optional(text({ most: 200 })),
};

/** What such fields are given as. */
export interface GivenSignal {
  readonly Symbol: string;
  readonly Lot: number;
  readonly Equity: Decimal | undefined;
  readonly Ticket: string | undefined;
  readonly Comment: string | undefined;
}

/** The symbol by which a terminal may call an instrument: names as they come, in any letter case. */
const RENAMED: Readonly<Record<string, string>> = { GOLD: 'XAUUSD', BRN: 'BRENT' };

/** The instrument that a symbol names; undefined when it cannot be copied. */
export function copiedInstrument({ instruments }: Pick<CoreState, 'instruments'>, symbol: string): number | undefined {
  const name = symbol.trim().toUpperCase();
  const found = instruments.bySymbol.get(RENAMED[name] ?? name);
  if (found === undefined || found.settlement !== 'cfd' || found.spec.contractSize === undefined) return undefined;
  return found.id;
}

/** A signal as the core takes it. A trader's equity is rounded to cents; nothing at or below zero is an equity. */
export function signalRow(instrument: number, signal: GivenSignal): SignalRow {
  const cents = signal.Equity === undefined ? 0n : decimals.rescale(signal.Equity, 2, 'halfUp').coefficient;
  return {
    instrument,
    lot: signal.Lot,
    equity: cents > 0n ? Number(cents) : null,
    ticket: signal.Ticket || null,
    comment: signal.Comment || null,
  };
}

/** Throws Fault for a symbol that is unknown or cannot be copied. */
export function demandInstrument(state: Pick<CoreState, 'instruments'>, symbol: string, field = 'Symbol'): number {
  const found = copiedInstrument(state, symbol);
  if (found === undefined) throw Fault.unknown(field, 'symbol');
  return found;
}

/** Rows of a sync; unknown symbols are left out: such positions are simply not copied. */
export function syncRows(state: Pick<CoreState, 'instruments'>, signals: readonly GivenSignal[]): SignalRow[] {
  return signals.flatMap((signal) => {
    const instrument = copiedInstrument(state, signal.Symbol);
    return instrument === undefined ? [] : [signalRow(instrument, signal)];
  });
}
