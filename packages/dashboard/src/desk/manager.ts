import { signal } from '@preact/signals';
import { Member, type MemberSession } from '../ramm/member.ts';

/** The session of a manager in one company, as it is kept in this tab. */
export interface DeskSession extends MemberSession {
  readonly manager: string;
  readonly company: string;
  readonly companyName: string;
}

/** Where the methods of the session are kept in this tab: a page that is loaded anew stands at once. */
const KEPT_METHODS = 'outcry.desk.methods';

/** Methods that may be called; null: not told yet. */
export const methods = signal<ReadonlySet<string> | null>(keptMethods());

/** What was told last; the platform, which decides at every call, tells it anew at once. */
function keptMethods(): ReadonlySet<string> | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT_METHODS) ?? 'null');
    return Array.isArray(kept) ? new Set(kept.map(String)) : null;
  } catch {
    return null;
  }
}

/** Who works at the desk: a client of the Manager API. */
export const manager = new Member<DeskSession>({
  family: 'manager/v1',
  kept: 'outcry.desk',
  may: (method) => methods.value?.has(method) === true,
  onDenied: () => void readRights().catch(() => undefined),
});

/** Whether the manager may call a method. */
export function may(method: string): boolean {
  return manager.may(method);
}

/** The manager leaves. */
export function leave(): void {
  manager.leave();
  sessionStorage.removeItem(KEPT_METHODS);
  methods.value = null;
}

/** Asks what the manager may do, in the session or in one that is about to begin. Throws CallError. */
export async function readRights(token?: string): Promise<void> {
  const asked = manager.ask<{ readonly Methods: readonly string[] }>('session.getMethods', {}, undefined, token);
  const { Methods } = await asked;
  sessionStorage.setItem(KEPT_METHODS, JSON.stringify(Methods));
  methods.value = new Set(Methods);
}
