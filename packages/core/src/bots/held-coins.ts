import { priceToText, quantityToText } from '../instruments/index.ts';
import { priceSteps } from '../legs/index.ts';
import { formatDecimal, type Price, type Quantity } from '../numbers/index.ts';
import { basisOf } from './basis.ts';
import { heldQuantity } from './closing.ts';
import { averageOf, isTradable, stopPrice } from './prices.ts';
import type { BotsWorld, Deal } from './state.ts';
import { takeProfitsOf } from './take-profits.ts';

/** Where the stop loss of a deal stands: a price, or (when it trails) a percentage of the average, below 0 for long deals. */
export interface HeldStopLoss {
  readonly price: string | null;
  readonly percent: string | null;
  readonly trails: boolean;
  /** Seconds; 0: none. */
  readonly timeout: number;
}

/** What a deal holds as decimal text: pieces, their average, and where its exits stand. */
export interface HeldCoins {
  readonly quantity: string;
  readonly average: string;
  readonly takeProfit: string;
  readonly stopLoss: HeldStopLoss | null;
}

/** What a deal holds; null: nothing that could be sold. */
export function heldCoins(world: BotsWorld, deal: Deal): HeldCoins | null {
  const basis = basisOf(world, deal);
  const { instrument } = basis;
  const quantity = heldQuantity(world, deal);
  if (!isTradable(instrument, quantity)) return null;
  const nearest = takeProfitsOf(basis, deal)[0];
  return {
    quantity: quantityToText(instrument, quantity as Quantity),
    average: formatDecimal(averageOf(deal.entered, basis.scales)),
    takeProfit: priceToText(instrument, (nearest?.price ?? instrument.highestPrice) as Price),
    stopLoss: heldStopLoss(world, deal),
  };
}

function heldStopLoss(world: BotsWorld, deal: Deal): HeldStopLoss | null {
  const { terms } = deal;
  const basis = basisOf(world, deal);
  const stop = stopPrice(basis, deal);
  if (stop === null) return null;
  const { stopLoss, stopLossTrails: trails, stopLossTimeout: timeout } = terms.settings;
  if (trails) return { price: null, percent: terms.long ? `-${stopLoss}` : stopLoss, trails, timeout };
  const level = priceSteps(basis.instrument, stop, terms.long ? 'floor' : 'ceiling');
  return { price: priceToText(basis.instrument, Math.max(1, level) as Price), percent: null, trails, timeout };
}
