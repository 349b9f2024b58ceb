import { memoryInUse } from '../book/pauses.ts';
import type { Print } from '../row.ts';
import { changes } from './changes.ts';
import { CONDITIONS } from './commands.ts';
import { EveryCondition } from './naive.ts';
import { firing, quietTicks } from './ticks.ts';
import { TradesWorld } from './world.ts';

export const title = 'ticks, edits and cancels among 1 000 000 armed conditions of smart trades, arming them, memory';

const TRADES = 250_000;
const FEW = 1_000;

export async function run(print: Print): Promise<void> {
  const warm = new TradesWorld();
  warm.open(10_000);
  const few = new TradesWorld();
  const fewIds = few.open(FEW);
  const many = new TradesWorld();
  const before = memoryInUse();
  const begun = performance.now();
  const manyIds = many.open(TRADES);
  const seconds = (performance.now() - begun) / 1_000;
  if (many.trades !== TRADES || many.conditions !== TRADES * CONDITIONS)
    throw new Error(`${many.trades} trades have ${many.conditions} conditions`);
  print(
    `${TRADES} trades with ${many.conditions} conditions armed in ${seconds.toFixed(1)} s, ${((seconds * 1e6) / TRADES).toFixed(0)} us each`,
  );
  print(`a trade has ${((memoryInUse() - before) / TRADES).toFixed(0)} bytes: three take profits and a stop loss`);
  const loop = new EveryCondition(TRADES);
  quietTicks(print, few, many, loop);
  changes(print, { world: few, ids: fewIds }, { world: many, ids: manyIds });
  firing(print, many, loop);
}
