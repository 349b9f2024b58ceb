import type { Restore } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call, send } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { tell } from '../../words/house/system-words.ts';
import { shown } from '../../words/numbers.ts';
import { Refusal } from '../refusal.tsx';

/** A copy of everything, and taking one in for the next start. */
export function Backup() {
  const { answer, error, again } = useAnswer<Restore>('/system/restore');
  const [file, setFile] = useState<File | null>(null);
  const action = useAction();
  const upload = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (file === null) return;
    await action.run(() => send('PUT', '/system/restore', file, 'application/gzip'));
    again();
  };
  const forget = async (): Promise<void> => {
    await action.run(() => call('DELETE', '/system/restore'));
    again();
  };
  const failure = action.error ?? error;
  const staged = answer?.staged ?? null;
  return (
    <div class="columns">
      <section aria-labelledby="backup">
        <h2 id="backup">{tell('backup')}</h2>
        <p>{tell('backupText')}</p>
        <a class="button main" href="/api/v1/system/backup" download="">
          {tell('download')}
        </a>
      </section>
      <section aria-labelledby="restore">
        <h2 id="restore">{tell('restore')}</h2>
        {staged === null ? (
          <form class="key-form" onSubmit={(event) => void upload(event)}>
            <p>{tell('restoreText')}</p>
            <label class="field">
              {tell('chooseFile')}
              <input
                type="file"
                accept=".gz,application/gzip"
                onChange={(event) => {
                  action.clear();
                  setFile(event.currentTarget.files?.[0] ?? null);
                }}
              />
            </label>
            <div class="buttons">
              <button type="submit" disabled={file === null || action.busy}>
                {tell(action.busy ? 'uploading' : 'upload')}
              </button>
            </div>
          </form>
        ) : (
          <div class="made" role="status">
            <p>
              <b>{tell('staged', { seq: shown(String(staged.lastSeq)) })}</b>
            </p>
            <p>{tell('stagedNext', { folder: answer?.folder ?? '' })}</p>
            <button type="button" disabled={action.busy} onClick={() => void forget()}>
              {tell('forget')}
            </button>
          </div>
        )}
        <Refusal error={failure} />
      </section>
    </div>
  );
}
