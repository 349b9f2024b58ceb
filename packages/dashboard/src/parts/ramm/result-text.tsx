import type { ComponentChildren } from 'preact';
import { signOf } from '../../ramm/figures.ts';

/** What is won or lost, in the colour of its sign. */
export function ResultText(props: { readonly amount: string | undefined; readonly children: ComponentChildren }) {
  return <span class={['down', '', 'up'][signOf(props.amount) + 1]}>{props.children}</span>;
}
