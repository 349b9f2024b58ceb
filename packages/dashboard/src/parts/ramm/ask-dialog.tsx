import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { type Draft, type FormField, firstDraft, readDraft } from '../../ramm/draft.ts';
import { useMember } from '../../ramm/member-context.ts';
import { problemOf } from '../../ramm/problem.ts';
import { say } from '../../words/language.ts';
import { tell } from '../../words/ramm/ramm-words.ts';
import { Dialog } from '../dialog.tsx';
import { FormFieldView } from './form-field.tsx';

interface Props<Answer> {
  readonly title: string;
  readonly method: string;
  /** How the body is sent; one call of the method unless it is given. */
  readonly send?: (body: object) => Promise<Answer>;
  readonly fields: readonly FormField[];
  /** The body of the call from what the fields came to; they themselves unless it is given. */
  readonly body?: (read: Readonly<Record<string, string | boolean>>) => object;
  /** Sends fields that were touched alone. */
  readonly changesOnly?: boolean;
  /** What is confirmed before it is sent. */
  readonly confirm?: (draft: Draft) => ComponentChildren;
  readonly label: string;
  /** Paints the button of what cannot be taken back. */
  readonly grave?: boolean;
  /** `read`: what the fields came to. */
  readonly onDone: (answer: Answer, read: Readonly<Record<string, string | boolean>>) => void;
  readonly onClose: () => void;
  /** What stands below the fields and tells what they come to. */
  readonly about?: (draft: Draft) => ComponentChildren;
}

/** A method of the API as a form: its fields, a question where it matters, and refusals at the field they name. */
export function AskDialog<Answer>(props: Props<Answer>) {
  const { fields, body = (read) => read, confirm, grave = false, about } = props;
  const member = useMember();
  const { send = (wish: object) => member.change<Answer>(props.method, wish) } = props;
  const action = useAction();
  const [draft, setDraft] = useState<Draft>(() => firstDraft(fields));
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState(fields.length === 0);
  const read = readDraft(fields, draft, props.changesOnly);
  const faulty = Object.keys({ ...read.wrong, ...read.faults }).length > 0;
  const problem = problemOf(action.error);
  const atField = fields.some(({ name }) => name === problem?.field);
  const wrongOf = (name: string): string | undefined => {
    const word = tried ? read.wrong[name] : undefined;
    if (word !== undefined) return tell(word);
    const fault = tried ? read.faults[name] : undefined;
    if (fault !== undefined) return fault;
    return atField && problem?.field === name ? problem.text : undefined;
  };
  const go = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (faulty) return;
    if (confirm !== undefined && !asked) return setAsked(true);
    const sent = await action.run(async () => props.onDone(await send(body(read.body)), read.body));
    // what was refused can be changed at once
    if (!sent && fields.length > 0) setAsked(false);
  };
  const questions = confirm !== undefined && asked;
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form class="ramm-form" onSubmit={(event) => void go(event)} noValidate>
        {questions ? (
          <div class="question">{confirm(draft)}</div>
        ) : (
          fields.map((field) => (
            <FormFieldView
              key={field.name}
              field={field}
              value={draft[field.name] ?? ''}
              wrong={wrongOf(field.name)}
              onWrite={(text) => {
                setDraft({ ...draft, [field.name]: text });
                if (problem?.field === field.name) action.clear();
              }}
            />
          ))
        )}
        {!questions && about?.(draft)}
        <p class="refusal" role="alert">
          {problem === null || atField
            ? ''
            : problem.field === null
              ? problem.text
              : `${problem.field}: ${problem.text}`}
        </p>
        <div class="buttons">
          <button
            type="submit"
            class={`main ${grave && (questions || confirm === undefined) ? 'sell' : ''}`}
            disabled={action.busy}
          >
            {confirm !== undefined && !asked ? tell('check') : props.label}
          </button>
          {questions && fields.length > 0 && (
            <button type="button" onClick={() => setAsked(false)}>
              {tell('change')}
            </button>
          )}
          <button type="button" onClick={props.onClose}>
            {say('back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
