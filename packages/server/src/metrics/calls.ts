import type { Registry } from 'prom-client';
import { type Distribution, Distributions, WAIT_SECONDS } from './distribution.ts';
import { exportDistributions, type Labels } from './export.ts';

const LABELS = ['face', 'method', 'route', 'status'] as const;
/** Between the parts of a key; no part holds it. */
const SEPARATOR = '\n';
/** Combinations that are told apart: routes are patterns, so there are never that many. */
const MAX_COMBINATIONS = 5_000;

/** How long the calls of every face took, from the first byte to the answer's end. */
export class CallMetrics {
  readonly #calls = new Distributions(WAIT_SECONDS);
  readonly #keys = new Set<string>();

  constructor(registry: Registry) {
    exportDistributions(
      registry,
      'outcry_call_seconds',
      'Time of a call from its arrival to the end of its answer, by face, method, route and class of status',
      LABELS,
      () => this.#entries(),
    );
  }

  /** A call was answered. `route` is a pattern, never an address; `status` a class such as `2xx`, or a gRPC code. */
  answered(face: string, method: string, route: string, status: string, seconds: number): void {
    const key = [face, method, route, status].join(SEPARATOR);
    if (!this.#keys.has(key)) {
      if (this.#keys.size >= MAX_COMBINATIONS) return;
      this.#keys.add(key);
    }
    this.#calls.of(key).observe(seconds);
  }

  *#entries(): Generator<[Labels, Distribution]> {
    for (const [key, distribution] of this.#calls.entries()) {
      const parts = key.split(SEPARATOR);
      yield [Object.fromEntries(LABELS.map((label, at) => [label, parts[at] ?? ''])), distribution];
    }
  }
}
