import {
  type BotsEvent,
  type CoreEvent,
  LEG_OWNERS,
  type Leg,
  type LegOwner,
  type LegSent,
  type OrdersEvent,
  type TradesEvent,
} from '@outcry/core';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';

/** The deal or trade that an event belongs to. */
export interface EventOwner {
  readonly owner: TimelineOwner;
  readonly entity: number;
}

/** Owners of orders that have a timeline. */
export type TimelineOwner = Exclude<LegOwner, 'grid' | 'copy'>;

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
        return told(LEG_OWNERS[known.owner], known.entity);
      }
      case 'orders.filled':
      case 'orders.ended':
        return toldOf(legs.byOrder.get(known.id) ?? legs.ended.get(known.id));
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

function toldOf(leg: Leg | undefined): EventOwner | null {
  return leg === undefined ? null : told(leg.owner, leg.entity);
}

function told(owner: LegOwner | undefined, entity: number): EventOwner | null {
  return owner === 'deal' || owner === 'trade' ? { owner, entity } : null;
}

/** Every event of the module `smart-trades` is about one trade. */
function isOfTrades(event: CoreEvent): event is TradesEvent {
  return event.type.startsWith('trades.');
}
