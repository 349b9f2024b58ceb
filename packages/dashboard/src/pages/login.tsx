import { useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { enter } from '../api/house.ts';
import { CopyDoors } from '../parts/copy-doors.tsx';
import { Preferences } from '../parts/preferences.tsx';
import { errorText } from '../words/errors.ts';
import { say } from '../words/language.ts';

export function Login() {
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const signIn = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    setBusy(true);
    setRefusal('');
    try {
      await call('POST', '/session', { login: form.get('login'), password: form.get('password') });
      await enter();
    } catch (error) {
      setRefusal(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="door">
      <h1>
        <img src="/icon.svg" alt="" width="32" height="32" /> Outcry
      </h1>
      <form onSubmit={(event) => void signIn(event)}>
        <label>
          {say('login')}
          <input name="login" autocomplete="username" required maxLength={256} defaultValue="owner" />
        </label>
        <label>
          {say('password')}
          <input name="password" type="password" autocomplete="current-password" required maxLength={256} />
        </label>
        <button type="submit" class="main" disabled={busy}>
          {say('signIn')}
        </button>
        <p class="refusal" role="alert">
          {refusal}
        </p>
      </form>
      <p class="quiet">{say('passwordHint')}</p>
      <CopyDoors />
      <Preferences />
    </main>
  );
}
