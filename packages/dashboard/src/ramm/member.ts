import { type Signal, signal } from '@preact/signals';
import { CallError } from '../api/call.ts';
import { readExact } from './exact-json.ts';
import { refusalOf } from './refusal.ts';

/** A session of somebody of copy trading, as it is kept in this tab. */
export interface MemberSession {
  readonly token: string;
  readonly login: string;
}

/** Where somebody is known, and what becomes of what he is refused. */
interface Place {
  /** A family of the API with its version: `manager/v1`. */
  readonly family: string;
  /** Name under which the session is kept in this tab. */
  readonly kept: string;
  /** What has a right of its own may have lost it. */
  readonly onDenied?: () => void;
  /** Whether a method may be called; without it every one may. */
  readonly may?: (method: string) => boolean;
}

/** Longest wait for an answer (ms). */
const PATIENCE_MS = 20_000;

/** Somebody who has a sign-in of his own at one family of RAMM's APIs: his session, and calls in it. */
export class Member<Session extends MemberSession = MemberSession> {
  /** Who has signed in; null: nobody has in this tab. */
  readonly session: Signal<Session | null>;
  /** The session has ended on the platform's side: the page stays as it is until the same person has signed in again. */
  readonly ended = signal(false);
  /** Grows with everything that was changed from here, so that what is shown is asked for anew. */
  readonly changes = signal(0);
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
    this.session = signal(keptSession<Session>(place.kept));
  }

  may(method: string): boolean {
    return this.#place.may?.(method) ?? true;
  }

  /** Begins a session, or goes on with the same person's. */
  begin(begun: Session): void {
    sessionStorage.setItem(this.#place.kept, JSON.stringify(begun));
    this.session.value = begun;
    this.ended.value = false;
  }

  leave(): void {
    sessionStorage.removeItem(this.#place.kept);
    this.session.value = null;
    this.ended.value = false;
  }

  /**
   * Calls a method in the session, or with the token of one that is about to begin. Numbers of the answer are text, every
   * digit of them. Throws CallError; its message tells what is wrong with the field alone where there is one.
   */
  async ask<Answer>(
    method: string,
    body?: object,
    over?: AbortSignal,
    token = this.session.value?.token,
  ): Promise<Answer> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(`/api/${this.#place.family}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { token }) },
        body: JSON.stringify(body ?? {}),
        signal: over === undefined ? patience : AbortSignal.any([over, patience]),
      });
      text = await answer.text();
    } catch (error) {
      if (over?.aborted === true) throw error;
      throw new CallError(0, 'offline', 'the platform does not answer', null);
    }
    if (answer.ok) return (text === '' ? null : readExact(text)) as Answer;
    const refused = refusalOf(answer.status, text);
    if (refused.code === 'access_denied' && token !== undefined && token === this.session.value?.token) {
      if (answer.status === 401) this.ended.value = true;
      else this.#place.onDenied?.();
    }
    throw refused;
  }

  /** The same for what changes something: everything shown is asked for anew. */
  async change<Answer>(method: string, body: object): Promise<Answer> {
    const answer = await this.ask<Answer>(method, body);
    this.changes.value += 1;
    return answer;
  }
}

function keptSession<Session extends MemberSession>(name: string): Session | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(name) ?? 'null') as Session | null;
    return typeof found?.token === 'string' ? found : null;
  } catch {
    return null;
  }
}
