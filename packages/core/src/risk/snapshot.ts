import { type DayRow, dayRow, dayStart } from './day.ts';
import { type LimitsRow, limitsOf, limitsRow } from './limits.ts';
import { type Closing, emptyRisk, type Killed, type RiskState } from './state.ts';

/** What is watched of one account. */
export interface AccountRiskRow {
  readonly account: number;
  readonly limits: LimitsRow;
  readonly placements: readonly number[];
  readonly day: (DayRow & { readonly at: number }) | null;
  readonly killed: Killed | null;
}

export interface RiskSnapshot {
  readonly accounts: readonly AccountRiskRow[];
  readonly closings: readonly (readonly [account: number, closing: Closing])[];
  readonly daysDue: readonly number[];
}

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotRisk(state: RiskState): RiskSnapshot {
  return {
    accounts: [...state.accounts]
      .sort(([a], [b]) => a - b)
      .map(([account, { limits, placements, day, killed }]) => ({
        account,
        limits: limitsRow(limits),
        placements: [...placements],
        day: day === null ? null : { at: day.at, ...dayRow(day) },
        killed,
      })),
    closings: [...state.closings].sort(([a], [b]) => a - b),
    daysDue: [...state.daysDue].sort((a, b) => a - b),
  };
}

/** Closing work goes on at once: what it had tried before is not known any more. */
export function restoreRisk(snapshot: RiskSnapshot): RiskState {
  const state = emptyRisk();
  for (const { account, limits, placements, day, killed } of snapshot.accounts) {
    state.accounts.set(account, {
      limits: limitsOf(limits),
      placements: [...placements],
      day: day === null ? null : dayStart(day.at, day),
      killed,
    });
  }
  for (const [account, closing] of snapshot.closings) {
    state.closings.set(account, closing);
    state.schedule.ready.add(account);
  }
  for (const account of snapshot.daysDue) state.daysDue.add(account);
  return state;
}
