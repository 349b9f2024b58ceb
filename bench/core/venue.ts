import type { Command, CoreEvent, FeePlan, Money, Price, Quantity } from '../../packages/core/src/index.ts';
import { Core } from '../../packages/core/src/index.ts';
import { ASSETS, catalogue } from '../../packages/core/src/instruments/catalogue/index.ts';
import { type Flow, LIMIT } from '../book/flow.ts';
import type { Contender, Trades } from '../book/sides.ts';

const START = Date.UTC(2026, 2, 18, 7);
/** Accounts on each side. A buyer never meets its own order. */
const TRADERS = 8;
const FEES: FeePlan = { maker: 500, taker: 1000, decimals: 8, rounding: 'halfUp', mode: 'quote' };

/** A core with rich cash accounts that trade one crypto pair, and what it has done. */
export interface Venue extends Contender {
  readonly core: Core;
  /** Events of all turns, and journal rows in the order of the turns when they are kept. */
  readonly counts: { events: number; turns: number };
  readonly journal: { at: number; body: string }[];
}

export interface VenueOptions {
  /** Encodes every turn for the journal and keeps it. */
  readonly keepJournal?: boolean;
  /** Encodes every turn as the engine does, and lets the text go. */
  readonly encode?: boolean;
}

/** Runs the operations of a flow as commands of traders: risk checks, ledger, events, matching, finished orders. */
export function openVenue(flow: Flow, { keepJournal = false, encode = false }: VenueOptions = {}): Venue {
  const core = new Core();
  const journal: Venue['journal'] = [];
  const counts = { events: 0, turns: 0 };
  const trades: Trades = { fills: 0, quantity: 0, hash: 0 };
  let at = START;

  const finish = (events: readonly CoreEvent[]): void => {
    core.takeFinished();
    if (events.length === 0) return;
    counts.events += events.length;
    counts.turns += 1;
    if (keepJournal) journal.push({ at: (events[0] as CoreEvent).at, body: core.encode(events) });
    else if (encode) core.encode(events);
  };
  const accepted = (command: Command): number => {
    const { events, outcome, rejection } = core.execute(command, at);
    finish(events);
    if (outcome === null) throw new Error(`${command.type} was refused: ${rejection?.detail}`);
    return outcome.id;
  };

  const { instrument, accounts } = openAccounts(accepted);
  core.tick({ kind: 'trade', instrument, price: 1_000_000 as Price, size: 1 as Quantity }, at);
  finish(core.advance(at));

  const { kind, id, side, price, quantity } = flow;
  return {
    core,
    trades,
    counts,
    journal,
    resting: () => core.state.exchange.books[instrument]?.size ?? 0,
    run(from, to) {
      for (let i = from; i < to; i += 1) {
        const order = id[i] as number;
        if ((i & 63) === 0) at += 1;
        if (kind[i] !== LIMIT) {
          const { events } = core.execute({ type: 'orders.cancel', order }, at);
          finish(events);
          continue;
        }
        const seller = side[i] === 1;
        const { events, outcome } = core.execute(
          {
            type: 'orders.place',
            account: accounts[((order >> 4) & (TRADERS - 1)) + (seller ? TRADERS : 0)] as number,
            instrument,
            action: seller ? 'sell' : 'buy',
            orderType: 'limit',
            validity: 'gtc',
            quantity: quantity[i] as Quantity,
            price: price[i] as Price,
            stopPrice: 0 as Price,
            leg: 'net',
            key: null,
            origin: 'bench',
            comment: null,
          },
          at,
        );
        if (outcome?.id !== order) throw new Error(`order ${order} was not taken as such: ${JSON.stringify(outcome)}`);
        for (const event of events) {
          const fill = event as { type: string; maker?: boolean; price?: number; quantity?: number };
          if (fill.type === 'orders.filled' && fill.maker === true) note(trades, fill.price ?? 0, fill.quantity ?? 0);
        }
        finish(events);
      }
    },
  };
}

function note(trades: Trades, price: number, quantity: number): void {
  trades.fills += 1;
  trades.quantity += quantity;
  trades.hash = (Math.imul(trades.hash ^ price, 0x01000193) + quantity) | 0;
}

/** The pair USDT_BTC without its smallest notional, so that the bare book's flow fits, and the traders with their money. */
function openAccounts(accepted: (command: Command) => number): { instrument: number; accounts: number[] } {
  for (const asset of ASSETS) if (asset.kind === 'crypto') accepted({ type: 'instruments.defineAsset', asset });
  const spec = catalogue(START).find(({ symbol }) => symbol === 'USDT_BTC');
  if (spec === undefined) throw new Error('the catalogue has no USDT_BTC');
  const { minNotional: _, ...instrument } = spec;
  const listed = accepted({ type: 'instruments.list', instrument });
  const accounts: number[] = [];
  for (let trader = 0; trader < 2 * TRADERS; trader += 1) {
    const account = accepted({
      type: 'accounts.open',
      owner: 1 + trader,
      name: `trader ${trader}`,
      currency: 'USDT',
      venue: 'paper',
      fillPolicy: 'book',
      margin: false,
      hedging: false,
      fees: FEES,
    });
    accounts.push(account);
    for (const asset of ['USDT', 'BTC']) {
      accepted({ type: 'accounts.deposit', account, asset, amount: (10n ** 30n) as Money, key: null });
    }
  }
  return { instrument: listed, accounts };
}
