import { AccountWatches } from './account-watch.ts';
import { DayResults } from './day-results.ts';
import { MarketDesk } from './market-desk.ts';
import type { ChpParts } from './parts.ts';
import type { Session } from './session.ts';
import { Sessions } from './sessions.ts';

/** What all applications that carry this face share: sessions and what fills them. */
export interface Bridge {
  readonly parts: ChpParts;
  readonly sessions: Sessions;
  readonly desk: MarketDesk;
  readonly watches: AccountWatches;
  readonly days: DayResults;
}

const BRIDGES = new WeakMap<ChpParts['engine'], Bridge>();

/** The one bridge of an engine, made on first use. */
export function bridgeOf(parts: ChpParts): Bridge {
  const known = BRIDGES.get(parts.engine);
  if (known !== undefined) return known;
  const { engine } = parts;
  const desk = new MarketDesk(parts);
  const watches = new AccountWatches(parts);
  const days = new DayResults(parts);
  const sessions = new Sessions((session) => {
    for (const instrument of session.ticks.keys()) desk.cancelTicks(session, instrument);
    for (const account of session.portfolios.keys()) endListening(bridge, session, account);
  });
  const bridge: Bridge = { parts, sessions, desk, watches, days };
  parts.identity.onEnd((tokenHash) => sessions.drop(tokenHash));
  engine.onTicks((ticks) => desk.takeTicks(ticks));
  engine.onTurn((turn) => {
    desk.takeTurn(turn);
    watches.takeTurn(turn);
    days.takeTurn(turn);
  });
  BRIDGES.set(engine, bridge);
  return bridge;
}

/** The session hears no more of the account; what nobody listens to is forgotten. */
export function endListening({ watches, days }: Bridge, session: Session, account: number): void {
  session.portfolios.delete(account);
  if (watches.cancel(session, account)) days.forget(account);
}
