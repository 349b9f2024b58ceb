import type { InstrumentSpec } from './spec.ts';

/** A name of an instrument and the field of its spec that gives it. */
export interface InstrumentName {
  readonly name: string;
  readonly field: string;
}

/**
 * The names no two instruments share: symbol, uid, FIGI, `<ticker>_<class>` (`tinvest.md` 8.1), SmartCOM's name and the
 * aliases. The symbol comes first.
 */
export function exactNamesOf(spec: InstrumentSpec): InstrumentName[] {
  const { ids } = spec;
  const names: InstrumentName[] = [
    { name: spec.symbol, field: 'symbol' },
    { name: `${ids.ticker}_${ids.classCode}`, field: 'ids.ticker' },
  ];
  if (ids.uid !== undefined) names.push({ name: ids.uid, field: 'ids.uid' });
  if (ids.figi !== undefined) names.push({ name: ids.figi, field: 'ids.figi' });
  if (ids.smartcom !== undefined) names.push({ name: ids.smartcom, field: 'ids.smartcom' });
  const aliases = (ids.aliases ?? []).map((name, index) => ({ name, field: `ids.aliases[${index}]` }));
  return [...names, ...aliases];
}

/** The names several instruments may share: a ticker on two boards, an ISIN, the position uid of two trading modes. */
export function sharedNamesOf(spec: InstrumentSpec): string[] {
  const { ticker, isin, positionUid } = spec.ids;
  return [ticker, isin, positionUid].filter((name) => name !== undefined);
}
