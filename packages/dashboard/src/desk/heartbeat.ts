import { useEffect } from 'preact/hooks';
import { manager, readRights } from './manager.ts';

/** How often the platform hears that the manager is there (ms); sessions of ten minutes live on. */
const BEAT_MS = 30_000;

/** Keeps the session alive and the rights known: they are read anew when somebody has changed them. */
export function useHeartbeat(): void {
  const token = manager.session.value?.token;
  const over = manager.ended.value;
  useEffect(() => {
    if (token === undefined || over) return;
    let known: string | null = null;
    const beat = async (): Promise<void> => {
      const { DTRightsLastUpdate } = await manager.ask<{ readonly DTRightsLastUpdate: string }>('session.heartbeat');
      if (DTRightsLastUpdate !== known) await readRights();
      known = DTRightsLastUpdate;
    };
    // what fails now is tried at the next beat; a session that has ended is noticed by the call itself
    const tryBeat = (): void => void beat().catch(() => undefined);
    tryBeat();
    const timer = setInterval(tryBeat, BEAT_MS);
    return () => clearInterval(timer);
  }, [token, over]);
}
