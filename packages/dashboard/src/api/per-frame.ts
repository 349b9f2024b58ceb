/** A page that is not seen draws no frames: what waits for one waits no longer than this (ms). */
const UNSEEN_MS = 250;

/** What calls `act` once in the next frame, however often it is called before. */
export function perFrame(act: () => void): () => void {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    const go = (): void => {
      if (!waits) return;
      waits = false;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      act();
    };
    const frame = requestAnimationFrame(go);
    const timer = setTimeout(go, UNSEEN_MS);
  };
}
