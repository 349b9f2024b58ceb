import { type Account, type CoreState, type Deal, dealMarks, dealRecord, dealStanding } from '@outcry/core';
import type { JsonText } from '../wire/json.ts';
import { JsonTemplate, place } from '../wire/template.ts';
import { accountName, dealMembers, type MovingMember, type MovingMembers, movingMembers } from './deal-entity.ts';
import type { DealResults, KnownResult } from './deal-results.ts';
import { Recent } from './recent.ts';

/** Deals whose texts are kept: about 8 kB each. */
const MOST = 4_000;

interface Kept {
  readonly deal: Deal;
  readonly version: number;
  readonly fees: Account['fees'];
  readonly template: JsonTemplate<MovingMember>;
  /** The newest text, and what it was filled in with. */
  text: JsonText | null;
  known: KnownResult | null;
  bot: string;
  account: string;
}

const PLACES: MovingMembers = {
  final_profit: place('final_profit'),
  usd_final_profit: place('usd_final_profit'),
  actual_profit: place('actual_profit'),
  actual_usd_profit: place('actual_usd_profit'),
  trailing_max_price: place('trailing_max_price'),
  tsl_max_price: place('tsl_max_price'),
  bot_name: place('bot_name'),
  account_name: place('account_name'),
  current_price: place('current_price'),
  stop_loss_price: place('stop_loss_price'),
  actual_profit_percentage: place('actual_profit_percentage'),
};

/** Deals as they are answered with. Of one that nothing has happened to only what follows the market is written anew. */
export class DealTexts {
  readonly #results: DealResults;
  readonly #kept = new Recent<Kept>(MOST);

  constructor(results: DealResults) {
    this.#results = results;
  }

  /** A running deal; undefined when none has this id. */
  of(state: CoreState, id: number): JsonText | undefined {
    const deal = state.bots.deals.get(id);
    return deal === undefined ? undefined : this.#text(state, deal);
  }

  #text(state: CoreState, deal: Deal): JsonText {
    const kept = this.#of(state, deal);
    const known = this.#results.of(state, deal);
    const bot = state.bots.bots.get(deal.bot)?.terms.settings.name ?? '';
    const account = accountName(state, deal.account);
    if (kept.text !== null && kept.known === known && kept.bot === bot && kept.account === account && !trails(deal))
      return kept.text;
    const text = kept.template.fill(movingMembers(known.result, dealMarks(state, deal), { bot, account }));
    return Object.assign(kept, { text, known, bot, account }).text;
  }

  #of(state: CoreState, deal: Deal): Kept {
    const { id, version } = deal;
    const fees = state.accounts.accounts.get(deal.account)?.fees as Account['fees'];
    const kept = this.#kept.get(id);
    if (kept?.deal === deal && kept.version === version && kept.fees === fees) return kept;
    const standing = dealStanding(state, deal);
    const template = new JsonTemplate<MovingMember>(
      dealMembers(state, { record: dealRecord(state, deal), standing }, PLACES),
    );
    const made: Kept = { deal, version, fees, template, text: null, known: null, bot: '', account: '' };
    this.#kept.set(id, made);
    return made;
  }
}

/** Its marks follow the price. */
function trails({ status, terms: { settings } }: Deal): boolean {
  return status === 'trailing' || settings.stopLossTrails;
}
