import { signal } from '@preact/signals';

/** The session of a manager in one company, as it is kept in this tab. */
export interface DeskSession {
  readonly token: string;
  readonly login: string;
  readonly manager: string;
  readonly company: string;
  readonly companyName: string;
}

const KEPT = 'outcry.desk';

/** Who works at the desk; null: nobody has signed in in this tab. */
export const session = signal<DeskSession | null>(kept());

/** The session has ended on the platform's side: the page stays as it is until the manager has signed in again. */
export const ended = signal(false);

/** Methods that may be called; null: not told yet. */
export const methods = signal<ReadonlySet<string> | null>(null);

/** Grows with everything that was changed from here, so that what is shown is asked for anew. */
export const changes = signal(0);

/** Whether the manager may call a method. */
export function may(method: string): boolean {
  return methods.value?.has(method) === true;
}

/** Begins a session, or goes on with the same manager's in the same company. */
export function begin(begun: DeskSession): void {
  sessionStorage.setItem(KEPT, JSON.stringify(begun));
  session.value = begun;
  ended.value = false;
}

/** The manager leaves. */
export function leave(): void {
  sessionStorage.removeItem(KEPT);
  session.value = null;
  methods.value = null;
  ended.value = false;
}

function kept(): DeskSession | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as DeskSession | null;
    return typeof found?.token === 'string' ? found : null;
  } catch {
    return null;
  }
}
