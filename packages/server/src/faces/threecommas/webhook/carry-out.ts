import type { StatementRun } from '../../../journal/journal.ts';
import { refusedStart } from '../bots/commands.ts';
import { asFault, type Fault, invalid } from '../errors.ts';
import { instrumentOfPair } from '../pairs.ts';
import type { ThreeCommasParts } from '../parts.ts';
import type { Request } from './kept-message.ts';
import { commandsOf } from './messages.ts';

type Parts = Pick<ThreeCommasParts, 'engine' | 'log'>;

/**
 * Carries a message out; resolves with why it was refused. `statements` are written in the transaction of its last command, and
 * not when one is refused.
 */
export type CarryOut = (
  request: Request,
  requestId: string,
  statements?: readonly StatementRun[],
) => Promise<Fault | null>;

export function carryOutFor({ engine, log }: Parts): CarryOut {
  return async (request, requestId, statements = []) => {
    try {
      const instrument = request.pair === undefined ? null : instrumentOf(engine, request.pair);
      const commands = commandsOf(request, instrument);
      for (const [place, command] of commands.entries()) {
        const last = place === commands.length - 1;
        const { rejection } = await engine.submit(command, last ? statements : undefined, requestId);
        if (rejection !== null) return refusedStart(rejection);
      }
      return null;
    } catch (error) {
      const fault = asFault(error, requestId);
      if (fault.fault === 'unknown') log.error({ err: error, requestId, face: 'threecommas' }, 'a message failed');
      return fault;
    }
  };
}

function instrumentOf(engine: Parts['engine'], pair: string): number {
  const instrument = engine.market((state) => instrumentOfPair(state.instruments, pair));
  if (instrument === undefined) throw invalid({ pair: [`No market data for this pair: ${pair}`] });
  return instrument.id;
}
