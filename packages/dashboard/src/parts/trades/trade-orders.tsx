import type { SmartTrade, SmartTradeOrder } from 'outcry/native-api';
import { roleText } from '../../trades/timeline-text.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { OrderList } from '../automation/order-list.tsx';

/** Orders that a person has added and may take back. */
const OWN: ReadonlySet<string> = new Set(['added', 'reduce']);

/** All orders of a trade. */
export function TradeOrders(props: {
  readonly trade: SmartTrade;
  readonly orders: readonly SmartTradeOrder[] | null;
  readonly priceStep: string;
  readonly onDone: () => void;
}) {
  const { trade, orders, priceStep, onDone } = props;
  return (
    <OrderList
      rows={orders}
      empty={tell('noOrders')}
      purposeOf={({ role, step }) => roleText(role, step, trade.settings, trade.steps.length)}
      priceStep={priceStep}
      takenBackAt={({ role, order }) => (OWN.has(role) ? `/smart-trades/${trade.id}/orders/${order.id}` : null)}
      onDone={onDone}
    />
  );
}
