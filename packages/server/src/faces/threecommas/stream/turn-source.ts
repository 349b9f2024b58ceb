import type { DurableTurn } from '../../../runtime/index.ts';
import type { ThreeCommasParts } from '../parts.ts';
import type { EntitySource } from './channels.ts';

type Listener = (entity: string) => void;
type TurnChanges = NonNullable<DurableTurn['changes']>;

/** Something of an account that a turn has changed. */
interface Change {
  readonly id: number;
  readonly account: number;
}

/** The JSON text of something that has changed, and whose it is. */
export interface Told {
  readonly owner: number;
  readonly entity: string;
}

/** What a channel tells of: which changes, and how they are told. */
export interface Telling<C extends Change> {
  /** What the log calls it. */
  readonly name: string;
  readonly changesOf: (changes: TurnChanges) => readonly C[];
  /** Entities of people who `listens` knows, in the order of the changes. */
  readonly tell: (changes: readonly C[], listens: (person: number) => boolean) => Promise<readonly Told[]>;
  /** Nobody listens any more. */
  readonly forget?: () => void;
}

/**
 * Tells what turns have changed, as it stands then. Changes of one thing that come while others are being told are told once,
 * the newest; its end always is. Reads the core only while somebody listens.
 */
export class TurnSource<C extends Change> implements EntitySource {
  readonly #parts: Pick<ThreeCommasParts, 'engine' | 'log'>;
  readonly #telling: Telling<C>;
  readonly #listeners = new Map<number, Set<Listener>>();
  readonly #changed = new Map<number, C>();
  #busy = false;
  #stop: (() => void) | undefined;

  constructor(parts: Pick<ThreeCommasParts, 'engine' | 'log'>, telling: Telling<C>) {
    this.#parts = parts;
    this.#telling = telling;
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
      this.#telling.forget?.();
    };
  }

  #take({ changes }: DurableTurn): void {
    if (changes === null) return;
    const { name, changesOf } = this.#telling;
    const mine = changesOf(changes);
    if (mine.length === 0) return;
    for (const change of mine) this.#changed.set(change.id, change);
    if (this.#busy) return;
    this.#busy = true;
    void this.#tell()
      .catch((err: unknown) => this.#parts.log.warn({ face: 'threecommas', err }, `${name} were not told of`))
      .finally(() => {
        this.#busy = false;
      });
  }

  async #tell(): Promise<void> {
    while (this.#changed.size > 0) {
      const changes = [...this.#changed.values()];
      this.#changed.clear();
      const told = await this.#telling.tell(changes, (person) => this.#listeners.has(person));
      for (const { owner, entity } of told) for (const listener of this.#listeners.get(owner) ?? []) listener(entity);
    }
  }
}
