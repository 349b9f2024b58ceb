import type { Account, Page, System } from 'outcry/native-api';
import { rights } from '../../api/house.ts';
import { usePoll } from '../../api/use-poll.ts';
import { Backup } from '../../parts/system/backup.tsx';
import { Bans } from '../../parts/system/bans.tsx';
import { Feed } from '../../parts/system/feed.tsx';
import { Health } from '../../parts/system/health.tsx';
import { KillSwitch } from '../../parts/system/kill-switch.tsx';
import { Limits } from '../../parts/system/limits.tsx';
import { Troubles } from '../../parts/system/troubles.tsx';
import '../../styles/bots.css';
import '../../styles/bot-form.css';
import '../../styles/dialog.css';
import '../../styles/house.css';
import { errorText } from '../../words/errors.ts';
import { tell } from '../../words/house/system-words.ts';
import { say } from '../../words/language.ts';

/** The platform itself: how it is, what it may do, what went wrong, and its backups. */
export function SystemPage() {
  if (!rights.value.has('system:write')) return <p class="waiting">{tell('noRight')}</p>;
  return <SystemView />;
}

function SystemView() {
  const system = usePoll<System>('/system');
  const accounts = usePoll<Page<Account>>('/accounts?limit=500');
  // all at once, so that nothing jumps away; the kill switch stays in reach when something else fails
  const waits = system.error === null && (system.answer === null || accounts.answer === null);
  return (
    <div class="account-page house-page">
      <div class="page-head">
        <h1>{tell('title')}</h1>
      </div>
      {system.error !== null && (
        <p class="refusal" role="alert">
          {errorText(system.error)}
        </p>
      )}
      {system.answer !== null && (
        <>
          <Health system={system.answer} />
          <Feed feed={system.answer.feed} onChange={system.again} />
        </>
      )}
      {waits ? (
        <p class="waiting">{say('loading')}</p>
      ) : (
        <>
          <KillSwitch accounts={accounts.answer?.items ?? null} onChange={accounts.again} />
          <Limits accounts={accounts.answer?.items ?? null} onChange={accounts.again} />
          <Bans />
          <Troubles />
          <Backup />
        </>
      )}
    </div>
  );
}
