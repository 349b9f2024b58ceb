import { useState } from 'preact/hooks';
import { type Action, useAction } from '../api/use-action.ts';
import type { Wrong } from '../reading.ts';
import { errorText } from '../words/errors.ts';
import { say } from '../words/language.ts';
import type { FieldRefusal } from './refused-field.ts';

/** A form that is being written in. */
export interface Writing<Draft> extends Action {
  readonly draft: Draft;
  /** Takes the next draft; what the one before was refused for is forgotten. */
  readonly write: (next: (before: Draft) => Draft) => void;
  readonly change: (part: Partial<Draft>) => void;
  /** It was to be sent once: what is missing is told from then on. */
  readonly tried: boolean;
  readonly setTried: (tried: boolean) => void;
}

export function useDraft<Draft extends object>(first: Draft): Writing<Draft> {
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const action = useAction();
  const write = (next: (before: Draft) => Draft): void => {
    action.clear();
    setDraft(next);
  };
  const change = (part: Partial<Draft>): void => write((before) => ({ ...before, ...part }));
  return { ...action, draft, write, change, tried, setTried };
}

interface Judged {
  readonly checked: { readonly wrong: Wrong; readonly empty: readonly string[] };
  readonly tried: boolean;
  readonly refused: FieldRefusal | null;
  /** What to say of a field that must not be empty. */
  readonly emptyText?: (field: string) => string;
  readonly refusalText?: (error: unknown) => string;
}

/** What tells what is wrong with a field, named as the API names it. */
export function wrongIn(judged: Judged): (field: string) => string | undefined {
  const { checked, tried, refused, emptyText = () => say('needNumber'), refusalText = errorText } = judged;
  return (field) =>
    checked.wrong[field] ??
    (tried && checked.empty.includes(field) ? emptyText(field) : undefined) ??
    (refused?.field === field ? refusalText(refused) : undefined);
}
