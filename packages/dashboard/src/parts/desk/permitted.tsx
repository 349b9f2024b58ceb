import type { ComponentChildren } from 'preact';
import { may } from '../../desk/session.ts';
import { tell } from '../../words/desk/desk-words.ts';

/** What a right allows; in its place, when it is missing, which one that is. */
export function Permitted({ right, children }: { readonly right: string; readonly children: ComponentChildren }) {
  return may(right) ? children : <p class="waiting">{tell('noRightHere', { method: right })}</p>;
}
