import { type BotsEvent, type CoreEvent, type OrdersEvent, type StopsEvent, Terms } from '../src/index.ts';
import { after, onApply, type Plant, replay } from './planting.ts';

/** Faults of bots and deals. */
export const DEAL_PLANTS: readonly Plant[] = [
  after('a deal counts half of a fee', (core, event) => {
    const fill = event as OrdersEvent;
    if (fill.type !== 'orders.filled') return;
    for (const { id } of core.state.bots.deals.values()) {
      if (core.state.orders.open.get(fill.id)?.origin !== `deal:${id}`) continue;
      const deal = core.state.bots.deals.get(id);
      if (deal !== undefined) deal.entered.money = (deal.entered.money - fill.fee / 2n) as typeof deal.entered.money;
    }
  }),
  after('a filled safety order is forgotten', (core, event) => {
    if (event.type !== 'orders.filled') return;
    for (const deal of core.state.bots.deals.values()) deal.safetyDone = new Set();
  }),
  after('editing a bot changes its running deals', (core, event) => {
    const edited = event as BotsEvent;
    if (edited.type !== 'bots.edited') return;
    const bot = core.state.bots.bots.get(edited.id);
    for (const id of bot?.deals ?? []) {
      const deal = core.state.bots.deals.get(id);
      if (deal !== undefined && bot !== undefined) deal.terms = bot.terms;
    }
  }),
  after('a deal does not notice that its price was reached', (core, event) => {
    if ((event as StopsEvent).type !== 'stops.fired') return;
    for (const deal of core.state.bots.deals.values()) deal.reached = 0;
  }),
  after('a take profit that was lost is never placed again', (core, event) => {
    const failing = event as BotsEvent;
    if (failing.type !== 'bots.dealFailing' || failing.what !== 'exit') return;
    const deal = core.state.bots.deals.get(failing.id);
    if (deal !== undefined) deal.retryExitAt = 8e15;
  }),
  after('a deal forgets an order that it has sent', (core, event) => {
    const sent = event as CoreEvent & { readonly role?: string; readonly order?: number; readonly entity?: number };
    if (sent.type !== 'legs.sent' || sent.role !== 'safety') return;
    const { legs } = core.state;
    legs.byOrder.delete(sent.order ?? 0);
    const own = legs.byOwner.deal.get(sent.entity ?? 0);
    own?.splice(
      own.findIndex(({ order }) => order === sent.order),
      1,
    );
  }),
  after('a deal forgets the places of its own safety orders', (core, event) => {
    const opened = event as BotsEvent;
    const deal = opened.type === 'bots.dealOpened' ? core.state.bots.deals.get(opened.id) : undefined;
    if (deal === undefined || !deal.terms.hasOwnSteps) return;
    deal.terms = new Terms({ ...deal.terms.settings, safetySteps: [] });
  }),
  {
    name: 'a deal that is to begin later begins at once',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const waits = event as BotsEvent;
        apply(waits.type === 'bots.startWaits' ? ({ ...waits, startAt: waits.at } as CoreEvent) : event);
      }),
  },
  {
    name: 'conditions close a deal that has none',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const moved = event as BotsEvent;
        const wrong = moved.type === 'bots.dealMoved' && moved.status === 'panicSellPending';
        apply(wrong ? ({ ...moved, status: 'conditionPending' } as CoreEvent) : event);
      }),
  },
  {
    name: 'a deal that is to be cancelled is sold',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const moved = event as BotsEvent;
        const wrong = moved.type === 'bots.dealMoved' && moved.status === 'cancelPending';
        apply(wrong ? ({ ...moved, status: 'panicSellPending' } as CoreEvent) : event);
      }),
  },
];
