import {
  type Account,
  canConvert,
  convert,
  type Instrument,
  type Money,
  openQuantity,
  RATE_UNIT,
  valuationPrice,
} from '../src/index.ts';
import type { CoreState } from '../src/state.ts';

/** The margin of an account, written down from the rules once more: every order and every ticket is looked at by itself. */
export interface NaiveMargin {
  readonly liquid: bigint;
  readonly starting: bigint;
  readonly minimal: bigint;
  readonly corrected: bigint;
  /** Amounts that were rounded on the way: so many minor units two ways of adding may differ. */
  readonly roundings: bigint;
}

export function naiveMargin(state: CoreState, account: Account): NaiveMargin {
  const { instruments, market, orders } = state;
  let roundings = 0n;
  const inAccount = (amount: bigint, asset: number, by?: Instrument, price = 0): bigint | undefined => {
    roundings++;
    if (!canConvert(state, asset, account.currency, by, price)) return undefined;
    return convert(state, amount as Money, asset, account.currency, by, price);
  };
  const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
  const rated = (amount: bigint, rate: number): bigint => {
    roundings++;
    return (size(amount) * BigInt(rate) + RATE_UNIT - 1n) / RATE_UNIT;
  };
  const open = [...orders.open.values()].filter(
    ({ account: of, status, leg, id }) => of === account.id && status !== 'armed' && (leg === 0 || leg === id),
  );
  let liquid = 0n;
  let starting = 0n;
  let minimal = 0n;
  let corrected = 0n;
  const assets = new Set([...account.balances.keys()].filter((asset) => asset !== account.currency));
  /** By asset: what orders bring and take of it, in its units and in the account's currency. */
  const flows = new Map<number, { up: bigint; upWorth: bigint; down: bigint; downWorth: bigint }>();
  const spot = open.filter(({ instrument: id }) => instruments.instruments[id]?.settlement === 'spot');
  for (const id of new Set(spot.map((order) => order.instrument))) {
    const instrument = instruments.instruments[id] as Instrument;
    let [buys, sales, spent, got] = [0n, 0n, 0n, 0n];
    for (const order of spot.filter((one) => one.instrument === id)) {
      const quantity = BigInt(openQuantity(order));
      const value = BigInt(order.price) * quantity * instrument.stepValue;
      if (order.side === 0) [buys, spent] = [buys + quantity, spent + value];
      else [sales, got] = [sales + quantity, got + value];
    }
    const atLast = BigInt(valuationPrice(market, id) ?? 0) * sales * instrument.stepValue;
    if (got < atLast) got = atLast;
    const [paid, received] = [inAccount(spent, instrument.quote), inAccount(got, instrument.quote)];
    if (paid === undefined || received === undefined) continue;
    for (const [asset, up, upWorth, down, downWorth] of [
      [instrument.base, buys * instrument.stepUnits, paid, sales * instrument.stepUnits, received],
      [instrument.quote, got, received, spent, paid],
    ] as const) {
      const flow = flows.get(asset) ?? { up: 0n, upWorth: 0n, down: 0n, downWorth: 0n };
      flows.set(asset, {
        up: flow.up + up,
        upWorth: flow.upWorth + upWorth,
        down: flow.down + down,
        downWorth: flow.downWorth + downWorth,
      });
      if (asset !== account.currency) assets.add(asset);
    }
  }
  liquid += account.balances.get(account.currency)?.total ?? 0n;
  for (const asset of assets) {
    const held = account.balances.get(asset)?.total ?? 0n;
    const worth = inAccount(held, asset);
    const pair = [...instruments.pairs.values()]
      .flat()
      .find(
        (one) =>
          [one.pairBase, one.quote].includes(asset) &&
          [one.pairBase, one.quote].includes(account.currency) &&
          (valuationPrice(market, one.id) ?? 0) > 0,
      );
    if (worth === undefined || pair === undefined) continue;
    const lent = pair.marginLong < 1_000_000;
    if (held <= 0n || lent) liquid += worth;
    const now = held > 0n ? (lent ? rated(worth, pair.marginLong) : 0n) : rated(worth, pair.marginShort);
    starting += now;
    minimal += (now + 1n) / 2n;
    const { up, upWorth, down, downWorth } = flows.get(asset) ?? { up: 0n, upWorth: 0n, down: 0n, downWorth: 0n };
    const [high, low] = [held + up, held - down];
    let bought = 0n;
    if (high < 0n) bought = rated(inAccount(high, asset) ?? 0n, pair.marginShort);
    else if (up > 0n) {
      // of what is bought the part that is not needed to pay back a debt
      const opened = held < 0n ? (upWorth * high + up - 1n) / up : upWorth;
      bought = rated(opened + (held > 0n && lent ? worth : 0n), pair.marginLong);
    }
    let sold = 0n;
    if (low < 0n && down > 0n) {
      const opened = held > 0n ? (downWorth * -low + down - 1n) / down : downWorth;
      sold = rated(opened + (held < 0n ? -worth : 0n), pair.marginShort);
    }
    corrected += [now, bought, sold].reduce((a, b) => (a > b ? a : b));
  }
  const legs = new Map<string, { instrument: Instrument; quantity: number; cost: bigint; currency: number }>();
  for (const position of [...account.net.values(), ...account.tickets.values()]) {
    const instrument = instruments.instruments[position.instrument] as Instrument;
    if (instrument.settlement !== 'spot') legs.set(`${instrument.id}:${position.leg}`, { ...position, instrument });
  }
  const extra = new Map<number, Instrument>();
  for (const { instrument: id } of open) {
    const instrument = instruments.instruments[id] as Instrument;
    if (instrument.settlement !== 'spot') extra.set(id, instrument);
  }
  for (const { instrument, quantity, cost, currency } of legs.values()) {
    const price = valuationPrice(market, instrument.id);
    if (price === undefined) continue;
    const value = BigInt(price) * BigInt(quantity) * instrument.stepValue;
    const result = value - (quantity > 0 ? cost : -cost);
    roundings++;
    if (!canConvert(state, instrument.quote, currency, instrument, price)) continue;
    const booked = convert(state, result as Money, instrument.quote, currency, instrument, price);
    const own = inAccount(booked, currency, instrument, price);
    const worth = inAccount(value, instrument.quote, instrument, price);
    if (own === undefined || worth === undefined) continue;
    liquid += own;
    const blocked = inAccount(
      BigInt(Math.abs(quantity)) * instrument.initialMargin,
      instrument.quote,
      instrument,
      price,
    );
    const need =
      instrument.settlement === 'futures'
        ? (blocked ?? 0n)
        : rated(worth, quantity > 0 ? instrument.marginLong : instrument.marginShort);
    starting += need;
    minimal += (need + 1n) / 2n;
    const netted = !account.hedging || instrument.settlement === 'futures';
    if (!netted || !extra.has(instrument.id)) corrected += need;
  }
  for (const instrument of extra.values()) {
    const price = valuationPrice(market, instrument.id);
    if (price === undefined) continue;
    const side = (which: 0 | 1): { steps: number; worth: bigint } => {
      const those = open.filter((order) => order.instrument === instrument.id && order.side === which);
      const steps = those.reduce((sum, order) => sum + openQuantity(order), 0);
      const value = those.reduce(
        (sum, order) => sum + BigInt(order.price) * BigInt(openQuantity(order)) * instrument.stepValue,
        0n,
      );
      const atLast = BigInt(price) * BigInt(steps) * instrument.stepValue;
      const dearest = which === 1 && atLast > value ? atLast : value;
      return { steps, worth: inAccount(dearest, instrument.quote, instrument, price) ?? 0n };
    };
    const [buys, sales] = [side(0), side(1)];
    if (instrument.settlement === 'cfd' && account.hedging) {
      corrected += rated(buys.worth, instrument.marginLong) + rated(sales.worth, instrument.marginShort);
      continue;
    }
    const held = legs.get(`${instrument.id}:0`)?.quantity ?? 0;
    const need = (quantity: number, orders?: { steps: number; worth: bigint }): bigint => {
      if (instrument.settlement === 'futures')
        return (
          inAccount(BigInt(Math.abs(quantity)) * instrument.initialMargin, instrument.quote, instrument, price) ?? 0n
        );
      const opened = Math.min(orders?.steps ?? 0, Math.abs(quantity));
      const kept = inAccount(
        BigInt(price) * BigInt(Math.abs(quantity) - opened) * instrument.stepValue,
        instrument.quote,
        instrument,
        price,
      );
      const all = BigInt(orders?.steps ?? 1);
      const added = orders === undefined || all === 0n ? 0n : (orders.worth * BigInt(opened) + all - 1n) / all;
      return rated((kept ?? 0n) + added, quantity > 0 ? instrument.marginLong : instrument.marginShort);
    };
    corrected += [need(held), need(held + buys.steps, buys), need(held - sales.steps, sales)].reduce((a, b) =>
      a > b ? a : b,
    );
  }
  return { liquid, starting, minimal, corrected, roundings };
}
