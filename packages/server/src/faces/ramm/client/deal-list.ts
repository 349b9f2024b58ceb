import { type CopyRow, type DealPlace, dealPlaces, searchTable } from '../../../readmodel/index.ts';
import type { RammParts } from '../parts.ts';
import type { SeenDeal } from './deal-columns.ts';

type Row = CopyRow<'copy_deals'>;

/** Deals with their places; `running`: the trading interval that runs, or the last of a closed account. */
export async function placed({ readModel }: RammParts, rows: readonly Row[], running: number): Promise<SeenDeal[]> {
  const places = await dealPlaces(
    readModel,
    rows.map(({ id }) => id),
  );
  const known = new Map<number, DealPlace>(places.map((place) => [place.id, place]));
  return rows.map((deal) => {
    const place = known.get(deal.id);
    return { deal, interval: place?.interval ?? running, before: place?.before ?? 0 };
  });
}

/** The newest deals of an account. */
export async function newestDeals(
  parts: RammParts,
  { id: account, interval, company }: { readonly id: number; readonly interval: number; readonly company: number },
  most: number,
) {
  const { rows } = await searchTable<Row>(parts.readModel, {
    table: 'copy_deals',
    company,
    conditions: [{ column: 'account', is: 'equal', value: account }],
    order: 'id',
    ascending: false,
    limit: most,
    offset: 0,
    count: { name: 'deals.account', owner: account },
  });
  return placed(parts, rows, interval);
}
