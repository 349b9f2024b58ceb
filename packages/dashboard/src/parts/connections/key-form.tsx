import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { accounts } from '../../api/house.ts';
import { useAction } from '../../api/use-action.ts';
import type { KeyedFace } from '../../connections/faces.ts';
import {
  type AnyMade,
  choicesOf,
  KEY_PATHS,
  type KeyDraft,
  keyBody,
  type MadeKey,
  madeKey,
  readingOf,
  TOKEN_KINDS,
} from '../../connections/keys.ts';
import { tell } from '../../words/house/connection-words.ts';
import { Checkbox, Choices } from '../choices.tsx';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { rightText } from './key-list.tsx';
import { LoginField } from './login-field.tsx';

const LOGIN = /^[!-~]{1,64}$/;

function wrongName(face: KeyedFace, name: string): string | null {
  if (face === 'chp') return LOGIN.test(name) ? null : tell('needLogin');
  return name === '' ? tell('needName') : null;
}

/** Name and rights of a key that is to be made. */
export function KeyForm(props: {
  readonly face: KeyedFace;
  readonly onClose: () => void;
  readonly onMade: (made: MadeKey) => void;
}) {
  const { face } = props;
  const choices = choicesOf(face);
  const action = useAction();
  const [tried, setTried] = useState(false);
  const [draft, setDraft] = useState<KeyDraft>({
    name: '',
    rights: readingOf(choices),
    kind: 'full',
    account: null,
  });
  const change = (part: Partial<KeyDraft>): void => setDraft({ ...draft, ...part });
  const name = draft.name.trim();
  const wrong = wrongName(face, name);
  const noRights = choices.length > 0 && draft.rights.length === 0;
  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (wrong !== null || noRights) return;
    await action.run(async () => {
      const made = await call<AnyMade>('POST', KEY_PATHS[face], keyBody(face, { ...draft, name }));
      props.onMade(madeKey(face, made));
    });
  };
  return (
    <Dialog title={`${tell('newKey')}: ${tell(`face.${face}`)}`} onClose={props.onClose}>
      <form class="key-form" onSubmit={(event) => void make(event)} noValidate>
        <LoginField
          label={tell(face === 'chp' ? 'keyLogin' : 'keyName')}
          value={draft.name}
          most={face === 'chp' ? 64 : 100}
          wrong={tried ? (wrong ?? '') : ''}
          onWrite={(text) => change({ name: text })}
        />
        {face === 'tinvest' ? (
          <TokenReach draft={draft} onChange={change} />
        ) : (
          <RightChoice choices={choices} chosen={draft.rights} onChoose={(rights) => change({ rights })} />
        )}
        <DialogEnd
          busy={action.busy}
          error={tried && noRights ? new Error(tell('needRights')) : action.error}
          label={tell(action.busy ? 'making' : 'make')}
          kind=""
          back={tell('cancel')}
          onClose={props.onClose}
        />
      </form>
    </Dialog>
  );
}

function RightChoice(props: {
  readonly choices: readonly string[];
  readonly chosen: readonly string[];
  readonly onChoose: (rights: readonly string[]) => void;
}) {
  const { choices, chosen, onChoose } = props;
  return (
    <fieldset class="rights-choice">
      <legend>{tell('rights')}</legend>
      <div class="buttons">
        <button type="button" class="small" onClick={() => onChoose(readingOf(choices))}>
          {tell('presetRead')}
        </button>
        <button type="button" class="small" onClick={() => onChoose(choices)}>
          {tell('presetAll')}
        </button>
        <button type="button" class="small" onClick={() => onChoose([])}>
          {tell('presetNone')}
        </button>
      </div>
      {choices.map((right) => (
        <Checkbox
          key={right}
          label={rightText(right)}
          checked={chosen.includes(right)}
          onChange={(on) => onChoose(choices.filter((each) => (each === right ? on : chosen.includes(each))))}
        />
      ))}
    </fieldset>
  );
}

function TokenReach(props: { readonly draft: KeyDraft; readonly onChange: (part: Partial<KeyDraft>) => void }) {
  const { draft, onChange } = props;
  const open = accounts.value.filter(({ closed, currency }) => !closed && currency === 'rub');
  return (
    <>
      <div class="field">
        <span>{tell('kind')}</span>
        <Choices
          label={tell('kind')}
          values={TOKEN_KINDS}
          value={draft.kind}
          wordOf={(kind) => tell(`kind.${kind}`)}
          onChoose={(kind) => onChange({ kind, account: kind === 'sandbox' ? null : draft.account })}
        />
        <small class="quiet">{tell('kindHint')}</small>
      </div>
      {draft.kind !== 'sandbox' && (
        <label class="field">
          {tell('account')}
          <select
            value={draft.account ?? ''}
            onChange={({ currentTarget: { value } }) => onChange({ account: value === '' ? null : Number(value) })}
          >
            <option value="">{tell('allAccounts')}</option>
            {open.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
