import {
  available,
  type CoreState,
  decimals,
  type GridRole,
  gridLinePrice,
  isRejection,
  type Money,
  parseDecimal,
  planGrid,
} from '@outcry/core';
import {
  type GridOrderRow,
  type GridProfitRow,
  listGridOrders,
  listGridProfits,
  MAX_PAGE,
  type PageRequest,
  type Page as RowPage,
} from '../../../readmodel/index.ts';
import { accountOf } from '../accounts/seen.ts';
import { marketOrder } from '../bots/deal-orders.ts';
import { timeText } from '../bots/times.ts';
import { Fault, refusal } from '../errors.ts';
import type { JsonValue } from '../wire/json.ts';
import { amountOf, decimalText, withPoint } from '../wire/numbers.ts';
import { lineId } from './entity.ts';
import { type Acting, gridOf, gridSeen } from './seen.ts';

/** Rows of a list that is told whole. */
const MAX_ROWS = 10_000;

/** Page after page of a list, up to a number of rows. */
async function allRows<Row>(list: (request: PageRequest) => Promise<RowPage<Row>>, most: number): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: MAX_PAGE, cursor });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < most);
  return rows.slice(0, most);
}

/** Profits of a bot's cycles, newest first. Rejects with Fault. */
export async function profitsPage(
  call: Acting,
  id: number,
  range: { readonly from?: number | undefined; readonly to?: number | undefined },
): Promise<JsonValue> {
  const { engine, readModel } = call.desk.parts;
  const { lines } = await gridSeen(call, id);
  const placed = new Map(lines.map(({ line, side, order }) => [line, { side, placed: order !== 0 }]));
  const rows = await allRows((request) => listGridProfits(readModel, id, range, request), MAX_ROWS);
  return engine.read((state) => rows.map((row) => profitEntity(state, call.person.id, id, row, placed)));
}

/** A profit is told of the line that was sold. */
function profitEntity(
  state: CoreState,
  person: number,
  id: number,
  row: GridProfitRow,
  placed: ReadonlyMap<number, { readonly side: 'buy' | 'sell' | null; readonly placed: boolean }>,
): JsonValue {
  const bot = gridOf(state, person, id);
  const line = row.line + 1;
  const { instruments, assets } = state.instruments;
  const pair = instruments[bot.settings.instrument];
  const inQuote = bot.settings.profitCurrency === 'quote';
  const asset = assets[(inQuote ? pair?.quote : pair?.base) ?? 0] ?? { scale: 0 };
  const now = placed.get(line);
  return {
    grid_line_id: lineId(id, line),
    profit: decimalText(amountOf(asset, BigInt(inQuote ? row.profit : row.profitUnits) as Money)),
    usd_profit: withPoint(row.profitUsd ?? '0'),
    created_at: timeText(row.at),
    grid_line: {
      id: lineId(id, line),
      price: withPoint(gridLinePrice(state, bot, line) ?? '0'),
      side: now?.side ?? null,
      order_placed: now?.placed ?? false,
    },
  };
}

const OF_LINES: readonly GridRole[] = ['buy', 'sell'];

/** Orders of a bot, newest first: those of its lines, of which a part is asked for, and those that buy and sell for the start and the end. */
export async function ordersPage(
  call: Acting,
  id: number,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<JsonValue> {
  const { engine, readModel } = call.desk.parts;
  await gridSeen(call, id);
  const rows = await allRows((request) => listGridOrders(engine, readModel, id, request), MAX_ROWS);
  const ofLines = rows.filter(({ part }) => OF_LINES.includes(part.role)).slice(offset, offset + limit);
  const others = rows.filter(({ part }) => !OF_LINES.includes(part.role));
  return engine.read((state) => ({
    grid_lines_orders: ofLines.flatMap((row) => orderEntity(state, row)),
    balancing_orders: others.flatMap((row) => orderEntity(state, row)),
  }));
}

function orderEntity(state: CoreState, { part, row }: GridOrderRow): JsonValue[] {
  const order = marketOrder(state, row, '', false);
  if (order === undefined) return [];
  const { deal_order_type: _, cancellable: __, ...rest } = order as { readonly [key: string]: JsonValue };
  return [{ ...rest, order_id: part.id }];
}

/** What a bot needs to begin and what of it is missing (`threecommas.md` 19). Rejects with Fault. */
export function balancesPage({ desk, person }: Acting, id: number): Promise<JsonValue> {
  return desk.parts.engine.read((state) => {
    const bot = gridOf(state, person.id, id);
    const plan = planGrid(state, bot.account, bot.settings);
    if (isRejection(plan)) {
      if (plan.reason === 'no_market_price') throw new Fault('gridLinesNotMarked');
      throw refusal(plan);
    }
    const { instruments, assets } = state.instruments;
    const pair = instruments[bot.settings.instrument];
    const [base, quote] = [assets[pair?.base ?? 0], assets[pair?.quote ?? 0]];
    const account = accountOf(state, person.id, bot.account);
    const exact = (text: string) => parseDecimal(text) ?? decimals.ZERO;
    const free = amountOf(quote ?? { scale: 0 }, available(account, quote?.id ?? 0));
    // a bot that runs has what it needs
    const runs = bot.status !== 'disabled';
    const coins = runs ? '0' : decimalText(decimals.subtract(exact(plan.coins), exact(plan.coinsFree)));
    const needed = runs ? decimals.ZERO : exact(plan.needed);
    const short = decimals.subtract(needed, free);
    const missing = short.coefficient > 0n ? short : decimals.ZERO;
    const inBase = (quantity: string) => ({ quantity: withPoint(quantity), currency: base?.code ?? '' });
    const inQuote = (quantity: string) => ({ quantity, currency: quote?.code ?? '' });
    return {
      missing_balance: { base: inBase(coins), quote: inQuote(decimalText(missing)) },
      required_balance: { base: inBase(plan.coins), quote: inQuote(withPoint(plan.buysCost)) },
      need_balancing: exact(coins).coefficient > 0n,
      balancing_available: missing.coefficient === 0n,
      necessary_quantities: inQuote(withPoint(runs ? '0' : plan.coinsCost)),
    };
  });
}
