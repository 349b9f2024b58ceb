import { type CopyRow, findRow } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import { id, integer, moment, optional, text, units } from '../fields.ts';
import { type Method, managerMethod, managerSearch } from '../method.ts';
import { equal, storedPage, testIs } from '../search/stored.ts';
import { priceOf } from '../views/deal.ts';
import type { Json } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { eighths, money, ZERO } from '../wire/units.ts';

/** The longest stretch of a search that names neither request nor symbol nor ticket. */
const MONTH_MS = 31 * 86_400_000;

const PRICE = units(10, { least: 0 });

/** Executions of aggregated orders, and the orders (`ramm.md` 4.13). */
export const FILLS_METHODS: readonly Method[] = [
  managerSearch({
    name: 'fills.search',
    entities: 'Fills',
    filter: {
      DTProcessedFrom: optional(moment()),
      DTProcessedTo: optional(moment()),
      FillRequestID: optional(id()),
      Symbol: optional(text()),
      Ticket: optional(text()),
      PriceFrom: optional(PRICE),
      PriceTo: optional(PRICE),
      ID: optional(id()),
      Test: optional(integer({ most: 2 })),
    },
    sort: [
      'ID',
      'FillRequestID',
      'Symbol',
      'Price',
      'VolumeFilled',
      'VolumeRejected',
      'CommissionFill',
      'Ticket',
      'DT',
      'DTExecuted',
      'DTProcessed',
      'Test',
    ],
    async find({ parts, company, search }) {
      const { filter } = search;
      const { PriceFrom, PriceTo, Test, ...wanted } = filter;
      const { from, to } = stretch(wanted, parts.engine.now);
      const { rows, total } = await storedPage(parts.readModel, search, {
        table: 'copy_fills',
        columns: FILL_COLUMNS,
        company: company.id,
        conditions: [
          ...equal('request', filter.FillRequestID),
          ...equal('symbol', filter.Symbol?.toUpperCase()),
          ...equal('ticket', filter.Ticket),
          ...equal('id', filter.ID),
          ...testIs(Test),
          ...(from === undefined ? [] : [{ column: 'processed_at', is: 'atLeast', value: from } as const]),
          ...(to === undefined ? [] : [{ column: 'processed_at', is: 'below', value: to } as const]),
          ...(PriceFrom === undefined ? [] : [{ column: 'price', is: 'atLeast', value: PriceFrom } as const]),
          ...(PriceTo === undefined ? [] : [{ column: 'price', is: 'below', value: PriceTo } as const]),
        ],
      });
      return { rows: rows.map((row) => ({ ...fillEntity(row), Test: row.test })), total };
    },
  }),
  managerMethod({
    name: 'fills.get',
    right: 'own',
    fields: { ID: id() },
    async handle({ parts, company, given }) {
      const row = await findRow<CopyRow<'copy_fills'>>(parts.readModel, 'copy_fills', given.ID);
      if (row === undefined) throw Fault.unknown('ID', 'fill');
      if (row.company !== company.id) throw Fault.forbidden('fill');
      return fillEntity(row);
    },
  }),
  managerSearch({
    name: 'fillRequests.search',
    entities: 'FillRequests',
    filter: {
      StreamID: optional(id()),
      Symbol: optional(text()),
      Test: optional(integer({ most: 2 })),
      ID: optional(id()),
    },
    sort: ['ID', 'StreamID', 'Symbol', 'Volume', 'DT', 'DTProcessed', 'DTLastFill', 'Test'],
    async find({ parts, company, search }) {
      const { filter } = search;
      const { rows, total } = await storedPage(parts.readModel, search, {
        table: 'copy_requests',
        columns: REQUEST_COLUMNS,
        company: company.id,
        conditions: [
          ...equal('stream', filter.StreamID),
          ...equal('symbol', filter.Symbol?.toUpperCase()),
          ...equal('id', filter.ID),
          ...testIs(filter.Test),
        ],
        count:
          filter.StreamID === undefined
            ? { name: 'requests.company', owner: company.id }
            : { name: 'requests.stream', owner: filter.StreamID },
      });
      return { rows: rows.map((row) => ({ ...requestEntity(row), Test: row.test })), total };
    },
  }),
  managerMethod({
    name: 'fillRequests.get',
    aliases: ['hb.get'],
    right: 'own',
    fields: { ID: id() },
    async handle({ parts, company, given }) {
      const row = await findRow<CopyRow<'copy_requests'>>(parts.readModel, 'copy_requests', given.ID);
      if (row === undefined) throw Fault.unknown('ID', 'fill request');
      if (row.company !== company.id) throw Fault.forbidden('fill request');
      return requestEntity(row);
    },
  }),
];

const FILL_COLUMNS = {
  ID: 'id',
  FillRequestID: 'request',
  Symbol: 'symbol',
  Price: 'price',
  VolumeFilled: 'filled',
  VolumeRejected: 'rejected',
  CommissionFill: 'commission',
  Ticket: 'ticket',
  DT: 'at',
  DTExecuted: 'executed_at',
  DTProcessed: 'processed_at',
  Test: 'test',
};

const REQUEST_COLUMNS = {
  ID: 'id',
  StreamID: 'stream',
  Symbol: 'symbol',
  Volume: 'volume',
  DT: 'at',
  DTProcessed: 'processed_at',
  DTLastFill: 'last_fill_at',
  Test: 'test',
};

interface Wanted {
  readonly DTProcessedFrom: number | undefined;
  readonly DTProcessedTo: number | undefined;
  readonly FillRequestID: number | undefined;
  readonly Symbol: string | undefined;
  readonly Ticket: string | undefined;
  readonly ID: number | undefined;
}

/** When the fills may have been processed. Throws Fault for more than a month of everything. */
function stretch(
  { DTProcessedFrom: from, DTProcessedTo: to, ...named }: Wanted,
  now: number,
): { from: number | undefined; to: number | undefined } {
  if (Object.values(named).some((value) => value !== undefined)) return { from, to };
  if (from === undefined && to === undefined) return { from: now - MONTH_MS, to };
  const [begin, end] = [from ?? (to as number) - MONTH_MS, to ?? now + 1];
  if (end - begin > MONTH_MS)
    throw Fault.invalid('Filter.DTProcessedFrom', 'at most a month, unless FillRequestID, Symbol or Ticket is given');
  return { from: begin, to: end };
}

function fillEntity(row: CopyRow<'copy_fills'>): Record<string, Json> {
  return {
    ID: row.id,
    FillRequestID: row.request,
    Symbol: row.symbol,
    Price: priceOf(row.price) ?? ZERO,
    VolumeFilled: eighths(row.filled),
    VolumeRejected: eighths(row.rejected),
    CommissionFill: money(row.commission),
    Ticket: row.ticket,
    DT: momentText(row.at),
    DTExecuted: momentText(row.executed_at),
    DTProcessed: momentText(row.processed_at),
  };
}

function requestEntity(row: CopyRow<'copy_requests'>): Record<string, Json> {
  return {
    ID: row.id,
    StreamID: row.stream,
    Symbol: row.symbol,
    Volume: eighths(row.volume),
    DT: momentText(row.at),
    DTProcessed: momentOf(row.processed_at),
    DTLastFill: momentOf(row.last_fill_at),
  };
}
