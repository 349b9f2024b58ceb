import { type Account, type CoreState, type Deal, dealMarks, dealRecord, dealStanding } from '@outcry/core';
import { JsonText, type JsonValue, jsonText } from '../wire/json.ts';
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
  /** Made when the text is wanted a second time: most changes are answered once. */
  template: JsonTemplate<MovingMember> | null;
  /** The newest text, and what it was filled in with. */
  text: JsonText;
  known: KnownResult;
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
    const { id, version } = deal;
    const fees = state.accounts.accounts.get(deal.account)?.fees as Account['fees'];
    const filled = {
      known: this.#results.of(state, deal),
      bot: state.bots.bots.get(deal.bot)?.terms.settings.name ?? '',
      account: accountName(state, deal.account),
    };
    const kept = this.#kept.get(id);
    const holds = kept?.deal === deal && kept.version === version && kept.fees === fees;
    if (holds && isFilledWith(kept, filled) && !trails(deal)) return kept.text;
    const moving = movingMembers(filled.known.result, dealMarks(state, deal), filled);
    if (holds) {
      kept.template ??= new JsonTemplate<MovingMember>(membersOf(state, deal, PLACES));
      return Object.assign(kept, filled, { text: kept.template.fill(moving) }).text;
    }
    const text = new JsonText(jsonText(membersOf(state, deal, moving)));
    this.#kept.set(id, { deal, version, fees, template: null, text, ...filled });
    return text;
  }
}

function membersOf(state: CoreState, deal: Deal, moving: MovingMembers): JsonValue {
  return dealMembers(state, { record: dealRecord(state, deal), standing: dealStanding(state, deal) }, moving);
}

function isFilledWith(kept: Kept, { known, bot, account }: Pick<Kept, 'known' | 'bot' | 'account'>): boolean {
  return kept.known === known && kept.bot === bot && kept.account === account;
}

/** Its marks follow the price. */
function trails({ status, terms: { settings } }: Deal): boolean {
  return status === 'trailing' || settings.stopLossTrails;
}
