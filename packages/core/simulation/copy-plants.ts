import { type CopyEvent, type CoreEvent, SETTLED_STRIDE } from '../src/index.ts';
import { onApply, type Plant, replay } from './planting.ts';

/** Lets a change follow every event of one kind of copied strategies. */
function after<T extends CopyEvent['type']>(
  type: T,
  change: (
    event: Extract<CopyEvent, { readonly type: T }>,
    copy: Parameters<NonNullable<Plant['install']>>[0]['state']['copy'],
  ) => void,
): NonNullable<Plant['install']> {
  return (core) =>
    onApply(core, (event, apply) => {
      apply(event);
      if (event.type === type) change(event as never, core.state.copy);
    });
}

export const COPY_PLANTS: readonly Plant[] = [
  {
    name: "a trader's commission is not owed to him",
    replay,
    install: after('copy.groupSettled', ({ rows }, copy) => {
      const account = copy.accounts.get(rows[0] ?? 0);
      const strategy = copy.strategies.get(account?.strategy ?? 0);
      if (strategy !== undefined) strategy.rewards = Math.max(0, strategy.rewards - (rows[13] ?? 0));
    }),
  },
  {
    name: 'a rounding goes nowhere',
    replay,
    install: after('copy.groupSettled', ({ house }, copy) => {
      if (house % 3 === 1) copy.ledger.house -= 1;
    }),
  },
  {
    name: 'what liquidity refused counts as filled',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const settled = event as CopyEvent;
        if (settled.type !== 'copy.groupSettled') return apply(event);
        const rows = [...settled.rows];
        for (let i = 0; i < rows.length; i += SETTLED_STRIDE)
          if (rows[i + 5] !== 0) rows[i + 5] = rows[i + 4] as number;
        apply({ ...settled, rows } as CoreEvent);
      }),
  },
  {
    name: 'a drawdown is forgotten with its week',
    replay,
    install: after('copy.intervalEnded', ({ account, next }, copy) => {
      const found = copy.accounts.get(account);
      if (found !== undefined && next !== 0) found.drawdownIn = 0;
    }),
  },
  {
    name: 'a withdrawal leaves the base of the fee where it was',
    replay,
    install: after('copy.balanced', ({ account, amount }, copy) => {
      const found = copy.accounts.get(account);
      if (found !== undefined && amount < 0) found.profitBase -= amount;
    }),
  },
  {
    name: 'external ids of transfers are not remembered',
    replay,
    forgetsKeys: true,
    install: (core) => {
      core.state.copy.keys.find = () => undefined;
    },
  },
  {
    name: 'the price of a fill is forgotten',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const priced = event as CopyEvent;
        if (priced.type !== 'copy.requestPriced') return apply(event);
        apply({ ...priced, buyPrice: priced.buyPrice === 0 ? 0 : priced.buyPrice + 1 } as CoreEvent);
      }),
  },
  {
    name: 'a settled account stays in its group',
    replay,
    install: after('copy.groupSettled', ({ rows, id }, copy) => {
      const account = copy.accounts.get(rows[0] ?? 0);
      if (account !== undefined && id % 4 === 0) account.group = id;
    }),
  },
  {
    name: 'an account that met its protection is said to have met its target',
    replay,
    install: after('copy.accountMoved', ({ id, reason, at }, copy) => {
      const account = copy.accounts.get(id);
      if (account !== undefined && reason === 'protection') account.targetReached = at;
    }),
  },
  {
    name: 'a strategy that is paused goes on with signals',
    replay,
    install: after('copy.strategyMoved', ({ id, status }, copy) => {
      const strategy = copy.strategies.get(id);
      if (strategy !== undefined && status === 2) strategy.status = 1;
    }),
  },
];
