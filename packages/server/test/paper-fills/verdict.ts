/** What allows a fill. */
export type Rule = 'displayed size' | 'another user' | 'trade through' | 'trade at the price' | 'quote through';

export interface Fault {
  /** Number of what was told (from 0) in which it shows. */
  readonly step: number;
  readonly order: number;
  readonly problem: string;
}

export interface Verdict {
  readonly faults: readonly Fault[];
  readonly fills: Readonly<Record<Rule, number>>;
  /** Where each fill stands and what allowed it. */
  readonly judged: readonly { readonly step: number; readonly event: number; readonly rule: Rule }[];
  readonly orders: number;
  readonly triggered: number;
}
