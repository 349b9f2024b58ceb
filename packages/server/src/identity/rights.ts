/**
 * What a caller of the native face may be allowed to do: the closed list. Every method of the face names one of these,
 * people and API keys hold some of them.
 */
export const RIGHTS = {
  'market:read': 'instruments, quotes, books, trades, candles and the state of the feed',
  'accounts:read': 'own accounts: balances, positions, ledger',
  'accounts:write': 'open, change and close own accounts',
  'money:write': 'deposit to and withdraw from own paper accounts',
  'orders:read': 'own orders and fills',
  'orders:write': 'place, move, replace and cancel own orders; stop trading of own accounts',
  'bots:read': 'own bots and their deals',
  'bots:write': 'make, change, start and stop own bots; steer their deals',
  'trades:read': 'own smart trades',
  'trades:write': 'open, change, cancel and close own smart trades',
  'risk:write': 'set limits of own accounts, let stopped ones trade again; for sessions only, no API key can have it',
  'feed:write': 'play, pause, step and speed of the feed',
  'keys:write':
    'list, make and end own API keys, bridge accesses, T-Invest tokens and 3Commas keys; for sessions only, no API key can have it',
  'system:read': 'versions, journal, uptime and addresses',
  'system:write':
    'look after the platform: recent errors, bans of addresses and logins, backup and restore, logins and terminals of copy trading; for sessions only, no API key can have it',
} as const;

export type Right = keyof typeof RIGHTS;

export const ALL_RIGHTS = Object.keys(RIGHTS) as readonly Right[];

/**
 * A key that could make keys would outlive its own end; a limit that a trading key could lift would be none; a backup holds
 * everything.
 */
const SESSION_RIGHTS: ReadonlySet<Right> = new Set(['keys:write', 'risk:write', 'system:write']);

/** What an API key may be given. */
export const KEY_RIGHTS: readonly Right[] = ALL_RIGHTS.filter((right) => !SESSION_RIGHTS.has(right));

/** What an access of a broker bridge may be given. */
export const BRIDGE_RIGHTS = ['market:read', 'accounts:read', 'orders:read', 'orders:write'] as const satisfies Right[];

export function isRight(name: string): name is Right {
  return Object.hasOwn(RIGHTS, name);
}

/** Those of the rights that are among the others, too. */
export function commonOf(rights: ReadonlySet<Right>, others: ReadonlySet<Right>): ReadonlySet<Right> {
  return new Set([...rights].filter((right) => others.has(right)));
}

/** Those of the rights that only read. */
export function readingOf(rights: ReadonlySet<Right>): ReadonlySet<Right> {
  return new Set([...rights].filter((right) => right.endsWith(':read')));
}

/** The rights in a stored list; names that this version does not know give nothing. */
export function rightsFromText(text: string): ReadonlySet<Right> {
  return new Set(text.split(' ').filter(isRight));
}

export function rightsToText(rights: Iterable<Right>): string {
  return [...rights].join(' ');
}
