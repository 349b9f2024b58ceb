import { call } from '../api/call.ts';
import { notice } from '../notice.ts';

/** Switches a bot on that was just made. When that is refused it is there all the same, and its page tells why it is off. */
export async function startMade(
  path: string,
  { page, id, text }: { readonly page: string; readonly id: number; readonly text: (failure: unknown) => string },
): Promise<void> {
  await call('POST', `${path}/${id}/enable`).catch((failure: unknown) => {
    notice.value = { of: `${page}/${id}`, text: text(failure) };
  });
}
