import { type CopyRow, findRow } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import { id, integer, moment, optional, text } from '../fields.ts';
import { type Method, managerMethod, managerSearch } from '../method.ts';
import { between, equal, storedPage } from '../search/stored.ts';
import type { Json } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { eighths, money } from '../wire/units.ts';

const COLUMNS = {
  ID: 'id',
  StrategyID: 'strategy',
  DT: 'at',
  Symbol: 'symbol',
  TraderLot: 'lot',
  TraderEquity: 'equity',
  SymbolsSync: 'sync',
  Status: 'status',
  Ticket: 'ticket',
  Comment: 'comment',
  DTProcessed: 'processed_at',
};

/** Signals of the company's strategies (`ramm.md` 4.14). */
export const SIGNALS_METHODS: readonly Method[] = [
  managerSearch({
    name: 'signals.search',
    entities: 'Signals',
    filter: {
      StrategyID: optional(id()),
      DTFrom: optional(moment()),
      DTTo: optional(moment()),
      Symbol: optional(text()),
      Status: optional(integer({ most: 3 })),
    },
    sort: Object.keys(COLUMNS),
    async find({ parts, company, search }) {
      const { StrategyID, DTFrom, DTTo, Symbol: symbol, Status } = search.filter;
      const more = [
        ...between('at', DTFrom, DTTo),
        ...equal('symbol', symbol?.toUpperCase()),
        ...equal('status', Status),
      ];
      const count =
        StrategyID === undefined
          ? ({ name: 'signals.company', owner: company.id } as const)
          : ({ name: 'signals.strategy', owner: StrategyID } as const);
      const { rows, total } = await storedPage(parts.readModel, search, {
        table: 'copy_signals',
        columns: COLUMNS,
        company: company.id,
        conditions: [...equal('strategy', StrategyID), ...more],
        count,
      });
      return { rows: rows.map(signalEntity), total };
    },
  }),
  managerMethod({
    name: 'signals.get',
    right: 'own',
    fields: { ID: id() },
    async handle({ parts, company, given }) {
      const row = await findRow<CopyRow<'copy_signals'>>(parts.readModel, 'copy_signals', given.ID);
      if (row === undefined) throw Fault.unknown('ID', 'signal');
      if (row.company !== company.id) throw Fault.forbidden('signal');
      return signalEntity(row);
    },
  }),
];

function signalEntity(row: CopyRow<'copy_signals'>): Json {
  return {
    ID: row.id,
    StrategyID: row.strategy,
    DT: momentText(row.at),
    Symbol: row.symbol,
    TraderLot: eighths(row.lot),
    TraderEquity: row.equity === null ? undefined : money(row.equity),
    SymbolsSync: row.sync ?? undefined,
    Status: row.status,
    Ticket: row.ticket ?? undefined,
    Comment: row.comment ?? undefined,
    DTProcessed: momentOf(row.processed_at),
  };
}
