import type { CoreState } from '@outcry/core';
import type { StatementRun } from '../../../journal/journal.ts';
import { carryOutShowing } from '../command.ts';
import { Fault } from '../errors.ts';
import type { ClientCall } from '../method.ts';
import { present } from '../present.ts';
import { look } from '../views/world.ts';
import { walletOf } from './wallet.ts';

/** Core's name of a strategy, as this API calls it. */
export const STRATEGY_ID = { strategy: 'StrategyID' };

/** Throws Fault unless the caller leads the strategy. */
export function demandMine({ parts, client }: Pick<ClientCall, 'parts' | 'client'>, id: number): Promise<void> {
  return look(parts, ({ copy }) => {
    const strategy = copy.strategies.get(id);
    if (strategy === undefined) throw Fault.unknown('StrategyID', 'strategy');
    if (strategy.wallet !== copy.walletOf.get(client.id)) throw Fault.forbidden('strategy');
  });
}

/** What a strategy of a client begins with. */
export interface NewStrategy {
  readonly name: string;
  readonly money: number;
  readonly accounting?: 0 | 1;
  readonly protection?: number;
  readonly target?: number;
  readonly feeRate?: number;
  readonly commissionRate?: number;
  readonly external?: { readonly server: string; readonly account: string; readonly tags: string | null };
}

/** Adds a strategy of the caller with his own money in it. Throws Fault. */
export async function addStrategy<T>(
  call: Pick<ClientCall, 'parts' | 'client' | 'requestId'>,
  { accounting = 1, ...wanted }: NewStrategy,
  show: (state: CoreState, strategy: number) => T,
  sql?: (strategy: number) => readonly StatementRun[],
): Promise<T> {
  const { parts, client } = call;
  const wallet = await look(parts, (world) => walletOf(world, client.id).wallet.id);
  const defaults = present({ stream: client.defaultStream ?? undefined, aBook: client.defaultHedge ?? undefined });
  return carryOutShowing(call, { type: 'copy.addStrategy', wallet, accounting, ...wanted, ...defaults }, {}, show, sql);
}
