import type { ComponentChildren } from 'preact';

/** A link where it leads somewhere, else what would be linked alone. */
export function Linked({ to, children }: { readonly to: string | null; readonly children: ComponentChildren }) {
  return to === null ? <span>{children}</span> : <a href={to}>{children}</a>;
}
