import {
  type AccountsState,
  Core,
  type CoreEvent,
  type OrdersEvent,
  type RiskEvent,
  SYSTEM_ACCOUNTS,
  type TradesEvent,
} from '../src/index.ts';
import { COPY_PLANTS } from './copy-plants.ts';
import { DEAL_PLANTS } from './deal-plants.ts';
import { GRID_PLANTS } from './grid-plants.ts';
import { onApply, type Plant, replay } from './planting.ts';

function pay(accounts: AccountsState, account: number, asset: number, amount: bigint): void {
  for (const [id, change] of [
    [account, amount],
    [SYSTEM_ACCOUNTS.market, -amount],
  ] as const) {
    const balance = accounts.accounts.get(id)?.balances.get(asset);
    if (balance !== undefined) balance.total = (balance.total + change) as typeof balance.total;
  }
}

export const PLANTS: readonly Plant[] = [
  {
    name: 'replay drops an event',
    replay: (core, row) => {
      const events = Core.codec.decode(row.body, row.at);
      const dropped = row.seq % 5 === 0 ? events.findIndex((event) => event.type === 'orders.accepted') : -1;
      events.forEach((event, index) => {
        if (index !== dropped) core.apply(event);
      });
      core.takeFinished();
    },
  },
  {
    name: 'a fill is paid twice',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        apply(event);
        const fill = event as OrdersEvent;
        if (fill.type === 'orders.filled') pay(core.state.accounts, fill.account, fill.cashAsset, fill.cash);
      }),
  },
  {
    name: 'the fee of a fill goes nowhere',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        apply(event);
        const fill = event as OrdersEvent;
        if (fill.type !== 'orders.filled') return;
        const balance = core.state.accounts.accounts.get(SYSTEM_ACCOUNTS.fees)?.balances.get(fill.feeAsset);
        if (balance !== undefined) balance.total = (balance.total - fill.fee) as typeof balance.total;
      }),
  },
  {
    name: 'a hold is forgotten',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const placed = event as OrdersEvent;
        const account = placed.type === 'orders.placed' ? core.state.accounts.accounts.get(placed.account) : undefined;
        const before = [...(account?.balances ?? [])].map(([asset, balance]) => [asset, balance.held] as const);
        apply(event);
        for (const [asset, held] of before) {
          const balance = account?.balances.get(asset);
          if (balance !== undefined) balance.held = held;
        }
      }),
  },
  {
    name: 'the venue is believed twice',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        apply(event);
        const fill = event as OrdersEvent;
        if (fill.type === 'orders.filled') core.state.orders.open.get(fill.id)?.venueFills.splice(0);
      }),
  },
  {
    name: 'a trailing order goes out before the price has gone the distance',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const placed = event as OrdersEvent;
        if (placed.type !== 'orders.activated') return apply(event);
        apply({ ...placed, mark: placed.mark + 3 } as CoreEvent);
      }),
  },
  {
    name: 'a stopped account trades on',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        apply(event);
        const stop = event as RiskEvent;
        const watched = stop.type === 'risk.killed' ? core.state.risk.accounts.get(stop.account) : undefined;
        if (watched !== undefined) watched.killed = null;
      }),
  },
  {
    name: 'orders of the last minute are forgotten',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        apply(event);
        for (const { placements } of core.state.risk.accounts.values()) placements.splice(0);
      }),
  },
  {
    name: 'the coins of a sold step are sold again',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        apply(event);
        const fill = event as OrdersEvent;
        if (fill.type !== 'orders.filled') return;
        for (const trade of core.state.trades.trades.values()) {
          for (const step of trade.steps.values()) if (step.status === 'done') step.status = 'idle';
        }
      }),
  },
  {
    name: 'a smart trade forgets what it has sold',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const known = event as TradesEvent;
        const trade = known.type === 'trades.held' ? core.state.trades.trades.get(known.id) : undefined;
        apply(event);
        if (trade !== undefined) trade.exitedSteps = trade.reducedSteps;
      }),
  },
  {
    name: 'a stop loss is carried out before its time is over',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const timed = event as TradesEvent;
        apply(
          timed.type === 'trades.stopTimed' && timed.stopAt > 0 ? ({ ...timed, stopAt: timed.at } as CoreEvent) : event,
        );
      }),
  },
  {
    name: 'what was added to a smart trade counts as its entry',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        apply(event);
        for (const trade of core.state.trades.trades.values()) trade.addedEarly = 0;
      }),
  },
  {
    name: 'a step sells before its price',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        apply(event);
        const known = event as TradesEvent;
        if (known.type !== 'trades.held') return;
        const trade = core.state.trades.trades.get(known.id);
        for (const { slot, level } of trade?.steps.values() ?? []) trade?.reached.set(slot, level);
      }),
  },
  {
    name: 'a cancelled smart trade is sold',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const known = event as TradesEvent;
        const cancelled = known.type === 'trades.moved' && known.status === 'cancelling';
        apply(cancelled ? ({ ...known, status: 'panicSale' } as CoreEvent) : event);
      }),
  },
  { name: 'commands are answered before they are on disk', replay, answersEarly: true },
  {
    name: 'idempotency keys are not remembered',
    replay,
    forgetsKeys: true,
    install: (core) => {
      core.state.accounts.keys.find = () => undefined;
    },
  },
  { name: 'nobody asks the venue after a restart', replay, forgetsVenue: true },
  { name: 'orders are sent again after a restart', replay, sendsAgain: true },
  ...DEAL_PLANTS,
  ...GRID_PLANTS,
  ...COPY_PLANTS,
];
