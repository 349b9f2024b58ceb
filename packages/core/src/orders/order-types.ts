/** What an order waits for before it goes to its venue. */
export type Wait = 'stop' | 'takeProfit' | 'trailing';

/** Every order type: what it waits for, and whether it has a limit price once it is at its venue. */
const RULES = {
  market: { wait: null, limited: false },
  limit: { wait: null, limited: true },
  stop: { wait: 'stop', limited: false },
  stopLimit: { wait: 'stop', limited: true },
  takeProfit: { wait: 'takeProfit', limited: false },
  takeProfitLimit: { wait: 'takeProfit', limited: true },
  trailing: { wait: 'trailing', limited: false },
  trailingLimit: { wait: 'trailing', limited: true },
} as const satisfies Readonly<Record<string, { readonly wait: Wait | null; readonly limited: boolean }>>;

export type OrderType = keyof typeof RULES;

export const ORDER_TYPES = Object.keys(RULES) as readonly OrderType[];

/** What orders of a type wait for; null when they go to their venue at once. */
export function waitOf(type: OrderType): Wait | null {
  return RULES[type].wait;
}

/** Whether orders of a type have a limit price at their venue; the others take what the market gives. */
export function isLimited(type: OrderType): boolean {
  return RULES[type].limited;
}
