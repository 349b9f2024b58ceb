import { finishedDealRow } from '../../../readmodel/index.ts';
import type { DealChange, DurableTurn } from '../../../runtime/index.ts';
import { endedDeal } from '../bots/deal-entity.ts';
import type { DealTexts } from '../bots/deal-texts.ts';
import type { ThreeCommasParts } from '../parts.ts';
import type { EntitySource } from './channels.ts';

type Listener = (entity: string) => void;

/**
 * The deals of `DealsChannel`: each that is made, changes or ends, as it stands then. Changes that come while others are
 * being told are told once; the end of a deal always is. Reads the core only while somebody listens.
 */
export class DealsSource implements EntitySource {
  readonly #parts: Pick<ThreeCommasParts, 'engine' | 'log'>;
  readonly #listeners = new Map<number, Set<Listener>>();
  readonly #changed = new Map<number, DealChange>();
  readonly #texts: DealTexts;
  #telling = false;
  #stop: (() => void) | undefined;

  constructor(parts: Pick<ThreeCommasParts, 'engine' | 'log'>, texts: DealTexts) {
    this.#parts = parts;
    this.#texts = texts;
  }

  subscribe(person: number, listener: Listener): () => void {
    const listeners = this.#listeners.get(person) ?? new Set();
    this.#listeners.set(person, listeners.add(listener));
    this.#stop ??= this.#parts.engine.onTurn((turn) => this.#take(turn));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(person) === listeners) this.#listeners.delete(person);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  }

  #take({ changes }: DurableTurn): void {
    if (changes === null || changes.deals.length === 0) return;
    for (const change of changes.deals) this.#changed.set(change.id, change);
    if (this.#telling) return;
    this.#telling = true;
    void this.#tell()
      .catch((err: unknown) => this.#parts.log.warn({ face: 'threecommas', err }, 'deals were not told of'))
      .finally(() => {
        this.#telling = false;
      });
  }

  async #tell(): Promise<void> {
    while (this.#changed.size > 0) {
      const changes = [...this.#changed.values()];
      this.#changed.clear();
      const entities = await this.#parts.engine.read((state) =>
        changes.flatMap(({ id, account, finished }) => {
          const owner = state.accounts.accounts.get(account)?.owner ?? 0;
          if (!this.#listeners.has(owner)) return [];
          const deal =
            finished === null ? this.#texts.of(state, id) : endedDeal(state, finishedDealRow(state, finished).record);
          // a deal that has ended meanwhile is left to the turn that ended it
          return deal === undefined ? [] : [{ owner, entity: deal.text }];
        }),
      );
      for (const { owner, entity } of entities)
        for (const listener of this.#listeners.get(owner) ?? []) listener(entity);
    }
  }
}
