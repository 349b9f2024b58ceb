import { randomUUID } from 'node:crypto';
import type { NewOrder } from '../faces/native/api.ts';
import { unusable } from './failure.ts';
import type { PlatformOptions } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

/** What the options of `order place` say. */
export interface PlaceOptions extends PlatformOptions {
  readonly account?: number;
  readonly limit?: string;
  readonly stop?: string;
  readonly takeProfit?: string;
  readonly trail?: string;
  readonly offset?: string;
  readonly by?: NonNullable<NewOrder['trigger']>['by'];
  readonly validity?: NonNullable<NewOrder['validity']>;
  readonly key?: string;
  readonly comment?: string;
  readonly ticket?: 'new' | number;
}

/** The order that the words of the command line mean. Throws CommandFailure when they do not go together. */
export function newOrder(
  instrument: string,
  action: NewOrder['action'],
  quantity: string,
  options: PlaceOptions,
): NewOrder {
  const {
    limit,
    stop,
    takeProfit,
    trail,
    offset,
    by,
    validity,
    comment,
    ticket,
    key = `cli-${randomUUID()}`,
  } = options;
  const type = typeOf(options);
  const level = stop ?? takeProfit;
  const trigger = {
    ...(by === undefined ? {} : { by }),
    ...(trail === undefined ? {} : { trail }),
    ...(offset === undefined ? {} : { offset }),
  };
  return {
    instrument,
    action,
    type,
    quantity,
    key,
    ...(limit === undefined ? {} : { price: limit }),
    ...(level === undefined ? {} : { stopPrice: level }),
    ...(Object.keys(trigger).length === 0 ? {} : { trigger }),
    ...(validity === undefined ? {} : { validity }),
    ...(comment === undefined ? {} : { comment }),
    ...(ticket === undefined ? {} : { leg: ticket }),
  };
}

function typeOf({ limit, stop, takeProfit, trail, offset, by }: PlaceOptions): NewOrder['type'] {
  if (stop !== undefined && (takeProfit !== undefined || trail !== undefined))
    throw unusable('--stop does not go with --take-profit or --trail');
  if (offset !== undefined && trail === undefined) throw unusable('--offset goes with --trail');
  if (trail !== undefined) {
    if (limit !== undefined) throw unusable('with --trail the limit is told as --offset from the price that fires it');
    return offset === undefined ? 'trailing' : 'trailingLimit';
  }
  if (takeProfit !== undefined) return limit === undefined ? 'takeProfit' : 'takeProfitLimit';
  if (stop !== undefined) return limit === undefined ? 'stop' : 'stopLimit';
  if (by !== undefined) throw unusable('--by goes with --stop, --take-profit or --trail');
  return limit === undefined ? 'market' : 'limit';
}

export function ticketOf(text: string): 'new' | number {
  return text === 'new' ? text : wholeNumber(text);
}
