import { countedAddress } from '../addresses.ts';
import { refusedStart } from '../bots/commands.ts';
import { isTokenOf } from '../bots/tokens.ts';
import type { Desk } from '../desk.ts';
import { asFault, Fault, invalid } from '../errors.ts';
import type { LimitRule } from '../limits.ts';
import { instrumentOfPair } from '../pairs.ts';
import { commandsOf, type Message, readMessages } from './messages.ts';

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

/** Messages that may wait for their moment. */
export const MAX_WAITING = 1_000;

/** What a token is compared with when there is no bot, so that a wrong bot takes as long as a wrong token. */
const NO_SECRET = '0'.repeat(32);

/**
 * Messages from outside for bots. A bot's token is the whole authority of a message. Those that are to wait do so in memory:
 * they do not survive a restart.
 */
export class Hooks {
  readonly #desk: Desk;
  readonly #waiting = new Set<NodeJS.Timeout>();

  constructor(desk: Desk) {
    this.#desk = desk;
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
    if (this.#waiting.size + later.length > MAX_WAITING) throw new Fault('tooManyRequests', { retryAfter: 60 });
    for (const message of later) this.#wait(message, requestId);
    let refused: Fault | null = null;
    for (const message of messages) {
      if (message.delay_seconds === 0) refused = (await this.#carryOut(message, requestId)) ?? refused;
    }
    if (refused !== null) throw refused;
  }

  /** Forgets what waits. */
  close(): void {
    for (const timer of this.#waiting) clearTimeout(timer);
    this.#waiting.clear();
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

  #wait(message: Message, requestId: string): void {
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      void this.#carryOut(message, requestId).then((refused) => {
        if (refused === null) return;
        this.#desk.parts.log.info({ face: 'threecommas', bot: message.bot_id, err: refused }, 'a message was refused');
      });
    }, message.delay_seconds * 1_000).unref();
    this.#waiting.add(timer);
  }

  /** Resolves with why it was refused. */
  async #carryOut(message: Message, requestId: string): Promise<Fault | null> {
    const { engine, log } = this.#desk.parts;
    try {
      const instrument = message.pair === undefined ? null : this.#instrumentOf(message.pair);
      for (const command of commandsOf(message, instrument)) {
        const { rejection } = await engine.submit(command, undefined, requestId);
        if (rejection !== null) return refusedStart(rejection);
      }
      return null;
    } catch (error) {
      const fault = asFault(error, requestId);
      if (fault.fault === 'unknown') log.error({ err: error, requestId, face: 'threecommas' }, 'a message failed');
      return fault;
    }
  }

  #instrumentOf(pair: string): number {
    const instrument = this.#desk.parts.engine.market((state) => instrumentOfPair(state.instruments, pair));
    if (instrument === undefined) throw invalid({ pair: [`No market data for this pair: ${pair}`] });
    return instrument.id;
  }
}
