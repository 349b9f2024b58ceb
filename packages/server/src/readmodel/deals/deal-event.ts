import type { BotsEvent, DealSettings, DealStatus, FinalDealStatus, Role } from '@outcry/core';
import type { LegEventData, NewEntry } from '../timelines/leg-event.ts';

/** What each kind of entry of a deal's timeline says. Prices and quantities in steps, money as text in minor units. */
export interface DealEventData extends LegEventData<Role> {
  /** The deal began. */
  readonly opened: { readonly startedBy: string };
  /** It has another status. */
  readonly moved: { readonly status: DealStatus };
  /** The base order is done; its average as decimal text. */
  readonly bought: { readonly average: string };
  /** The price is in the zone of the stop loss, which comes at this moment (ms UTC); 0: it has left. */
  readonly stopTimed: { readonly stopAt: number };
  /** An order could not be placed or was lost; it is tried again from then on (ms UTC). */
  readonly failing: { readonly what: string; readonly error: string; readonly retryAt: number };
  readonly recovered: Readonly<Record<never, never>>;
  readonly edited: { readonly changes: Partial<DealSettings> };
  readonly noted: { readonly note: string | null };
  /** One of several take profits is to be sold at the market. */
  readonly stepSale: { readonly step: number };
  readonly closed: {
    readonly status: FinalDealStatus;
    readonly profit: string;
    readonly profitUsd: string | null;
    readonly detail: string | null;
  };
}

export type DealEventKind = keyof DealEventData;

/** What an event of the module `bots` adds to the timeline of its deal; those of its orders are `legEventOf`'s. */
export function dealEventOf(event: BotsEvent): NewEntry<DealEventData> | null {
  switch (event.type) {
    case 'bots.dealOpened':
      return { kind: 'opened', order: null, data: { startedBy: event.startedBy } };
    case 'bots.dealMoved':
      return { kind: 'moved', order: null, data: { status: event.status as DealStatus } };
    case 'bots.dealBought':
      return { kind: 'bought', order: null, data: { average: event.average } };
    case 'bots.stopTimed':
      return { kind: 'stopTimed', order: null, data: { stopAt: event.stopAt } };
    case 'bots.dealFailing': {
      const { what, error, retryAt } = event;
      return { kind: 'failing', order: null, data: { what, error, retryAt } };
    }
    case 'bots.dealRecovered':
      return { kind: 'recovered', order: null, data: {} };
    case 'bots.dealEdited':
      return { kind: 'edited', order: null, data: { changes: event.changes } };
    case 'bots.dealNoted':
      return { kind: 'noted', order: null, data: { note: event.note } };
    case 'bots.stepSaleAsked':
      return { kind: 'stepSale', order: null, data: { step: event.step } };
    case 'bots.dealClosed': {
      const { status, profit, profitUsd, detail } = event;
      const closed = { status: status as FinalDealStatus, profit: `${profit}`, profitUsd, detail };
      return { kind: 'closed', order: null, data: closed };
    }
    default:
      return null;
  }
}
