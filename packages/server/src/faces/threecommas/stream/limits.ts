/** Bounds of the WebSocket. */
export const STREAM_LIMITS = {
  /** Largest message from a client, bytes. */
  maxMessageBytes: 16 * 1_024,
  /** Messages from a client in a second. */
  maxMessagesPerSecond: 20,
  /** Subscriptions of one connection, and users named in one. */
  maxSubscriptions: 20,
  maxUsers: 10,
  /** Connections in all, and from one address. */
  maxConnections: 2_000,
  maxConnectionsPerAddress: 100,
  /** Bytes that a client has not read; with more it is cut off. */
  maxUnreadBytes: 4 * 1_024 * 1_024,
  /** A client without any subscription is cut off after this, ms. */
  idleMs: 60_000,
  /** Between two `ping` messages, which no client answers, ms. */
  pingMs: 3_000,
  /** Between two looks at whether anybody is there, ms: who has not answered the last one is cut off. */
  aliveMs: 30_000,
} as const;

export type StreamLimits = { readonly [K in keyof typeof STREAM_LIMITS]: number };
