import { type BotsEvent, type CoreEvent, LEG_OWNERS, type LegSent, type OrdersEvent } from '@outcry/core';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';

/** Which deal of a bot an event of the turn belongs to; null: none. */
export type DealOfEvent = (event: CoreEvent) => number | null;

const DEAL = LEG_OWNERS.indexOf('deal');

/** Tells the events of a turn's deals apart from others; null when no deal was alive in it. */
export function dealsOfTurn(
  { finishedDeals }: Pick<ProjectedTurn, 'finishedDeals'>,
  { bots, legs }: ProjectedWorld,
): DealOfEvent | null {
  if (bots.deals.size === 0 && finishedDeals.length === 0) return null;
  return (event) => {
    const known = event as BotsEvent | LegSent | OrdersEvent;
    switch (known.type) {
      case 'legs.sent':
        return known.owner === DEAL ? known.entity : null;
      case 'orders.filled':
      case 'orders.ended': {
        const leg = legs.byOrder.get(known.id) ?? legs.ended.get(known.id);
        return leg?.owner === 'deal' ? leg.entity : null;
      }
      case 'bots.dealOpened':
      case 'bots.dealMoved':
      case 'bots.dealBought':
      case 'bots.stopTimed':
      case 'bots.dealFailing':
      case 'bots.dealRecovered':
      case 'bots.dealEdited':
      case 'bots.dealNoted':
      case 'bots.stepSaleAsked':
      case 'bots.dealClosed':
        return known.id;
      default:
        return null;
    }
  };
}
