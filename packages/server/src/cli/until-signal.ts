/** Does work that goes on until Ctrl-C (or SIGTERM), which is an orderly end. */
export async function untilSignal(work: (ended: Promise<void>) => Promise<void>): Promise<void> {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    await work(ended);
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}
