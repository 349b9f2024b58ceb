import { WorthRecorder } from './accounts/worth-recorder.ts';
import { Limits } from './limits.ts';
import type { ThreeCommasParts } from './parts.ts';
import { DealsSource } from './stream/deals.ts';
import { StreamHub } from './stream/hub.ts';

/** What all applications that carry this face share. */
export interface Desk {
  readonly parts: ThreeCommasParts;
  readonly limits: Limits;
  readonly worths: WorthRecorder;
  readonly stream: StreamHub;
}

const DESKS = new WeakMap<ThreeCommasParts['engine'], Desk>();

/** The one desk of an engine, made on first use. */
export function deskOf(parts: ThreeCommasParts): Desk {
  const known = DESKS.get(parts.engine);
  if (known !== undefined) return known;
  const desk: Desk = {
    parts,
    limits: new Limits(parts.wallNow),
    worths: new WorthRecorder(parts),
    stream: new StreamHub(parts),
  };
  desk.stream.serve('DealsChannel', new DealsSource(parts));
  DESKS.set(parts.engine, desk);
  desk.worths.start();
  return desk;
}
