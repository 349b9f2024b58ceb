import { countedAddress } from '../addresses.ts';
import { isTokenOf } from '../bots/tokens.ts';
import type { Desk } from '../desk.ts';
import { Fault } from '../errors.ts';
import type { LimitRule } from '../limits.ts';
import { type CarryOut, carryOutFor } from './carry-out.ts';
import { type Message, readMessages } from './messages.ts';

const MINUTE_MS = 60_000;

/** Messages for one bot. */
export const MESSAGES_LIMIT: LimitRule = { name: 'webhook', limit: 60, windowMs: MINUTE_MS, blockMs: MINUTE_MS };

/** Messages from one address that belong to no bot; `OUTCRY_LIMITS=off` does not lift this. */
export const WRONG_LIMIT: LimitRule = {
  name: 'webhook-wrong',
  limit: 20,
  windowMs: MINUTE_MS,
  blockMs: 5 * MINUTE_MS,
};

/** What a token is compared with when there is no bot, so that a wrong bot takes as long as a wrong token. */
const NO_SECRET = '0'.repeat(32);

/** Messages from outside for bots. A bot's token is the whole authority of a message. */
export class Hooks {
  readonly #desk: Desk;
  readonly #carryOut: CarryOut;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#carryOut = carryOutFor(desk.parts);
  }

  /** Takes the messages of a body, all or none of them; resolves when those without delay are carried out. Throws Fault. */
  async take(body: string, ip: string, requestId: string): Promise<void> {
    const address = countedAddress(ip);
    this.#count(address, WRONG_LIMIT, address, 0);
    const messages = readMessages(body);
    for (const message of messages) await this.#checkToken(message, address);
    const { limits } = this.#desk.parts.settings;
    for (const { bot_id: bot } of messages) if (limits) this.#count(`bot ${bot}`, MESSAGES_LIMIT, address, 1);
    const later = messages.filter(({ delay_seconds: delay }) => delay > 0);
    await this.#desk.delayed.add(
      later.map((request) => ({ request, delayMs: request.delay_seconds * 1_000 })),
      requestId,
    );
    let refused: Fault | null = null;
    for (const message of messages) {
      if (message.delay_seconds === 0) refused = (await this.#carryOut(message, requestId)) ?? refused;
    }
    if (refused !== null) throw refused;
  }

  /** The same answer for a bot that is not there and for a wrong token. */
  async #checkToken({ bot_id: id, email_token: token }: Message, address: string): Promise<void> {
    const secret = await this.#desk.parts.engine.read((state) => state.bots.bots.get(id)?.secret);
    if (isTokenOf(secret ?? NO_SECRET, token) && secret !== undefined) return;
    this.#count(address, WRONG_LIMIT, address, 1);
    throw new Fault('notFound');
  }

  #count(caller: string, rule: LimitRule, address: string, weight: number): void {
    const { refused, retryAfter, strike } = this.#desk.limits.take(caller, rule, weight);
    if (strike && rule === WRONG_LIMIT) this.#desk.parts.identity.signing.ban(address);
    if (refused) throw new Fault('tooManyRequests', { retryAfter });
  }
}
