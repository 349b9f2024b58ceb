import { monitorEventLoopDelay } from 'node:perf_hooks';
import { runCompany } from '../ramm/company.ts';
import type { Print } from '../row.ts';

const INVESTORS = 20_000;
/** Whole cycles of opening, growing, turning and closing: the first warms up. */
const LOTS = [1, 2.5, -0.5, 0, 1, 2.5, -0.5, 0, 1, 2.5, -0.5, 0] as const;
const WARM = 4;
const ALONE = 300;

/**
 * A running platform with journal and read model: what somebody else waits who transfers money while a signal is settled for
 * thousands of accounts, against the same with nothing else to do.
 */
export async function measureRunning(folder: string, print: Print): Promise<void> {
  const company = await runCompany(folder, INVESTORS + 1, 1);
  const { engine, instrument } = company;
  const [strategy, wallet] = [company.strategies[0] as number, company.investor.wallet];
  const transfer = async (): Promise<number> => {
    const begun = performance.now();
    const { rejection } = await engine.submit({ type: 'copy.transfer', wallet, kind: 0, amount: 1 });
    if (rejection !== null) throw new Error(rejection.detail);
    return performance.now() - begun;
  };
  const isSettled = (): Promise<boolean> => engine.read(({ copy }) => copy.groups.size === 0);
  try {
    const alone: number[] = [];
    for (let n = 0; n < ALONE; n++) alone.push(await transfer());
    const meanwhile: number[] = [];
    const answered: number[] = [];
    const settled: number[] = [];
    const loop = monitorEventLoopDelay({ resolution: 1 });
    for (const [round, lots] of LOTS.entries()) {
      if (round === WARM) loop.enable();
      const begun = performance.now();
      const lot = lots * 100_000_000;
      await engine.submit({ type: 'copy.signal', strategy, instrument, lot, equity: 1_000_000 });
      const answer = performance.now() - begun;
      const waits: number[] = [];
      while (!(await isSettled())) waits.push(await transfer());
      if (round < WARM) continue;
      answered.push(answer);
      meanwhile.push(...waits);
      settled.push(performance.now() - begun);
    }
    loop.disable();
    const [reference, own] = [sorted(alone), sorted(meanwhile)];
    for (const part of [0.5, 0.99] as const) {
      const what = `a transfer while ${INVESTORS} are settled, p${part * 100}`;
      print({ what, ours: at(own, part), reference: at(reference, part), unit: 'ms', better: 'less' });
    }
    const all = at(sorted(settled), 0.5);
    print(`  a signal is answered after ${at(sorted(answered), 0.5).toFixed(1)} ms, all that it does with`);
    print(`  ${own.length} transfers in between, is on disk and in the read model after ${all.toFixed(0)} ms`);
    print(
      `  the event loop waits ${(loop.percentile(99) / 1e6).toFixed(1)} ms (p99), ${(loop.max / 1e6).toFixed(1)} ms at most`,
    );
  } finally {
    await company.close();
  }
}

function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

function at(values: readonly number[], part: number): number {
  return values[Math.floor((values.length - 1) * part)] as number;
}
