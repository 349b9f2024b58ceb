import { type BotSettings, type BotView, type CoreState, type Decimal, decimals } from '@outcry/core';
import type { JsonText } from '../wire/json.ts';
import { JsonTemplate, place } from '../wire/template.ts';
import { botMembers, type MovingMember, type MovingMembers, movingMembers } from './bot-entity.ts';
import type { DealResults } from './deal-results.ts';
import { Recent } from './recent.ts';

/** Bots whose texts are kept: about 5 kB each. */
const MOST = 4_000;

interface Kept {
  readonly settings: BotSettings;
  readonly template: JsonTemplate<MovingMember>;
}

const PLACES: MovingMembers = {
  is_enabled: place('is_enabled'),
  active_deals_count: place('active_deals_count'),
  'deletable?': place('deletable?'),
  updated_at: place('updated_at'),
  deals_counter: place('deals_counter'),
  account_name: place('account_name'),
  finished_deals_profit_usd: place('finished_deals_profit_usd'),
  finished_deals_count: place('finished_deals_count'),
  active_deals_usd_profit: place('active_deals_usd_profit'),
};

/** Bots as they are answered with. While its settings stay, only what they do not tell is written anew. */
export class BotTexts {
  readonly #results: DealResults;
  readonly #kept = new Recent<Kept>(MOST);

  constructor(results: DealResults) {
    this.#results = results;
  }

  of(state: CoreState, bot: BotView): JsonText {
    return this.#template(state, bot).fill(movingMembers(state, bot, this.#activeUsd(state, bot)));
  }

  #template(state: CoreState, bot: BotView): Kept['template'] {
    const { id, settings } = bot;
    const kept = this.#kept.get(id);
    // settings are never changed, only exchanged
    if (kept?.settings === settings) return kept.template;
    const template = new JsonTemplate<MovingMember>(botMembers(state, bot, PLACES));
    this.#kept.set(id, { settings, template });
    return template;
  }

  /** What leaving all running deals now would bring, in dollars; what has no rate counts as nothing. */
  #activeUsd(state: CoreState, { activeDeals }: BotView): Decimal {
    let sum = decimals.ZERO;
    for (const id of activeDeals) {
      const deal = state.bots.deals.get(id);
      if (deal !== undefined) sum = decimals.add(sum, this.#results.of(state, deal).usd);
    }
    return sum;
  }
}
