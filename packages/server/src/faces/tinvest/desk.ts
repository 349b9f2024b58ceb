import type { AllHandlers } from './call.ts';
import { FaultyAccounts } from './faults.ts';
import { Gate } from './gate.ts';
import { CONNECTION_LIMITS, Connections } from './grpc/connections.ts';
import { Limits } from './limits.ts';
import { Listing } from './listing.ts';
import type { TInvestParts } from './parts.ts';
import { keepRetiring } from './sandbox-accounts.ts';
import { servicesOf } from './services/index.ts';

/** What all listeners that carry this face share. */
export interface Desk {
  readonly parts: TInvestParts;
  readonly listing: Listing;
  readonly limits: Limits;
  readonly handlers: AllHandlers;
  readonly gate: Gate;
  /** Open connections of gRPC clients. */
  readonly connections: Connections;
}

/** What a service stands on. */
export type ServiceDesk = Pick<Desk, 'parts' | 'listing' | 'limits'>;

const DESKS = new WeakMap<TInvestParts['engine'], Desk>();

/** The one desk of an engine, made on first use. */
export function deskOf(parts: TInvestParts): Desk {
  const known = DESKS.get(parts.engine);
  if (known !== undefined) return known;
  const limits = new Limits(parts.settings.limits, parts.wallNow);
  const shared: ServiceDesk = { parts, listing: new Listing(parts), limits };
  const handlers = servicesOf(shared);
  const gate = new Gate(parts, handlers, limits, new FaultyAccounts(parts));
  const { total } = CONNECTION_LIMITS;
  const most = parts.settings.limits ? CONNECTION_LIMITS : { total, perAddress: total };
  const connections = new Connections(most, parts.log, parts.wallNow);
  const desk: Desk = { ...shared, handlers, gate, connections };
  DESKS.set(parts.engine, desk);
  keepRetiring(parts);
  return desk;
}
