/** What one reader of the stream may cost. Times in ms, sizes in bytes. */
export interface StreamLimits {
  /** Shortest time between two quotes or books of an instrument to one reader. */
  readonly conflateMs: number;
  /** A reader with more than this unread gets no further quotes and books until it has caught up. */
  readonly slowBytes: number;
  /** A reader with more than this unread is disconnected. */
  readonly maxUnreadBytes: number;
  readonly maxMessageBytes: number;
  readonly maxMessagesPerSecond: number;
  readonly maxSubscriptions: number;
  readonly maxConnections: number;
  readonly maxConnectionsPerPerson: number;
  /** A connection must be signed in within this time. */
  readonly signInMs: number;
  /** A ping goes out this often; a reader that has not answered by the next one is gone. */
  readonly pingMs: number;
}

export const STREAM_LIMITS: StreamLimits = {
  conflateMs: 100,
  slowBytes: 64 * 1024,
  maxUnreadBytes: 1024 * 1024,
  maxMessageBytes: 16 * 1024,
  maxMessagesPerSecond: 100,
  maxSubscriptions: 200,
  maxConnections: 1_000,
  maxConnectionsPerPerson: 50,
  signInMs: 10_000,
  pingMs: 30_000,
};

/** Close codes of the stream; 1009 (message too large) and 1001 (the platform ends) are WebSocket's own. */
export const CLOSE_CODES = {
  /** Not signed in in time, or the session or key was ended. */
  notSignedIn: 4001,
  /** It has more unread than it may. */
  tooSlow: 4008,
  /** More messages a second than it may send. */
  tooManyMessages: 4029,
  /** Try again later. */
  tooManyConnections: 1013,
} as const;
