import type { ComponentChildren } from 'preact';
import { pathTo } from '../../route.ts';
import { say } from '../../words/language.ts';

interface SaveButton {
  readonly label: string;
  /** Besides `main`. */
  readonly kind?: string;
  readonly onSave: () => void;
}

interface FormProps {
  readonly style?: string;
  readonly title: ComponentChildren;
  /** The page of what is changed, or the list that a new one goes to; there Back leads. */
  readonly back: readonly [page: string, id?: number];
  readonly busy: boolean;
  readonly problem: string;
  /** What the form is sent with. */
  readonly save: SaveButton;
  /** Sends it and starts at once: the main button then. */
  readonly start?: SaveButton | undefined;
  /** What the draft would do, beside the fields. */
  readonly plan: ComponentChildren;
  /** What is asked before it is sent. */
  readonly question?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame of the forms of bots, grids and smart trades: fields, what they would do, and what sends them. */
export function DraftForm(props: FormProps) {
  const { style = '', title, back, busy, problem, save, start, plan, question, children } = props;
  const [page, id] = back;
  return (
    <form
      class={`bot-form ${style}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.onSave();
      }}
    >
      <div class="settings">
        <div class="page-head">
          <h1>{title}</h1>
        </div>
        {children}
      </div>
      {plan}
      <div class="save">
        <p class="refusal" role="alert">
          {problem}
        </p>
        <div class="buttons">
          {start !== undefined && (
            <button type="button" class={`main ${start.kind ?? ''}`} disabled={busy} onClick={start.onSave}>
              {start.label}
            </button>
          )}
          <button type="submit" class={start === undefined ? `main ${save.kind ?? ''}` : ''} disabled={busy}>
            {busy ? say('placing') : save.label}
          </button>
          <a class="button" href={id === undefined ? pathTo(page) : pathTo(page, id)}>
            {say('back')}
          </a>
        </div>
      </div>
      {question}
    </form>
  );
}
