import type { Command } from '@outcry/core';
import type { EngineParts } from './engine-parts.ts';
import { KeySieve } from './key-sieve.ts';
import { KeysInFlight } from './keys-in-flight.ts';

/** What idempotency keys belong to that the core has forgotten: those on their way to the disk, and those that SQL has. */
export class KnownKeys {
  readonly inFlight: KeysInFlight;
  readonly #used = new KeySieve();
  readonly #parts: Pick<EngineParts, 'core' | 'findKey'>;
  #stopped = false;

  constructor(parts: Pick<EngineParts, 'core' | 'findKey' | 'usedKeys' | 'onFault'>) {
    this.#parts = parts;
    this.inFlight = new KeysInFlight(this.#used);
    const { usedKeys } = parts;
    if (usedKeys !== undefined)
      void this.#used.load((after) => (this.#stopped ? [] : usedKeys(after))).catch(parts.onFault);
  }

  /** The command; with a key that the core may have forgotten it carries what is known of that key. */
  withKnown(command: Command): Command {
    if (!('key' in command) || command.key === null || command.key === undefined) return command;
    const { account, key } = command;
    if (this.#parts.core.state.accounts.keys.find(account, key) !== undefined) return command;
    if (!this.#used.mayHold(account, key)) return command;
    const known = this.inFlight.find(account, key) ?? this.#parts.findKey(account, key);
    return known === undefined ? command : { ...command, known };
  }

  /** SQL is not asked for used keys any more. */
  stop(): void {
    this.#stopped = true;
  }
}
