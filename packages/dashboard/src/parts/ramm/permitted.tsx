import type { ComponentChildren } from 'preact';
import { useMember } from '../../ramm/member-context.ts';
import { tell } from '../../words/ramm/ramm-words.ts';

/** What a right allows; in its place, when it is missing, which one that is. */
export function Permitted({ right, children }: { readonly right: string; readonly children: ComponentChildren }) {
  return useMember().may(right) ? children : <p class="waiting">{tell('noRightHere', { method: right })}</p>;
}
