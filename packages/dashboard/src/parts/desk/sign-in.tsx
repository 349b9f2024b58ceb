import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { type DeskSession, manager, readRights } from '../../desk/manager.ts';
import { problemText } from '../../ramm/problem.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { say } from '../../words/language.ts';
import { Refusal } from '../refusal.tsx';

interface Company {
  readonly ID: string;
  readonly Name: string;
  readonly Demo: boolean;
}

interface Begun {
  readonly Token: string;
  readonly Login: string;
  readonly ManagerID: string;
  readonly CompanyID: string;
}

/** Login and password, then one of the companies this login may enter. `again`: whose session has ended. */
export function SignIn({ again }: { readonly again: DeskSession | null }) {
  const action = useAction();
  const [login, setLogin] = useState(again?.login ?? '');
  const [password, setPassword] = useState('');
  const [companies, setCompanies] = useState<readonly Company[] | null>(null);
  const enter = async ({ ID, Name }: Pick<Company, 'ID' | 'Name'>): Promise<void> => {
    const begun = await manager.ask<Begun>('session.login', { Login: login, Password: password, CompanyID: ID });
    // the pages that he may see stand at once
    await readRights(begun.Token);
    manager.begin({
      token: begun.Token,
      login: begun.Login,
      manager: begun.ManagerID,
      company: begun.CompanyID,
      companyName: Name,
    });
  };
  const signIn = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await action.run(async () => {
      if (again !== null) return enter({ ID: again.company, Name: again.companyName });
      const { Companies } = await manager.ask<{ readonly Companies: readonly Company[] }>('session.login', {
        Login: login,
        Password: password,
      });
      const [only] = Companies;
      if (Companies.length === 1 && only !== undefined) return enter(only);
      setCompanies(Companies);
    });
  };
  return (
    <form class="member-sign-in" onSubmit={(event) => void signIn(event)}>
      <label>
        {say('login')}
        <input
          name="login"
          autocomplete="username"
          required
          maxLength={256}
          value={login}
          readOnly={again !== null}
          onInput={(event) => {
            setLogin(event.currentTarget.value);
            setCompanies(null);
          }}
        />
      </label>
      <label>
        {say('password')}
        <input
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxLength={256}
          value={password}
          onInput={(event) => {
            setPassword(event.currentTarget.value);
            setCompanies(null);
          }}
        />
      </label>
      {companies === null ? (
        <button type="submit" class="main" disabled={action.busy}>
          {say('signIn')}
        </button>
      ) : (
        <fieldset class="companies">
          <legend>{tell(companies.length === 0 ? 'noCompany' : 'chooseCompany')}</legend>
          {companies.map((company) => (
            <button
              type="button"
              key={company.ID}
              disabled={action.busy}
              onClick={() => void action.run(() => enter(company))}
            >
              {company.Name} {company.Demo && <small class="quiet">{tell('demo')}</small>}
            </button>
          ))}
        </fieldset>
      )}
      <Refusal error={action.error} textOf={problemText} />
    </form>
  );
}
