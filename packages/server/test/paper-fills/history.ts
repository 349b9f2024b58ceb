/** What the platform was told, one thing after the other, and the events of its journal that came of it. */
export type Told = (
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'status'; readonly status: 'normal' | 'break' | 'closed' }
  | { readonly kind: 'command' }
  | { readonly kind: 'time' }
) & { readonly events: readonly JournalEvent[] };

/** An event as a reader of the journal sees it: a type and fields. */
export type JournalEvent = { readonly type: string; readonly at: number } & Readonly<Record<string, unknown>>;

/** The fields of the events that the checker reads. Prices and quantities in steps. */
export type Placed = JournalEvent & {
  readonly id: number;
  readonly account: number;
  readonly action: string;
  readonly orderType: string;
  readonly validity: string;
  readonly quantity: number;
  readonly price: number;
  readonly stopPrice: number;
  readonly trigger: { by: string; trail: { unit: string; distance: number } | null } | null;
};

export type Triggered = JournalEvent & { readonly id: number; readonly price: number };

export type Moved = JournalEvent & {
  readonly id: number;
  readonly price: number;
  readonly quantity: number;
  readonly keepsPriority: boolean;
};

export type WaitingMoved = JournalEvent & {
  readonly id: number;
  readonly price: number;
  readonly stopPrice: number;
  readonly quantity: number;
};

export type Ended = JournalEvent & { readonly id: number; readonly reason: string };

export type Filled = JournalEvent & {
  readonly fill: number;
  readonly id: number;
  readonly account: number;
  readonly side: number;
  readonly price: number;
  readonly quantity: number;
  readonly maker: boolean;
};
