import type { Account, Page, System } from 'outcry/native-api';
import { rights } from '../../api/house.ts';
import { usePoll } from '../../api/use-poll.ts';
import { Refusal } from '../../parts/refusal.tsx';
import { Backup } from '../../parts/system/backup.tsx';
import { Bans } from '../../parts/system/bans.tsx';
import { Feed } from '../../parts/system/feed.tsx';
import { Health } from '../../parts/system/health.tsx';
import { KillSwitch } from '../../parts/system/kill-switch.tsx';
import { Limits } from '../../parts/system/limits.tsx';
import { Troubles } from '../../parts/system/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import '../../styles/bots.css';
import '../../styles/bot-form.css';
import '../../styles/dialog.css';
import '../../styles/house.css';
import { tell } from '../../words/house/system-words.ts';

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
      {system.error !== null && <Refusal error={system.error} />}
      {system.answer !== null && (
        <>
          <Health system={system.answer} />
          <Feed feed={system.answer.feed} onChange={system.again} />
        </>
      )}
      {waits ? (
        <Waiting />
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
