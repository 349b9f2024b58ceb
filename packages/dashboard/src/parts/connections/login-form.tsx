import type { Company, MadeCompanyLogin } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { type MadeRamm, madeLogin } from '../../connections/ramm.ts';
import { tell } from '../../words/house/connection-words.ts';
import { Choices } from '../choices.tsx';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { LoginField } from './login-field.tsx';

const LOGIN = /^[^\s\p{Cc}]{1,64}$/u;
const KINDS = ['manager', 'client'] as const;

/** A manager or client that is to be made. */
export function LoginForm(props: { readonly onClose: () => void; readonly onMade: (made: MadeRamm) => void }) {
  const companies = useAnswer<{ readonly items: readonly Company[] }>('/companies');
  const action = useAction();
  const [tried, setTried] = useState(false);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('manager');
  const [login, setLogin] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const all = companies.answer?.items ?? [];
  const company = chosen ?? all[0]?.id ?? null;
  const wrong = LOGIN.test(login.trim()) ? '' : tell('needLogin');
  const error = action.error ?? companies.error;
  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (wrong !== '' || company === null) return;
    await action.run(async () => {
      const body = { kind, company, login: login.trim() };
      props.onMade(madeLogin(await call<MadeCompanyLogin>('POST', '/company-logins', body)));
    });
  };
  return (
    <Dialog title={tell('newLogin')} onClose={props.onClose}>
      <form class="key-form" onSubmit={(event) => void make(event)} noValidate>
        <div class="field">
          <span>{tell('kind')}</span>
          <Choices
            label={tell('kind')}
            values={KINDS}
            value={kind}
            wordOf={(each) => tell(`person.${each}`)}
            onChoose={setKind}
          />
          <small class="quiet">{tell(`person.${kind}Hint`)}</small>
        </div>
        {all.length > 1 && (
          <label class="field">
            {tell('company')}
            <select value={company ?? ''} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
              {all.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <LoginField label={tell('keyLogin')} value={login} most={64} wrong={tried ? wrong : ''} onWrite={setLogin} />
        <DialogEnd
          busy={action.busy || company === null}
          error={error}
          label={tell(action.busy ? 'making' : 'make')}
          kind=""
          back={tell('cancel')}
          onClose={props.onClose}
        />
      </form>
    </Dialog>
  );
}
