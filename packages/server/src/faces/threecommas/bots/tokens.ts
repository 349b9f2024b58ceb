import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Digits of `url_secret`, which everybody sees who may read the bot (`threecommas.md` 8.4). */
const URL_DIGITS = 10;

/** A secret of 128 bits in hex, as this face makes them; other faces have other forms. */
const HEX_SECRET = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** A new bot's secret. */
export function newBotSecret(): string {
  return randomBytes(16).toString('hex');
}

/** `url_secret` names the bot for copies. It is made of the secret and tells nothing of it. */
export function urlSecretOf(secret: string): string {
  return digest(secret).toString('hex').slice(0, URL_DIGITS);
}

/** `email_token`: the secret itself, written as the service writes them; who knows it may send messages to the bot. */
export function emailTokenOf(secret: string): string {
  return secret.replace(HEX_SECRET, '$1-$2-$3-$4-$5');
}

/** Whether a token is that of a bot, told in a time that does not depend on how much of it is right. */
export function isTokenOf(secret: string, token: string): boolean {
  return isSame(secret, token) || isSame(emailTokenOf(secret), token.toLowerCase());
}

export function isUrlSecretOf(secret: string, given: string): boolean {
  return isSame(urlSecretOf(secret), given);
}

function isSame(known: string, given: string): boolean {
  return timingSafeEqual(digest(known), digest(given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
