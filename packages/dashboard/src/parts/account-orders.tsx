import type { Order } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { useLive } from '../api/use-live.ts';
import { pathTo } from '../route.ts';
import { orderAgain } from '../ticket/again.ts';
import { say } from '../words/language.ts';
import { shown, shownTime } from '../words/numbers.ts';
import { DataTable, type TableColumn } from './data-table.tsx';
import { type Done, DoneBar } from './done-bar.tsx';
import { Refusal } from './refusal.tsx';
import { FillTable, PositionTable } from './tables.tsx';
import { Tabs } from './tabs.tsx';

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
      <Tabs
        label={say('ordersHistory')}
        tabs={TABS.map((each) => ({ id: each, title: counts[each] > 0 ? `${say(each)} ${counts[each]}` : say(each) }))}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === 'openOrders' && <OpenOrders orders={orders === null ? null : open} account={account} />}
        {tab === 'positions' && <PositionTable positions={positions} />}
        {tab === 'fills' && <FillTable rows={fills} />}
      </Tabs>
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
  const [done, setDone] = useState<Done | null>(null);
  const cancelAll = (): void => {
    setRefusal(null);
    setDone(null);
    call('DELETE', `/accounts/${account}/orders`).catch(setRefusal);
  };
  const cancel = (id: number): void => {
    setRefusal(null);
    call<Order>('DELETE', `/orders/${id}`).then((order) => setDone(cancelled(order)), setRefusal);
  };
  const columns: TableColumn<Order>[] = [
    {
      id: 'instrument',
      title: say('instrument'),
      text: ({ instrument }) => instrument,
      cell: ({ instrument }) => <a href={pathTo('trade', instrument)}>{instrument}</a>,
    },
    {
      id: 'side',
      title: say('side'),
      text: sideText,
      cell: (order) => <span class={order.side === 'buy' ? 'up' : 'down'}>{sideText(order)}</span>,
    },
    { id: 'kind', title: say('kind'), text: ({ type }) => say(type), cell: ({ type }) => say(type) },
    ...(['quantity', 'filled', 'price', 'stopPrice'] as const).map((field) => ({
      id: field,
      title: say(field),
      number: true,
      text: (order: Order) => order[field],
      cell: (order: Order) => shown(order[field]),
    })),
    {
      id: 'status',
      title: say('status'),
      text: ({ status }) => say(`status.${status}`),
      cell: ({ status }) => say(`status.${status}`),
    },
    {
      id: 'time',
      title: say('time'),
      text: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <span class="quiet">{shownTime(createdAt)}</span>,
    },
    {
      id: 'cancel',
      title: '',
      cell: ({ id }) => (
        <button type="button" onClick={() => cancel(id)} aria-label={`${say('cancel')} ${id}`}>
          {say('cancel')}
        </button>
      ),
    },
  ];
  return (
    <>
      {orders !== null && orders.length > 1 && (
        <p class="all-orders">
          <button type="button" class="small" onClick={cancelAll}>
            {say('cancelAll')}
          </button>
        </p>
      )}
      <DataTable
        rows={orders}
        columns={columns}
        keyOf={({ id }) => String(id)}
        empty={say('noOrders')}
        name={say('openOrders')}
        style="open-orders"
      />
      <DoneBar done={done} />
      <Refusal error={refusal} />
    </>
  );
}

/** That an order is cancelled, and how it is placed again where that comes to the same. */
function cancelled(order: Order): Done {
  const again = orderAgain(order);
  const { instrument, price } = order;
  const lineOf = (quantity: string): string =>
    price === null
      ? `${sideText(order)} ${shown(quantity)} ${instrument}`
      : say('orderLine', { side: sideText(order), quantity: shown(quantity), instrument, price: shown(price) });
  const act = (): Promise<unknown> => call('POST', `/accounts/${order.account}/orders`, again ?? {});
  return {
    text: say('cancelledOrder', { order: lineOf(again?.quantity ?? order.quantity) }),
    undo:
      again === null
        ? null
        : { label: say('placeAgain'), text: say('placedAgain', { order: lineOf(again.quantity) }), act },
  };
}

function sideText({ side }: Order): string {
  return say(side === 'buy' ? 'buySide' : 'sellSide');
}
