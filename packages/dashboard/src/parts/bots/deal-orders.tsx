import type { Deal, DealOrder } from 'outcry/native-api';
import { refusalText } from '../../bots/describe.ts';
import { roleText } from '../../bots/timeline-text.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { OrderList } from '../automation/order-list.tsx';

/** Orders of a deal that rest now; those that a person has added may be taken back. */
export function DealOrders(props: {
  readonly deal: Deal;
  readonly orders: readonly DealOrder[] | null;
  readonly priceStep: string;
  readonly onDone: () => void;
}) {
  const { deal, orders, priceStep, onDone } = props;
  return (
    <OrderList
      rows={orders?.filter(({ order }) => order.endedAt === null) ?? null}
      empty={tell('noResting')}
      purposeOf={({ role, step }) => roleText(role, step, deal.settings.takeProfitSteps.length)}
      priceStep={priceStep}
      takenBackAt={({ role, order }) => (role === 'added' ? `/deals/${deal.id}/funds/${order.id}` : null)}
      textOf={refusalText}
      onDone={onDone}
    />
  );
}
