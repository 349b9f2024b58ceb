import type { Instrument } from '../instruments/index.ts';
import { legsOf, sendLeg } from '../legs/index.ts';
import type { Turn } from '../turn.ts';
import { type FillRequest, ordered } from './request.ts';
import { type CopyWorld, streamById } from './state.ts';
import type { RequestRejected } from './trade-events.ts';

/**
 * Sends what a request still wants to the stream's account, in orders of the size that the instrument allows. What cannot be
 * ordered is rejected, and so is the rest behind an order that was not filled whole.
 */
export function sendRequest(world: CopyWorld, request: FillRequest, turn: Turn): void {
  const left = ordered(request) - request.sent;
  if (left === 0 || legsOf(world.legs, 'copy', request.id).length > 0) return;
  if (request.rejected > 0) return refuse(request, left, null, turn);
  const instrument = world.instruments.instruments[request.instrument] as Instrument;
  const refused = sendLeg(
    world,
    {
      owner: 'copy',
      entity: request.id,
      role: 'request',
      step: 0,
      account: streamById(world.copy, request.stream).account,
      instrument,
      side: request.long > request.short ? 0 : 1,
      price: 0,
      quantity: Math.min(left, instrument.maxQuantity),
    },
    turn,
  );
  if (refused !== null) refuse(request, left, refused.detail, turn);
}

function refuse({ id }: FillRequest, volume: number, detail: string | null, turn: Turn): void {
  turn.emit({ type: 'copy.requestRejected', at: turn.at, id, volume, detail } satisfies RequestRejected);
}

/** Whether liquidity has said its last word on a request. */
export function isProcessed(request: FillRequest): boolean {
  return request.filled + request.rejected === ordered(request);
}
