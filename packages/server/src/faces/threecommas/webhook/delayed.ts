import { randomUUID } from 'node:crypto';
import { valuationPrice } from '@outcry/core';
import type { StatementRun } from '../../../journal/journal.ts';
import { type DelayedMessage, delayedMessages, dropDelayed, keepDelayed } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import type { ThreeCommasParts } from '../parts.ts';
import type { CarryOut } from './carry-out.ts';
import { type Request, requestOfText, textOfRequest } from './kept-message.ts';

/** Messages that may wait for their moment. */
export const MAX_WAITING = 1_000;

/** After a start the market is looked at this often until it shows itself (ms), and no longer than that after a message is due. */
const LOOK_MS = 1_000;
const PATIENCE_MS = 60_000;

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
 * carried out when it starts and the market shows itself.
 */
export class DelayedMessages {
  readonly #parts: Parts;
  readonly #carryOut: CarryOut;
  readonly #waiting = new Set<string>();
  readonly #startedAt: number;

  constructor(parts: Parts, carryOut: CarryOut) {
    this.#parts = parts;
    this.#carryOut = carryOut;
    this.#startedAt = parts.wallNow();
  }

  /** Takes up what an earlier run has left. */
  async resume(): Promise<void> {
    for (const message of await delayedMessages(this.#parts.readModel, MAX_WAITING)) {
      if (this.#waiting.has(message.id)) continue;
      this.#waiting.add(message.id);
      this.#schedule(message);
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

  #schedule(message: DelayedMessage): void {
    this.#after(Math.max(0, message.due - this.#parts.wallNow()), message);
  }

  #after(ms: number, message: DelayedMessage): void {
    setTimeout(() => void this.#due(message), ms).unref();
  }

  /** Whether the pairs that a message is about have prices; of a bot that is gone they need none. */
  #isPriced({ bot_id: bot }: Request): Promise<boolean> {
    return this.#parts.engine
      .read(({ bots, market }) => {
        const pairs = bots.bots.get(bot)?.terms.settings.instruments ?? [];
        return pairs.every((pair) => valuationPrice(market, pair) !== undefined);
      })
      .catch(() => true);
  }

  async #due(message: DelayedMessage): Promise<void> {
    const { engine, log } = this.#parts;
    const over: readonly StatementRun[] = [dropDelayed(message.id)];
    const request = requestOfText(message.message);
    const patient = this.#parts.wallNow() < Math.max(message.due, this.#startedAt) + PATIENCE_MS;
    if (patient && !(await this.#isPriced(request))) return this.#after(LOOK_MS, message);
    const refused = await this.#carryOut(request, message.request, over);
    if (refused?.fault === 'overloaded') return this.#after(TRY_AGAIN_MS, message);
    this.#waiting.delete(message.id);
    if (refused === null) return;
    log.info({ face: 'threecommas', bot: request.bot_id, err: refused }, 'a message was refused');
    await engine.write(over).catch((err: unknown) => log.error({ face: 'threecommas', err }, 'a message stays'));
  }
}
