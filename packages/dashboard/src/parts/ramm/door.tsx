import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  /** What is behind it. */
  readonly text: string;
  /** Where a login comes from. */
  readonly hint: string;
  /** The form. */
  readonly children: ComponentChildren;
}

/** What stands in a frame when nobody has signed in. */
export function Door({ title, text, hint, children }: Props) {
  return (
    <div class="door">
      <h1>
        <img src="/icon.svg" alt="" width="32" height="32" /> {title}
      </h1>
      <p class="quiet">{text}</p>
      {children}
      <p class="quiet">{hint}</p>
    </div>
  );
}
