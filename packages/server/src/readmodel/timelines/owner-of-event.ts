import {
  type BotsEvent,
  type CoreEvent,
  type GridEvent,
  LEG_OWNERS,
  type Leg,
  type LegOwner,
  type LegSent,
  type OrdersEvent,
  type TradesEvent,
} from '@outcry/core';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';

/** The deal, trade or grid bot that an event belongs to. */
export interface EventOwner {
  readonly owner: TimelineOwner;
  readonly entity: number;
}

/** Owners of orders that have a timeline. */
export type TimelineOwner = Exclude<LegOwner, 'copy'>;

/** Which deal, trade or grid bot an event of the turn belongs to; null: none. */
export type OwnerOfEvent = (event: CoreEvent) => EventOwner | null;

/** Tells the events of a turn's deals, trades and grid bots apart from others; null when none was alive in it. */
export function ownersOfTurn(
  { finishedDeals, finishedTrades }: Pick<ProjectedTurn, 'finishedDeals' | 'finishedTrades'>,
  { bots, trades, grid, legs }: ProjectedWorld,
): OwnerOfEvent | null {
  const alive = bots.deals.size + trades.trades.size + grid.bots.size + finishedDeals.length + finishedTrades.length;
  if (alive === 0) return null;
  return (event) => {
    const known = event as BotsEvent | TradesEvent | GridEvent | LegSent | OrdersEvent;
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
        if (isOfTrades(known)) return { owner: 'trade', entity: known.id };
        return isOfGrid(known) ? { owner: 'grid', entity: known.id } : null;
    }
  };
}

function toldOf(leg: Leg | undefined): EventOwner | null {
  return leg === undefined ? null : told(leg.owner, leg.entity);
}

function told(owner: LegOwner | undefined, entity: number): EventOwner | null {
  return owner === undefined || owner === 'copy' ? null : { owner, entity };
}

/** Every event of the module `smart-trades` is about one trade. */
function isOfTrades(event: CoreEvent): event is TradesEvent {
  return event.type.startsWith('trades.');
}

/** Every event of the module `grid` is about one bot. */
function isOfGrid(event: CoreEvent): event is GridEvent {
  return event.type.startsWith('grid.');
}
