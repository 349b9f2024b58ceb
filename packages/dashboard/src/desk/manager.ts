import { signal } from '@preact/signals';
import { Member, type MemberSession } from '../ramm/member.ts';

/** The session of a manager in one company, as it is kept in this tab. */
export interface DeskSession extends MemberSession {
  readonly manager: string;
  readonly company: string;
  readonly companyName: string;
}

/** Methods that may be called; null: not told yet. */
export const methods = signal<ReadonlySet<string> | null>(null);

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
  methods.value = null;
}

/** Asks what the manager may do. Throws CallError. */
export async function readRights(): Promise<void> {
  const { Methods } = await manager.ask<{ readonly Methods: readonly string[] }>('session.getMethods');
  methods.value = new Set(Methods);
}
