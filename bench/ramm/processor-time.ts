/** Processor time of caller, face and reader thread together, ms: the least of some tries, for the machine does other work too. */
export async function processorTime(tries: number, once: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let n = 0; n < tries; n++) {
    const used = process.cpuUsage();
    await once();
    const { user, system } = process.cpuUsage(used);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}
