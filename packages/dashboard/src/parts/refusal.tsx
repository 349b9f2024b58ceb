import { errorText } from '../words/errors.ts';

/** Why something was refused; readers of screens hear it when it comes. Empty without an error. */
export function Refusal(props: {
  readonly error: unknown;
  readonly textOf?: (error: unknown) => string;
  /** How it looks besides. */
  readonly kind?: string;
}) {
  const { error, textOf = errorText, kind = '' } = props;
  return (
    <p class={`refusal ${kind}`} role="alert">
      {error === null ? '' : textOf(error)}
    </p>
  );
}
