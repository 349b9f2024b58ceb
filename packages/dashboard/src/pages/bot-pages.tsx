import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { connection } from '../api/live.ts';
import { say } from '../words/language.ts';

/** The pages of bots come when they are asked for: the first page of the house stays small. */
const pages = signal<ComponentType | null>(null);
const failed = signal(false);

/** Loads them, anew when the connection is back; a page that is older than the platform has to be loaded as a whole. */
export function BotPages() {
  const isOpen = connection.value === 'open';
  useEffect(() => {
    if (pages.value !== null) return;
    failed.value = false;
    import('./bots/index.tsx').then(
      (loaded) => {
        pages.value = loaded.BotPages;
      },
      () => {
        failed.value = true;
      },
    );
  }, [isOpen]);
  const Loaded = pages.value;
  if (Loaded !== null) return <Loaded />;
  if (!failed.value || !isOpen) return <p class="waiting">{say('loading')}</p>;
  return (
    <p class="waiting">
      {say('renewed')}{' '}
      <button type="button" onClick={() => location.reload()}>
        {say('reload')}
      </button>
    </p>
  );
}
