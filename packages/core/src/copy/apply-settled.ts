import { type CopyAccount, dropEmpty, hasPositions, positionById } from './account.ts';
import type { Group } from './group.ts';
import { type CopyState, copyAccount, strategyById } from './state.ts';
import type { Strategy } from './strategy.ts';
import { standingAfter } from './target.ts';
import { type Terms, termsOf } from './terms.ts';
import { type GroupSettled, NETTED_STRIDE, SETTLED_STRIDE } from './trade-events.ts';

/** How long positions that could not be closed are left alone, in ms. */
export const CLOSING_RETRY = 5_000;

/** How many deals a settled order is: what is traded, what liquidity refused, or that no lot fits. */
export function dealsOf(delta: number, volume: number): number {
  return volume === delta || volume === 0 ? 1 : 2;
}

/** The next accounts of a group have what was traded for them. */
export function applySettled(copy: CopyState, group: Group, event: GroupSettled): void {
  const { rows, firstDeal } = event;
  const orders = new SettledOrders(copy);
  let account: CopyAccount | null = null;
  for (let i = 0; i < rows.length; i += SETTLED_STRIDE) {
    const id = rows[i] as number;
    if (account === null || account.id !== id) {
      if (account !== null) release(copy, group, account, event.at);
      account = copyAccount(copy, id);
    }
    orders.take(account, rows, i);
  }
  if (account !== null) release(copy, group, account, event.at);
  orders.end();
  copy.next.deal = firstDeal + orders.deals + event.netted.length / NETTED_STRIDE;
  copy.ledger.liquidity += event.liquidity;
  copy.ledger.house += event.house;
  group.settled = event.settled;
  copy.work.groups.add(event.id);
}

/** Takes one order after another; what goes to the same trader and partner is summed up before it is theirs. */
class SettledOrders {
  deals = 0;
  readonly #copy: CopyState;
  #strategy: Strategy | null = null;
  #offer = -1;
  #terms: Terms | null = null;
  #trader = 0;
  #partner = 0;

  constructor(copy: CopyState) {
    this.#copy = copy;
  }

  take(account: CopyAccount, rows: readonly number[], i: number): void {
    const position = positionById(account, rows[i + 1] as number);
    const delta = rows[i + 4] as number;
    const volume = rows[i + 5] as number;
    position.requestLong = 0;
    position.requestShort = 0;
    position.rejected += Math.abs(delta - volume);
    this.deals += dealsOf(delta, volume);
    if (volume !== 0) {
      const profit = rows[i + 9] as number;
      const swap = rows[i + 10] as number;
      const trader = rows[i + 13] as number;
      const partner = rows[i + 14] as number;
      const costs = (rows[i + 11] as number) + (rows[i + 12] as number) + trader + partner;
      position.volumeA = standingAfter(position, volume, rows[i + 6] as number);
      position.volume += volume;
      position.price = rows[i + 8] as number;
      position.swap -= swap;
      account.balance += profit + swap - costs;
      account.trades += 1;
      account.commissionPaid += trader + partner;
      if (trader + partner > 0) this.#reward(account, trader, partner);
      if (account.kind === 0) this.#addTurnover(account, position.instrument, rows[i + 15] as number);
    }
    dropEmpty(account, position);
  }

  #reward(account: CopyAccount, trader: number, partner: number): void {
    if (account.strategy !== this.#strategy?.id || account.offer !== this.#offer) {
      this.end();
      this.#strategy = strategyById(this.#copy, account.strategy);
      this.#offer = account.offer;
      this.#terms = termsOf(this.#copy, account);
    }
    this.#trader += trader;
    this.#partner += partner;
  }

  /** Credits what is summed up. */
  end(): void {
    if (this.#strategy === null || this.#terms === null) return;
    const { partnerRewards } = this.#strategy;
    const { partner } = this.#terms;
    this.#strategy.rewards += this.#trader;
    if (this.#partner > 0) partnerRewards.set(partner, (partnerRewards.get(partner) ?? 0) + this.#partner);
    this.#trader = 0;
    this.#partner = 0;
  }

  /** Turnover of a strategy is that of its own account. */
  #addTurnover({ strategy }: CopyAccount, instrument: number, turnover: number): void {
    const known = strategyById(this.#copy, strategy).turnover;
    known.set(instrument, (known.get(instrument) ?? 0) + turnover);
  }
}

/** An account whose orders are settled takes commands again. */
function release({ work, strategies }: CopyState, { kind, command }: Group, account: CopyAccount, at: number): void {
  account.group = 0;
  if (!hasPositions(account)) account.closing = null;
  else {
    if (kind === 'flatten') account.closing ??= { command, stop: 0 };
    // what liquidity has refused is tried again later; who was stopped while it had his orders is closed at once
    if (account.closing !== null && (kind === 'flatten' || kind === 'close'))
      work.timers.set(account.id, at + CLOSING_RETRY);
    else if (account.closing !== null) work.closing.add(account.id);
  }
  work.touched.add(account.id);
  // a sync has passed it by meanwhile
  if (account.wantsSync && strategies.get(account.strategy)?.follows !== 0) work.followed.add(account.strategy);
  if (account.commands.length > 0) work.accounts.add(account.id);
}
