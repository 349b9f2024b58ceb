import { useState } from 'preact/hooks';

/** Something a person asks the platform to do. */
export interface Action {
  readonly busy: boolean;
  readonly error: unknown;
  /** Does it, one at a time; whether it was done. */
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>;
  /** Forgets the refusal: what was asked for has changed. */
  readonly clear: () => void;
}

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await act();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run, clear: () => setError(null) };
}
