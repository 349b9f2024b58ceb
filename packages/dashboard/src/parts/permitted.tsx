interface PermittedProps {
  readonly label: string;
  readonly kind?: string;
  /** For those who hear the page, when the label does not say enough. */
  readonly name?: string;
  /** Why it cannot be done now; null when it can. */
  readonly why: string | null;
  readonly onWhy: (why: string) => void;
  readonly onGo: () => void;
}

/** A button that says why when it may not do what it says. */
export function Permitted({ label, kind = '', name, why, onWhy, onGo }: PermittedProps) {
  return (
    <button
      type="button"
      class={kind}
      aria-label={name}
      aria-disabled={why === null ? undefined : true}
      title={why ?? undefined}
      onClick={() => (why === null ? onGo() : onWhy(why))}
    >
      {label}
    </button>
  );
}
