import type { NewOrder, OrderPreview } from 'outcry/native-api';
import { usePosted } from './use-posted.ts';

/** A price that an order is worked out with grows old sooner than a plan (ms). */
const TIMES = { pauseMs: 250, againMs: 3_000 };

export interface Preview {
  readonly answer: OrderPreview | null;
  readonly error: unknown;
}

const NO_PREVIEW: Preview = { answer: null, error: null };

/** What the platform says this very order would cost; asked anew while the person writes and as prices move. Null asks nothing. */
export function usePreview(order: NewOrder | null, account: number): Preview {
  const path = `/accounts/${account}/orders/preview`;
  const { answer, error, stale } = usePosted<OrderPreview>(path, order, TIMES);
  if (stale || order === null) return NO_PREVIEW;
  return { answer: error === null ? answer : null, error };
}
