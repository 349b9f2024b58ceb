import type { SigningPermission } from '../../../identity/index.ts';

/** The channels of the WebSocket: the text that subscribers sign, and what their key must be allowed (`threecommas.md` 20). */
export const CHANNELS = {
  DealsChannel: { signed: '/deals', permission: 'BOTS_READ' },
  SmartTradesChannel: { signed: '/smart_trades', permission: 'SMART_TRADES_READ' },
} as const satisfies Readonly<Record<string, { signed: string; permission: SigningPermission }>>;

export type ChannelName = keyof typeof CHANNELS;

/** Where a channel's entities come from. */
export interface EntitySource {
  /**
   * Calls the listener with the JSON text of each entity of a person that is made or changes, once that is on disk. Returns
   * how to stop it.
   */
  subscribe(person: number, listener: (entity: string) => void): () => void;
}

export function isChannel(name: unknown): name is ChannelName {
  return typeof name === 'string' && Object.hasOwn(CHANNELS, name);
}
