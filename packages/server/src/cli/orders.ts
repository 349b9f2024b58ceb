import { PRICE_KINDS } from '@outcry/core';
import { Argument, type Command, Option } from 'commander';
import type { NewOrder, Order } from '../faces/native/api.ts';
import { chosenAccount, ownAccounts } from './accounts.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { newOrder, type PlaceOptions, ticketOf } from './new-order.ts';
import { answer, factLines, orNothing, printable, tableLines } from './output.ts';
import { type PlatformClient, type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

const PLACE_EXAMPLES = `  outcry order place SBER buy 10 --account 2000000000                      at the market
  outcry order place SBER buy 10 --account 2000000000 --limit 300.5        a limit order for the day
  outcry order place SBER sell 10 --account 2000000000 --stop 290          sells once 290 is reached
  outcry order place SBER sell 10 --account 2000000000 --take-profit 320 --by bid --limit 319
                                                                  a limit order at 319 once 320 is bid
  outcry order place SBER sell 10 --account 2000000000 --trail 1%          sells 1 % below the highest price from now on
  outcry order place SBER sell 10 --account 2000000000 --trail 2.5 --take-profit 320 --offset 0.1%
                                                                  trails from 320 on; sells with a limit 0.1 % lower
  outcry order place BTCUSDT buy 0.01 --account 2000000001 --limit 60000 --validity gtc --key first-try
                                                                  may be repeated: it is placed once

Quantities count pieces, prices are in the instrument's quotation; both are read exactly. Without --key a key is made up
and shown when the answer is lost, so that the order can be sent again without doubling it.`;

const LIST_EXAMPLES = `  outcry order list                            open orders of all own accounts
  outcry order list --status all --limit 100   the newest hundred
  outcry order list --account 2000000000 --instrument SBER --status filled --json`;

interface ListOptions extends PlatformOptions {
  readonly account?: number;
  readonly status: string;
  readonly instrument?: string;
  readonly limit: number;
}

const STATUSES = ['open', 'finished', 'all', 'working', 'armed', 'filled', 'cancelled', 'expired', 'rejected'];

export function orderCommands(outcry: Command): void {
  const order = outcry.command('order').description('place, look at and cancel orders');
  placeCommand(order);
  listCommand(order);
  platformCommand(
    order.command('show').argument('<id>', 'order', wholeNumber).description('one order, open or finished'),
    '  outcry order show 17',
  ).action((id: number, options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const found = await platform.get<Order>(`/orders/${id}`);
      answer(options.json, found, () => orderFacts(found));
    }),
  );
  platformCommand(
    order.command('cancel').argument('<id>', 'order', wholeNumber).description('cancel one order'),
    '  outcry order cancel 17',
  ).action((id: number, options: PlatformOptions) =>
    withPlatform(options, async (platform) => {
      const cancelled = await platform.delete<Order>(`/orders/${id}`);
      answer(options.json, cancelled, () => [sentence(cancelled)]);
    }),
  );
  cancelAllCommand(order);
}

function placeCommand(order: Command): void {
  platformCommand(
    order
      .command('place')
      .argument('<instrument>', 'any name: symbol, ticker, FIGI')
      .addArgument(new Argument('<action>', 'what to do').choices(['buy', 'sell', 'short', 'cover']))
      .argument('<quantity>', 'pieces, exact: 10 or 0.01')
      .description('place an order: at the market, with a limit, or armed until a price is reached')
      .option('--account <id>', 'account; may be left out when there is only one', wholeNumber)
      .option('--limit <price>', 'no worse than this price')
      .option('--stop <price>', 'armed until this price is reached: a worse one than now')
      .option('--take-profit <price>', 'armed until this price is reached: a better one than now')
      .option('--trail <distance>', 'armed until the price has gone back so far from its best: 2.5 or 1%')
      .option('--offset <distance>', 'of --trail: goes out with a limit so much worse than the price that fires it')
      .addOption(
        new Option('--by <price>', 'the price that --stop, --take-profit and --trail watch').choices(PRICE_KINDS),
      )
      .addOption(new Option('--validity <validity>', 'how long it stays').choices(['day', 'gtc', 'fok', 'fak']))
      .option('--ticket <ticket>', 'hedging accounts: new opens a ticket, a number names the one to close', ticketOf)
      .option('--key <key>', 'idempotency key: the same key is carried out once')
      .option('--comment <text>', 'a note that stays with the order'),
    PLACE_EXAMPLES,
  ).action((instrument: string, action: NewOrder['action'], quantity: string, options: PlaceOptions) =>
    withPlatform(options, async (platform) => {
      const account = await chosenAccount(platform, options.account);
      const placed = await place(platform, account, newOrder(instrument, action, quantity, options));
      answer(options.json, placed, () => [
        sentence(placed),
        ...(placed.repeated ? ['the key was known: nothing was placed again'] : []),
      ]);
    }),
  );
}

type Placed = Order & { readonly repeated: boolean };

/** A lost answer leaves open whether the order was placed: the key makes asking again safe. */
async function place(platform: PlatformClient, account: number, order: NewOrder): Promise<Placed> {
  try {
    return await platform.post<Placed>(`/accounts/${account}/orders`, order);
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.exitCode !== EXIT.unreachable) throw error;
    throw new CommandFailure(
      EXIT.unreachable,
      'outcome_unknown',
      `${error.message}. Whether the order was placed is not known: repeat the command with --key ${order.key}, it is carried out once`,
    );
  }
}

function listCommand(order: Command): void {
  platformCommand(
    order
      .command('list')
      .description('orders, newest first')
      .option('--account <id>', 'of this account; all own ones unless given', wholeNumber)
      .addOption(new Option('--status <status>', 'which ones').choices(STATUSES).default('open'))
      .option('--instrument <name>', 'only those of this instrument')
      .option('--limit <count>', 'at most so many', wholeNumber, 50),
    LIST_EXAMPLES,
  ).action((options: ListOptions) =>
    withPlatform(options, async (platform) => {
      const found = await ordersOf(platform, options);
      answer(options.json, found, () => listLines(found));
    }),
  );
}

async function ordersOf(platform: PlatformClient, options: ListOptions): Promise<Order[]> {
  const accounts =
    options.account === undefined ? (await ownAccounts(platform)).map(({ id }) => id) : [options.account];
  const query = { status: options.status === 'all' ? undefined : options.status, instrument: options.instrument };
  const found: Order[] = [];
  for (const account of accounts)
    found.push(...(await platform.list<Order>(`/accounts/${account}/orders`, query, options.limit)));
  return found.sort((a, b) => b.id - a.id).slice(0, options.limit);
}

function cancelAllCommand(order: Command): void {
  platformCommand(
    order
      .command('cancel-all')
      .description('cancel all open orders of an account')
      .option('--account <id>', 'account; may be left out when there is only one', wholeNumber)
      .option('--instrument <name>', 'only those of this instrument'),
    `  outcry order cancel-all --account 2000000000
  outcry order cancel-all --account 2000000000 --instrument SBER`,
  ).action((options: PlatformOptions & { account?: number; instrument?: string }) =>
    withPlatform(options, async (platform) => {
      const account = await chosenAccount(platform, options.account);
      const filter =
        options.instrument === undefined ? '' : `?${new URLSearchParams({ instrument: options.instrument })}`;
      const left = await platform.delete<{ account: number; openOrders: number }>(
        `/accounts/${account}/orders${filter}`,
      );
      answer(options.json, left, () => [`account ${left.account} has ${left.openOrders} open orders now`]);
    }),
  );
}

function sentence(order: Order): string {
  const { id, action, quantity, instrument, status, filled, averagePrice, price, reason, detail } = order;
  const at = price === null ? 'at the market' : `at ${price}`;
  const once = order.status === 'armed' ? waiting(order) : '';
  const done = averagePrice === null ? '' : `, ${filled} filled at ${averagePrice} on average`;
  const why = reason === null ? '' : ` (${[reason, detail].filter((part) => part !== null).join(': ')})`;
  return printable(`order ${id}: ${action} ${quantity} ${instrument} ${at} is ${status}${once}${done}${why}`);
}

/** What an armed order waits for. */
function waiting({ trigger, type }: Order): string {
  if (trigger === null) return '';
  const trails = trigger.mark === null ? '' : `, ${trigger.trail} behind ${trigger.mark}`;
  const begins =
    trigger.mark === null && type.startsWith('trailing') ? ` and trails by ${trigger.trail} from there` : '';
  return `: waits for ${trigger.level} (${trigger.by})${begins}${trails}`;
}

function listLines(orders: readonly Order[]): string[] {
  if (orders.length === 0) return ['no orders'];
  const columns = [
    { title: 'ID', right: true },
    { title: 'ACCOUNT', right: true },
    { title: 'INSTRUMENT' },
    { title: 'ACTION' },
    { title: 'TYPE' },
    { title: 'QUANTITY', right: true },
    { title: 'FILLED', right: true },
    { title: 'PRICE', right: true },
    { title: 'STOP', right: true },
    { title: 'STATUS' },
    { title: 'CREATED' },
  ] as const;
  const rows = orders.map((order) => [
    String(order.id),
    String(order.account),
    order.instrument,
    order.action,
    order.type,
    order.quantity,
    order.filled,
    orNothing(order.price),
    orNothing(order.stopPrice),
    order.status,
    order.createdAt,
  ]);
  return tableLines(columns, rows);
}

function orderFacts(order: Order): string[] {
  return factLines([
    ['order', sentence(order)],
    ['account', String(order.account)],
    ['type', `${order.type}, ${order.validity}${order.expiresAt === null ? '' : ` until ${order.expiresAt}`}`],
    ['stop price', orNothing(order.stopPrice)],
    ['watches', orNothing(order.trigger?.by ?? null)],
    ['trail', orNothing(order.trigger?.trail ?? null)],
    ['offset', orNothing(order.trigger?.offset ?? null)],
    ['value', order.value],
    ['fee', `${order.fee} ${order.feeAsset ?? ''}`],
    ['key', orNothing(order.key)],
    ['origin', order.origin],
    ['comment', orNothing(order.comment)],
    ['created', order.createdAt],
    ['updated', order.updatedAt],
    ['ended', orNothing(order.endedAt)],
  ]);
}
