import { type CoreState, divide, type Instrument, instrumentById, type Money, NO_MONEY } from '@outcry/core';
import { openingTrades, type TradedSum, type Turnover, turnoverSince } from '../../../readmodel/index.ts';
import { accountIdOf, accountNamed, type Seeing } from '../accounts.ts';
import type { ServiceDesk } from '../desk.ts';
import { moscowMidnight } from '../wire/schedule.ts';
import { type Holding, type Holdings, holdingsOf, pricesOf } from './holdings.ts';

/** What the fills of an account add to what the core knows of a holding. Money is in the account's currency. */
export interface HoldingHistory {
  /** What the position stands on, first in first out. */
  readonly opening: TradedSum | undefined;
  /** What the day has brought so far; undefined where the day before has no price. */
  readonly today: Money | undefined;
}

/** An account with everything that its portfolio tells. */
export interface PortfolioFigures {
  readonly accountId: string;
  readonly holdings: Holdings;
  /** By instrument. */
  readonly history: ReadonlyMap<number, HoldingHistory>;
  /** The day's result of all that is held or was traded today. */
  readonly today: Money;
}

/**
 * Holdings as of one turn, and what the fills up to that turn say of them: two searches, of which the first reads the fills
 * that open positions stand on and no others, the second sums of the day. The sandbox has no such figures.
 */
export async function portfolioFigures(
  { parts, listing }: Pick<ServiceDesk, 'parts' | 'listing'>,
  call: Seeing,
  accountId: string,
): Promise<PortfolioFigures> {
  const { engine, readModel } = parts;
  const { id, name, holdings, seq, now } = await engine.read((state) => {
    const account = accountNamed(state, call, accountId);
    const at = engine.now;
    const found = holdingsOf(state, listing, account, at);
    return { id: account.id, name: accountIdOf(account), holdings: found, seq: engine.seq, now: at };
  });
  if (holdings.sandbox) return { accountId: name, holdings, history: new Map(), today: NO_MONEY };
  const held = [...holdings.units, ...holdings.contracts];
  const positions = held.map(({ listed, entry }) => ({
    instrument: listed.instrument.id,
    quantity: entry?.quantity ?? 0,
  }));
  const [opening, turnover] = await Promise.all([
    openingTrades(readModel, id, positions, seq),
    turnoverSince(readModel, id, moscowMidnight(now), seq),
  ]);
  const history = new Map(
    held.map((holding) => {
      const { id: instrument } = holding.listed.instrument;
      const today = resultOfDay(holding, turnover.get(instrument));
      return [instrument, { opening: opening.get(instrument), today }] as const;
    }),
  );
  let today = 0n;
  for (const { today: result } of history.values()) today += result ?? 0n;
  for (const [instrument, traded] of turnover) {
    if (!history.has(instrument)) today += resultOfFlat(engine, instrument, traded, now);
  }
  return { accountId: name, holdings, history, today: today as Money };
}

const NO_TRADES: TradedSum = { quantity: 0n, total: 0n };
const NO_TURNOVER: Turnover = { bought: NO_TRADES, sold: NO_TRADES };

/**
 * Worth now, less worth of what was held when the day began at the price of the day before, less what was paid for it since
 * then. Units that were moved in or out count as if they always had been, or had not.
 */
function resultOfDay(
  {
    listed: { instrument },
    units,
    stepUnits,
    price,
    previousClose,
  }: Pick<Holding, 'units' | 'stepUnits' | 'price' | 'previousClose'> & {
    readonly listed: { readonly instrument: Instrument };
  },
  { bought, sold }: Turnover = NO_TURNOVER,
): Money | undefined {
  const atStart = units - (bought.quantity - sold.quantity) * stepUnits;
  if ((atStart !== 0n && previousClose === undefined) || (units !== 0n && price === undefined)) return undefined;
  const worth = (of: bigint, at: number | undefined): bigint =>
    divide(of * BigInt(at ?? 0) * instrument.stepValue, stepUnits, 'halfEven');
  const paid = (bought.total - sold.total) * instrument.stepValue;
  return (worth(units, price) - worth(atStart, previousClose) - paid) as Money;
}

/** What was held at the beginning of the day, or bought since then, and is held no more. */
function resultOfFlat(engine: ServiceDesk['parts']['engine'], id: number, traded: Turnover, now: number): bigint {
  const found = engine.market((state: Pick<CoreState, 'market' | 'instruments'>) => {
    const instrument = instrumentById(state.instruments, id);
    return instrument === undefined ? undefined : { instrument, ...pricesOf(state, instrument, now) };
  });
  if (found === undefined) return 0n;
  const { instrument, price, previousClose } = found;
  const stepUnits = instrument.settlement === 'spot' ? instrument.stepUnits : 1n;
  return resultOfDay({ listed: { instrument }, units: 0n, stepUnits, price, previousClose }, traded) ?? 0n;
}
