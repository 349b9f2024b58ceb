import {
  type Account,
  type ClosingDone,
  type CoreEvent,
  type CoreState,
  type Instrument,
  positionsOf,
  valuationPrice,
} from '../src/index.ts';
import { must } from './failure.ts';
import { naiveMargin } from './naive-margin.ts';

/**
 * No account on margin that is closed out stands below its minimal margin while something of it is traded and could be
 * closed, without closing being under way. Every account is valued anew, whatever has happened.
 */
export function checkMargins(state: CoreState): void {
  for (const account of state.accounts.accounts.values()) {
    if (account.id < 2_000_000_000 || account.closed || !account.closeOut || !account.margin) continue;
    if (account.venue !== 'paper' || account.fillPolicy !== 'book' || state.risk.closings.has(account.id)) continue;
    const { traded, open } = pricedBy(state, account);
    if (!traded || !open || !hasSomethingToClose(state, account)) continue;
    const { liquid, minimal, roundings } = naiveMargin(state, account);
    must(
      liquid + roundings >= minimal,
      () => `account ${account.id} is worth ${liquid} and needs ${minimal}, and nothing is closed`,
    );
  }
}

/** Close-out that says that it has reached its goal has: the liquid portfolio covers the starting margin. */
export function checkClosedOut(state: CoreState, events: readonly CoreEvent[]): void {
  events.forEach((event, at) => {
    const { type, account, kind, outcome } = event as ClosingDone;
    if (type !== 'risk.closingDone' || kind !== 'closeOut' || outcome !== 'reached') return;
    const later = events.slice(at + 1).some((other) => (other as ClosingDone).account === account);
    const holder = state.accounts.accounts.get(account);
    if (later || holder === undefined) return;
    const { liquid, starting, roundings } = naiveMargin(state, holder);
    must(
      liquid + roundings >= starting,
      () => `account ${account} has been closed out and is worth ${liquid}, it needs ${starting}`,
    );
  });
}

/** Whether everything that decides about an account's margin has been traded, and whether some of it is being traded now. */
function pricedBy(state: CoreState, account: Account): { traded: boolean; open: boolean } {
  const { instruments, market } = state;
  let traded = true;
  let open = false;
  const need = (instrument: Instrument): void => {
    const found = market.markets[instrument.id];
    if (found !== undefined && found.lastAt > 0) open ||= found.status === 'normal';
    else if (!instruments.delistedAt.has(instrument.id)) traded = false;
  };
  const convert = (asset: number): void => {
    const pairs = [...instruments.pairs.values()]
      .flat()
      .filter(({ pairBase, quote }) =>
        [`${pairBase} ${quote}`, `${quote} ${pairBase}`].includes(`${asset} ${account.currency}`),
      );
    const used = pairs.find(({ id }) => (valuationPrice(market, id) ?? 0) > 0);
    if (used !== undefined) need(used);
    else if (pairs.some(({ id }) => !instruments.delistedAt.has(id))) traded = false;
  };
  for (const [asset, { total }] of account.balances) if (asset !== account.currency && total !== 0n) convert(asset);
  for (const { instrument: id } of positionsOf(account)) {
    const instrument = instruments.instruments[id] as Instrument;
    if (instrument.settlement === 'spot') continue;
    need(instrument);
    if (instrument.pairBase !== account.currency && instrument.quote !== account.currency) convert(instrument.quote);
  }
  return { traded, open };
}

/** Whether an order of at least the smallest quantity could make something of the account smaller. */
function hasSomethingToClose(state: CoreState, account: Account): boolean {
  const { instruments } = state;
  const tradable = (instrument: Instrument, steps: number): boolean =>
    instrument.tradable && !instruments.delistedAt.has(instrument.id) && steps >= Math.max(1, instrument.minQuantity);
  for (const { instrument: id, quantity } of positionsOf(account)) {
    const instrument = instruments.instruments[id] as Instrument;
    if (instrument.settlement !== 'spot' && tradable(instrument, Math.abs(quantity))) return true;
  }
  for (const instrument of instruments.instruments) {
    if (instrument?.settlement !== 'spot' || instrument.quote !== account.currency) continue;
    const total = account.balances.get(instrument.base)?.total ?? 0n;
    const steps = Number((total < 0n ? -total : total) / instrument.stepUnits);
    if (tradable(instrument, steps)) return true;
  }
  return false;
}
