import { errorText } from '../words/errors.ts';
import { say } from '../words/language.ts';

/** Stands where an answer is awaited: that it is on its way, or why it does not come. */
export function Waiting(props: { readonly error?: unknown; readonly textOf?: (error: unknown) => string }) {
  const { error = null, textOf = errorText } = props;
  return <p class="waiting">{error === null ? say('loading') : textOf(error)}</p>;
}
