import type { Beginning } from '../../grids/bot-sums.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { amountText, shown } from '../../words/numbers.ts';
import { Dialog, DialogEnd } from '../dialog.tsx';

interface ConfirmProps {
  readonly title: string;
  /** Null while it is being worked out. */
  readonly beginning: Beginning | null;
  readonly base: string;
  readonly quote: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onGo: () => void;
  readonly onClose: () => void;
}

/** Says in a sentence and in money what starting a grid does, before it does it. */
export function ConfirmStart({ title, beginning, base, quote, busy, error, onGo, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p aria-live="polite">{beginning === null ? tell('planStale') : beginningText(beginning, base, quote)}</p>
      <p class="quiet">{tell('confirmRisk')}</p>
      <p class="quiet">{tell('pricesMove')}</p>
      <DialogEnd
        busy={busy || beginning === null}
        error={error}
        label={tell('confirmStart')}
        kind="buy"
        onGo={onGo}
        onClose={onClose}
      />
    </Dialog>
  );
}

/** What a grid takes and buys at once, and what it offers to buy. */
function beginningText({ taken, coins, cost, buys, buysCost }: Beginning, base: string, quote: string): string {
  const takes = isNothing(taken) ? '' : `${tell('confirmTakes', { taken: `${shown(taken)} ${base}` })} `;
  const values = {
    coins: `${shown(coins)} ${base}`,
    cost: cost === null ? '…' : amountText(cost, quote),
    n: String(buys),
    buys: amountText(buysCost, quote),
  };
  if (isNothing(coins)) return takes + (buys === 0 ? '' : tell('confirmBuysOnly', values));
  return takes + tell(buys === 0 ? 'confirmCoinsOnly' : 'confirmBuys', values);
}

function isNothing(amount: string): boolean {
  return /^0*\.?0*$/.test(amount);
}
