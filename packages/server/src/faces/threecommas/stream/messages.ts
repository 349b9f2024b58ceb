import { type ChannelName, isChannel } from './channels.ts';

/** Who wants to read a channel. */
export interface ChannelUser {
  readonly apiKey: string;
  readonly signature: string;
}

/** A message from a client. The identifier is echoed byte for byte. */
export interface ClientMessage {
  readonly command: 'subscribe' | 'unsubscribe';
  readonly identifier: string;
}

/** What an identifier asks for. */
export interface Wanted {
  readonly channel: ChannelName;
  readonly users: readonly ChannelUser[];
}

/** A message from a client; undefined for anything else, which is ignored (`threecommas.md` 20). */
export function readMessage(text: string): ClientMessage | undefined {
  const given = parsed(text);
  const { command, identifier } = given ?? {};
  if (typeof identifier !== 'string' || (command !== 'subscribe' && command !== 'unsubscribe')) return undefined;
  return { command, identifier };
}

/** What an identifier asks for; undefined when it asks for nothing that exists. */
export function readIdentifier(identifier: string, maxUsers: number): Wanted | undefined {
  const { channel, users } = parsed(identifier) ?? {};
  if (!isChannel(channel) || !Array.isArray(users) || users.length === 0 || users.length > maxUsers) return undefined;
  const known = users.flatMap((user: unknown) => {
    const { api_key: apiKey, signature } = (user ?? {}) as Readonly<Record<string, unknown>>;
    return typeof apiKey === 'string' && typeof signature === 'string' ? [{ apiKey, signature }] : [];
  });
  return known.length === users.length ? { channel, users: known } : undefined;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const given: unknown = JSON.parse(text);
    return typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export const WELCOME = '{"type":"welcome"}';

export function pingMessage(unixSeconds: number): string {
  return `{"type":"ping","message":${unixSeconds}}`;
}

export function subscriptionMessage(identifier: string, type: 'confirm_subscription' | 'reject_subscription'): string {
  return `{"identifier":${JSON.stringify(identifier)},"type":"${type}"}`;
}

/** No `type`: that is how clients tell data from the rest. */
export function entityMessage(identifier: string, entity: string): string {
  return `{"identifier":${JSON.stringify(identifier)},"message":${entity}}`;
}

export function disconnectMessage(reason: string, reconnect: boolean): string {
  return JSON.stringify({ type: 'disconnect', reason, reconnect });
}
