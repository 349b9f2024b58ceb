import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { connection } from '../api/live.ts';
import { Waiting } from '../parts/waiting.tsx';
import { say } from '../words/language.ts';

/**
 * Pages that come when they are asked for: the first page of the house stays small. They are loaded anew when the
 * connection is back; a page that is older than the platform has to be loaded as a whole.
 */
export function lazyPages(load: () => Promise<ComponentType>): ComponentType {
  const pages = signal<ComponentType | null>(null);
  const failed = signal(false);
  return function LazyPages() {
    const isOpen = connection.value === 'open';
    useEffect(() => {
      if (pages.value !== null) return;
      failed.value = false;
      load().then(
        (loaded) => {
          pages.value = loaded;
        },
        () => {
          failed.value = true;
        },
      );
    }, [isOpen]);
    const Loaded = pages.value;
    if (Loaded !== null) return <Loaded />;
    if (!failed.value || !isOpen) return <Waiting />;
    return (
      <p class="waiting">
        {say('renewed')}{' '}
        <button type="button" onClick={() => location.reload()}>
          {say('reload')}
        </button>
      </p>
    );
  };
}
