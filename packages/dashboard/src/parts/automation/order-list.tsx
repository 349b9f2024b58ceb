import type { Order } from 'outcry/native-api';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { tell } from '../../words/automation/automation-words.ts';
import { sentence } from '../../words/counts.ts';
import { say } from '../../words/language.ts';
import { decimalsOf, fixed, shown, shownPrice } from '../../words/numbers.ts';
import { Refusal } from '../refusal.tsx';
import { Waiting } from '../waiting.tsx';

interface Placed {
  readonly order: Pick<
    Order,
    'id' | 'side' | 'price' | 'quantity' | 'filled' | 'averagePrice' | 'status' | 'detail' | 'endedAt'
  >;
}

interface ListProps<Row> {
  /** Null: they are on their way. */
  readonly rows: readonly Row[] | null;
  readonly empty: string;
  readonly purposeOf: (row: Row) => string;
  readonly priceStep: string;
  /** Where an order that a person has added is taken back; null for one that stays. */
  readonly takenBackAt?: (row: Row) => string | null;
  readonly textOf?: (error: unknown) => string;
  readonly onDone?: () => void;
}

const isOpen = ({ order }: Placed): boolean => order.endedAt === null;

/** Orders of a deal, grid or smart trade, open ones first: what each is for, and what was filled at which average. */
export function OrderList<Row extends Placed>(props: ListProps<Row>) {
  const { rows, empty, purposeOf, priceStep, takenBackAt = () => null, textOf, onDone } = props;
  const { busy, error, run } = useAction();
  if (rows === null) return <Waiting />;
  if (rows.length === 0) return <p class="waiting">{empty}</p>;
  const sorted = [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))];
  const takeBack = async (path: string): Promise<void> => {
    if (await run(() => call('DELETE', path))) onDone?.();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll tall-table" tabIndex={0} aria-label={tell('orders')}>
        <table>
          <thead>
            <tr>
              <th>{tell('purpose')}</th>
              <th class="number">{say('price')}</th>
              <th class="number">{say('quantity')}</th>
              <th class="number">{say('filled')}</th>
              <th class="number">{say('average')}</th>
              <th>{say('status')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => {
              const { order } = row;
              const path = isOpen(row) ? takenBackAt(row) : null;
              return (
                <tr key={order.id} class={isOpen(row) ? '' : 'over'}>
                  <td class={order.side === 'buy' ? 'up' : 'down'}>{sentence(purposeOf(row))}</td>
                  <td class="number">{order.price === null ? tell('atMarket') : shownPrice(order.price, priceStep)}</td>
                  <td class="number">{shown(order.quantity)}</td>
                  <td class="number">{shown(order.filled)}</td>
                  <td class="number">{fixed(order.averagePrice, decimalsOf(priceStep))}</td>
                  <td>
                    <span title={order.detail ?? undefined}>{say(`status.${order.status}`)}</span>{' '}
                    {path !== null && (
                      <button type="button" disabled={busy} onClick={() => void takeBack(path)}>
                        {tell('takeBack')}
                      </button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <Refusal error={error} {...(textOf === undefined ? {} : { textOf })} />
    </>
  );
}
