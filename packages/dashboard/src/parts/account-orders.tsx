import type { Order } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { useLive } from '../api/use-live.ts';
import { pathTo } from '../route.ts';
import { errorText } from '../words/errors.ts';
import { say } from '../words/language.ts';
import { shown, shownTime } from '../words/numbers.ts';
import { FillTable, PositionTable } from './tables.tsx';

const TABS = ['openOrders', 'positions', 'fills'] as const;

/** What the chosen account has open, below the chart. */
export function AccountOrders({ account }: { readonly account: number }) {
  const [tab, setTab] = useState<(typeof TABS)[number]>('openOrders');
  const orders = useLive('orders', account);
  const positions = useLive('positions', account);
  const fills = useLive('fills', account);
  const open = (orders ?? []).filter(({ endedAt }) => endedAt === null);
  const counts = { openOrders: open.length, positions: positions?.length ?? 0, fills: 0 };
  return (
    <div class="account-orders">
      <div class="tabs" role="tablist">
        {TABS.map((each) => (
          <button type="button" role="tab" key={each} aria-selected={tab === each} onClick={() => setTab(each)}>
            {say(each)} {counts[each] > 0 && <small>{counts[each]}</small>}
          </button>
        ))}
      </div>
      <div role="tabpanel">
        {tab === 'openOrders' && <OpenOrders orders={orders === null ? null : open} account={account} />}
        {tab === 'positions' && <PositionTable positions={positions} />}
        {tab === 'fills' && <FillTable fills={fills} />}
      </div>
    </div>
  );
}

/** Working and waiting orders, each with its way out. */
export function OpenOrders({
  orders,
  account,
}: {
  readonly orders: readonly Order[] | null;
  readonly account: number;
}) {
  const [refusal, setRefusal] = useState<unknown>(null);
  const cancel = (path: string): void => {
    setRefusal(null);
    call('DELETE', path).catch(setRefusal);
  };
  if (orders === null) return <p class="waiting">{say('loading')}</p>;
  if (orders.length === 0) return <p class="waiting">{say('noOrders')}</p>;
  return (
    <div class="scroll">
      <table class="open-orders">
        <thead>
          <tr>
            <th>{say('instrument')}</th>
            <th>{say('side')}</th>
            <th>{say('kind')}</th>
            <th class="number">{say('quantity')}</th>
            <th class="number">{say('filled')}</th>
            <th class="number">{say('price')}</th>
            <th class="number">{say('stopPrice')}</th>
            <th>{say('status')}</th>
            <th>{say('time')}</th>
            <th>
              <button type="button" onClick={() => cancel(`/accounts/${account}/orders`)}>
                {say('cancelAll')}
              </button>
            </th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.id}>
              <td>
                <a href={pathTo('trade', order.instrument)}>{order.instrument}</a>
              </td>
              <td class={order.side === 'buy' ? 'up' : 'down'}>{say(order.side === 'buy' ? 'buySide' : 'sellSide')}</td>
              <td>{say(order.type)}</td>
              <td class="number">{shown(order.quantity)}</td>
              <td class="number">{shown(order.filled)}</td>
              <td class="number">{shown(order.price)}</td>
              <td class="number">{shown(order.stopPrice)}</td>
              <td>{say(`status.${order.status}`)}</td>
              <td class="quiet">{shownTime(order.createdAt)}</td>
              <td>
                <button
                  type="button"
                  onClick={() => cancel(`/orders/${order.id}`)}
                  aria-label={`${say('cancel')} ${order.id}`}
                >
                  {say('cancel')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="refusal" role="alert">
        {refusal === null ? '' : errorText(refusal)}
      </p>
    </div>
  );
}
