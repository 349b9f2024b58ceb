import {
  type BotsEvent,
  type CoreEvent,
  LEG_OWNERS,
  type Leg,
  type LegSent,
  type OrdersEvent,
  type TradesEvent,
} from '@outcry/core';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';

/** The deal or trade that an event belongs to. */
export type EventOwner = Pick<Leg, 'owner' | 'entity'>;

/** Which deal or trade an event of the turn belongs to; null: none. */
export type OwnerOfEvent = (event: CoreEvent) => EventOwner | null;

/** Tells the events of a turn's deals and trades apart from others; null when none was alive in it. */
export function ownersOfTurn(
  { finishedDeals, finishedTrades }: Pick<ProjectedTurn, 'finishedDeals' | 'finishedTrades'>,
  { bots, trades, legs }: ProjectedWorld,
): OwnerOfEvent | null {
  const alive = bots.deals.size + trades.trades.size + finishedDeals.length + finishedTrades.length;
  if (alive === 0) return null;
  return (event) => {
    const known = event as BotsEvent | TradesEvent | LegSent | OrdersEvent;
    switch (known.type) {
      case 'legs.sent': {
        const owner = LEG_OWNERS[known.owner];
        return owner === undefined ? null : { owner, entity: known.entity };
      }
      case 'orders.filled':
      case 'orders.ended':
        return legs.byOrder.get(known.id) ?? legs.ended.get(known.id) ?? null;
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
        return { owner: 'deal', entity: known.id };
      default:
        return isOfTrades(known) ? { owner: 'trade', entity: known.id } : null;
    }
  };
}

/** Every event of the module `smart-trades` is about one trade. */
function isOfTrades(event: CoreEvent): event is TradesEvent {
  return event.type.startsWith('trades.');
}
