import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { BotDraft, NumberField as FieldName } from '../../bots/draft.ts';
import { type BotWord, tell } from '../../words/bots/bot-words.ts';
import type { BotForm } from './form-fields.tsx';

/** A group that is closed until it is asked for, has something to say, or holds what is wrong; then it stays open. */
export function Folded(props: {
  readonly title: BotWord;
  readonly open: boolean;
  readonly children: ComponentChildren;
}) {
  const opened = useRef(false);
  if (props.open) opened.current = true;
  return (
    <details class="group" open={opened.current}>
      <summary>{tell(props.title)}</summary>
      {props.children}
    </details>
  );
}

export function anyWrong(form: BotForm, fields: readonly string[]): boolean {
  return fields.some((field) => form.wrong(field) !== undefined);
}

export function anyText(draft: BotDraft, fields: readonly FieldName[]): boolean {
  return fields.some((field) => draft[field].trim() !== '');
}
