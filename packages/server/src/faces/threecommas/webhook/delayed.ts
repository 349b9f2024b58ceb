import { randomUUID } from 'node:crypto';
import type { StatementRun } from '../../../journal/journal.ts';
import { type DelayedMessage, delayedMessages, dropDelayed, keepDelayed } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import type { ThreeCommasParts } from '../parts.ts';
import type { CarryOut } from './carry-out.ts';
import { type Request, requestOfText, textOfRequest } from './kept-message.ts';

/** Messages that may wait for their moment. */
export const MAX_WAITING = 1_000;

/** How long the market has to show itself after a start before anything is carried out (ms). */
const FIRST_LOOK_MS = 3_000;

/** When what could not be tried is tried again (ms). */
const TRY_AGAIN_MS = 5_000;

type Parts = Pick<ThreeCommasParts, 'engine' | 'readModel' | 'wallNow' | 'log'>;

/** A message that waits, and for how long. */
export interface Later {
  readonly request: Request;
  readonly delayMs: number;
}

/**
 * Messages that wait for their moment. They are on disk before they are acknowledged, and leave it in the transaction of what
 * they came to: each is carried out once, whatever ends in between. One whose moment came while the platform stood still is
 * carried out when it starts.
 */
export class DelayedMessages {
  readonly #parts: Parts;
  readonly #carryOut: CarryOut;
  readonly #waiting = new Set<string>();

  constructor(parts: Parts, carryOut: CarryOut) {
    this.#parts = parts;
    this.#carryOut = carryOut;
  }

  /** Takes up what an earlier run has left. */
  async resume(): Promise<void> {
    for (const message of await delayedMessages(this.#parts.readModel, MAX_WAITING)) {
      if (this.#waiting.has(message.id)) continue;
      this.#waiting.add(message.id);
      this.#schedule(message, FIRST_LOOK_MS);
    }
  }

  /** Resolves when all are on disk. Throws Fault when too many wait already: then none does. */
  async add(later: readonly Later[], requestId: string): Promise<void> {
    if (later.length === 0) return;
    if (this.#waiting.size + later.length > MAX_WAITING) throw new Fault('tooManyRequests', { retryAfter: 60 });
    const now = this.#parts.wallNow();
    const kept = later.map(({ request, delayMs }) => {
      return { id: randomUUID(), due: now + delayMs, request: requestId, message: textOfRequest(request) };
    });
    for (const { id } of kept) this.#waiting.add(id);
    try {
      await this.#parts.engine.write([keepDelayed(kept)]);
    } catch (error) {
      for (const { id } of kept) this.#waiting.delete(id);
      throw error;
    }
    for (const message of kept) this.#schedule(message);
  }

  #schedule(message: DelayedMessage, least = 0): void {
    this.#after(Math.max(least, message.due - this.#parts.wallNow()), message);
  }

  #after(ms: number, message: DelayedMessage): void {
    setTimeout(() => void this.#due(message), ms).unref();
  }

  async #due(message: DelayedMessage): Promise<void> {
    const { engine, log } = this.#parts;
    const over: readonly StatementRun[] = [dropDelayed(message.id)];
    const request = requestOfText(message.message);
    const refused = await this.#carryOut(request, message.request, over);
    if (refused?.fault === 'overloaded') return this.#after(TRY_AGAIN_MS, message);
    this.#waiting.delete(message.id);
    if (refused === null) return;
    log.info({ face: 'threecommas', bot: request.bot_id, err: refused }, 'a message was refused');
    await engine.write(over).catch((err: unknown) => log.error({ face: 'threecommas', err }, 'a message stays'));
  }
}
