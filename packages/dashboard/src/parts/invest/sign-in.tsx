import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { followed } from '../../invest/followed.ts';
import { type InvestorSession, investor } from '../../invest/investor.ts';
import { problemText } from '../../ramm/problem.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { say } from '../../words/language.ts';
import { Choices } from '../choices.tsx';
import { Refusal } from '../refusal.tsx';

interface Begun {
  readonly Session: { readonly Token: string };
  readonly Client: { readonly ID: string; readonly Login: string };
  readonly Company: { readonly Name: string };
}

const WAYS = ['password', 'otp'] as const;

/** Login and password, or a one-time password. `again`: whose session has ended. */
export function SignIn({ again }: { readonly again: InvestorSession | null }) {
  const action = useAction();
  const [way, setWay] = useState<(typeof WAYS)[number]>('password');
  const [login, setLogin] = useState(again?.login ?? '');
  const [secret, setSecret] = useState('');
  const signIn = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await action.run(async () => {
      const wish = way === 'otp' ? { OTP: secret.trim() } : { Login: login, Password: secret };
      const { Session, Client, Company } = await investor.ask<Begun>('session.login', wish);
      // somebody else's commands are not his to follow
      if (again !== null && again.client !== Client.ID) followed.value = [];
      investor.begin({ token: Session.Token, login: Client.Login, client: Client.ID, companyName: Company.Name });
    });
  };
  const choose = (chosen: typeof way): void => {
    setWay(chosen);
    setSecret('');
    action.clear();
  };
  return (
    <form class="member-sign-in" onSubmit={(event) => void signIn(event)}>
      <Choices
        label={tell('signInHow')}
        values={WAYS}
        value={way}
        wordOf={(each) => tell(`how.${each}`)}
        onChoose={choose}
      />
      {way === 'password' && (
        <label>
          {say('login')}
          <input
            name="login"
            autocomplete="username"
            required
            maxLength={256}
            value={login}
            readOnly={again !== null}
            onInput={(event) => setLogin(event.currentTarget.value)}
          />
        </label>
      )}
      <label>
        {way === 'password' ? say('password') : tell('otp')}
        <input
          key={way}
          name={way}
          type="password"
          autocomplete={way === 'password' ? 'current-password' : 'one-time-code'}
          required
          maxLength={256}
          value={secret}
          onInput={(event) => setSecret(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="main" disabled={action.busy}>
        {say('signIn')}
      </button>
      <Refusal error={action.error} textOf={problemText} />
    </form>
  );
}
