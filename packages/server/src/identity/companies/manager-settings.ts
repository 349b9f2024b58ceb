import type { StatementRun } from '../../journal/journal.ts';
import { IdentityError } from '../person.ts';

/** Keys one manager may have, their length, and the length of a value, in characters. */
export const SETTINGS_BOUNDS = { keys: 1_000, key: 100, value: 65_536 } as const;

/** What programs of managers keep with the installation. Each change comes with the SQL that makes it last. */
export class ManagerSettings {
  readonly #byManager = new Map<number, Map<string, string>>();

  constructor(stored: readonly { readonly manager: number; readonly key: string; readonly value: string }[]) {
    for (const { manager, key, value } of stored) this.#of(manager).set(key, value);
  }

  /** Empty when the key is unknown. */
  get(manager: number, key: string): string {
    return this.#byManager.get(manager)?.get(key) ?? '';
  }

  /** Keeps a value; undefined removes the key. Throws IdentityError. */
  set(manager: number, key: string, value: string | undefined): StatementRun[] {
    if (value === undefined) {
      if (this.#byManager.get(manager)?.delete(key) !== true) return [];
      return [{ statement: 'identity.endManagerSetting', values: [[manager, key]] }];
    }
    const known = this.#of(manager);
    if (!known.has(key) && known.size >= SETTINGS_BOUNDS.keys)
      throw new IdentityError('SettingsKey', `at most ${SETTINGS_BOUNDS.keys} keys: remove one first`);
    known.set(key, value);
    return [{ statement: 'identity.setManagerSetting', values: [[manager, key, value]] }];
  }

  #of(manager: number): Map<string, string> {
    const known = this.#byManager.get(manager) ?? new Map<string, string>();
    this.#byManager.set(manager, known);
    return known;
  }
}
