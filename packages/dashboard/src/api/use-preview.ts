import type { NewOrder, OrderPreview } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { call } from './call.ts';

/** Writing pauses this long before the platform is asked what an order would cost, and prices move on after so long (ms). */
const PAUSE_MS = 250;
const AGAIN_MS = 3_000;

export interface Preview {
  readonly answer: OrderPreview | null;
  readonly error: unknown;
}

const NO_PREVIEW: Preview = { answer: null, error: null };

/** What the platform says an order would cost; asked anew while the person writes and as prices move. Null asks nothing. */
export function usePreview(order: NewOrder | null, account: number): Preview {
  const [state, setState] = useState<(Preview & { readonly of: string }) | null>(null);
  const wanted = order === null ? null : JSON.stringify(order);
  useEffect(() => {
    if (wanted === null) return;
    const over = new AbortController();
    const ask = (): void => {
      call<OrderPreview>('POST', `/accounts/${account}/orders/preview`, JSON.parse(wanted) as object, over.signal).then(
        (answer) => setState({ of: wanted, answer, error: null }),
        (error: unknown) => {
          if (!over.signal.aborted) setState({ of: wanted, answer: null, error });
        },
      );
    };
    const first = setTimeout(ask, PAUSE_MS);
    const again = setInterval(ask, AGAIN_MS);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      over.abort();
    };
  }, [wanted, account]);
  return state !== null && state.of === wanted ? state : NO_PREVIEW;
}
