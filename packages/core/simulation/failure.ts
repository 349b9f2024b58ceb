/** A rule that did not hold. */
export class SimulationFailure extends Error {
  override name = 'SimulationFailure';
}

/** Fails the run unless the rule holds. */
export function must(holds: boolean, rule: () => string): asserts holds {
  if (!holds) throw new SimulationFailure(rule());
}
