import { accountById } from '../accounts/index.ts';
import {
  closeDeal,
  type Deal,
  disableBot,
  type HeldCoins,
  heldCoins,
  isPanicSellable,
  withdrawDeal,
} from '../bots/index.ts';
import { type Rejection, reject, type Turn } from '../turn.ts';
import type { StopLossSettings, TradeSettings } from './settings.ts';
import type { TradesWorld } from './state.ts';

/** What a deal hands over to a trade. */
export interface TakenOver {
  readonly deal: Deal;
  readonly settings: TradeSettings;
}

/** The coins of a deal with its exits, as a trade would hold them; or why it cannot be. */
export function settingsOfDeal(world: TradesWorld, id: number): TakenOver | Rejection {
  const deal = world.bots.deals.get(id);
  if (deal === undefined) return reject('unknown_deal', 'deal', `no active deal ${String(id)}`);
  if (!isPanicSellable(deal.status) || accountById(world.accounts, deal.account).venue !== 'paper')
    return reject('not_allowed_now', 'deal', `a deal that is ${deal.status} cannot become a smart trade`);
  if ((deal.terms.settings.closeWhen ?? []).length > 0)
    return reject('not_allowed_now', 'deal', 'conditions close it, which a smart trade does not know');
  const coins = heldCoins(world, deal);
  if (coins === null) return reject('not_allowed_now', 'deal', 'it holds nothing that could be sold');
  return { deal, settings: settingsOf(deal, coins) };
}

/** The take profit rests as that of the deal does; one far away stands for a deal that has none. */
function settingsOf(
  { instrument, terms }: Deal,
  { quantity, average, takeProfit, stopLoss }: HeldCoins,
): TradeSettings {
  const by = terms.long ? 'bid' : 'ask';
  const common = { by, limitPrice: '0' } as const;
  const stop: StopLossSettings | null =
    stopLoss === null ? null : { ...common, ...stopLoss, order: 'market', breakeven: false };
  return {
    instrument,
    side: terms.settings.strategy,
    entry: null,
    averagePrice: average,
    quantity,
    takeProfits: [
      { ...common, position: 1, share: '100', price: takeProfit, percent: null, order: 'resting', trailing: '0' },
    ],
    stopLoss: stop,
    stored: {},
  };
}

/** Ends the deal; with `stopBot` its bot starts no other in its place. */
export function endDeal(world: TradesWorld, deal: Deal, stopBot: boolean, turn: Turn): void {
  if (stopBot) disableBot(world, deal.bot, 'owner', turn);
  if (!withdrawDeal(world, deal, turn)) throw new Error(`orders of deal ${deal.id} did not come back at once`);
  closeDeal(world, deal, 'cancelled', null, turn);
}
