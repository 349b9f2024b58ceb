import type { Turn } from '../turn.ts';
import type { CopyAccount } from './account.ts';
import { placeAfter } from './apply-book.ts';
import { mulDiv } from './arithmetic.ts';
import type { Job, JobTerms } from './job.ts';
import { endInterval } from './money.ts';
import type { DayMark, DayValued, JobMoved, SwapBooked, UnitsMarked } from './money-events.ts';
import { queueCommand } from './open-account.ts';
import { payRewards, unitPriceNow } from './payout.ts';
import { PriceTable } from './price-table.ts';
import { type CopyState, type CopyWorld, companyOf, copyAccount, strategyById } from './state.ts';
import type { Strategy } from './strategy.ts';
import { stepsOfLot } from './target.ts';
import { worthOf } from './valuation.ts';

/** Does the next part of a job, as many accounts as the turn has room for. */
export function runJob(world: CopyWorld, job: Job, turn: Turn): void {
  const { copy } = world;
  const { work } = copy;
  const act = actionOf(world, job.terms, turn);
  let last: Step | null = null;
  const move = (strategy: number, account: number): void => {
    act.end?.();
    turn.emit({ type: 'copy.jobMoved', at: turn.at, id: job.id, strategy, account } satisfies JobMoved);
  };
  for (const step of stepsFrom(copy, job, act.take !== undefined)) {
    const waits = act.waitsForPlans && isPlanned(copy, step.strategy);
    if (waits || work.left <= 0 || turn.full) return last === null ? undefined : move(last.strategy.id, last.account);
    work.left--;
    if (step.isFirst) act.enter?.(step.strategy);
    if (step.account !== WHOLE) act.take?.(copyAccount(copy, step.account));
    last = step;
  }
  move(0, 0);
}

/** Place in a strategy that is done with, however many accounts come to it. */
const WHOLE = Number.MAX_SAFE_INTEGER;

interface Step {
  readonly strategy: Strategy;
  /** It is the first of its strategy. */
  readonly isFirst: boolean;
  /** `WHOLE`: it is of the strategy alone. */
  readonly account: number;
}

/** What comes next in a job: its accounts, or (`each` false) only its strategies. */
function* stepsFrom(copy: CopyState, job: Job, each: boolean): Generator<Step, void> {
  const { terms, strategy: reached, account: after } = job;
  const strategies = terms.strategy === 0 ? companyOf(copy, terms.company).strategies : [terms.strategy];
  for (let place = placeAfter(strategies, reached - 1); place < strategies.length; place++) {
    const strategy = strategyById(copy, strategies[place] as number);
    const from = strategy.id === reached ? after : 0;
    let isFirst = from === 0;
    if (!each) {
      if (isFirst) yield { strategy, isFirst, account: WHOLE };
      continue;
    }
    const { members } = strategy;
    for (let next = members.placeAfter(from); next < members.places; next++) {
      const account = members.at(next);
      if (account === 0) continue;
      yield { strategy, isFirst, account };
      isFirst = false;
    }
  }
}

/** Shares of accounts are being fixed: what changes their money waits for that. */
function isPlanned({ groups }: CopyState, { group }: Strategy): boolean {
  return groups.get(group)?.phase === 'planning';
}

/** What a job does with a strategy and with each of its accounts, and what it tells at the end of a slice. */
interface Action {
  /** It changes what accounts have. */
  readonly waitsForPlans: boolean;
  enter?(strategy: Strategy): void;
  take?(account: CopyAccount): void;
  end?(): void;
}

function actionOf(world: CopyWorld, terms: JobTerms, turn: Turn): Action {
  switch (terms.kind) {
    case 'interval':
      return endingIntervals(world, new PriceTable(world, new Map(terms.prices)), turn);
    case 'swap':
      return bookingSwap(world, terms, turn);
    case 'payout':
      return payingOut(world, turn);
    case 'day':
      return valuingDay(world, terms, turn);
    case 'close':
      return closing(world, terms, turn);
  }
}

function endingIntervals(world: CopyWorld, prices: PriceTable, turn: Turn): Action {
  const units: [number, number][] = [];
  return {
    waitsForPlans: true,
    enter(strategy) {
      units.push([strategy.id, unitPriceNow(world, strategy, prices)]);
    },
    take(account) {
      if (account.status < 1 || account.status > 4 || account.intervalSince === turn.at) return;
      // an event of its own for each account: half as many of them a turn
      world.copy.work.left--;
      endInterval(world, account, worthOf(world, account, prices), false, turn);
    },
    end() {
      if (units.length > 0) turn.emit({ type: 'copy.unitsMarked', at: turn.at, units } satisfies UnitsMarked);
    },
  };
}

function payingOut(world: CopyWorld, turn: Turn): Action {
  return {
    waitsForPlans: false,
    enter(strategy) {
      world.copy.work.left -= strategy.partnerRewards.size;
      payRewards(world, strategy, turn);
    },
  };
}

function valuingDay(world: CopyWorld, terms: JobTerms & { readonly kind: 'day' }, turn: Turn): Action {
  const prices = new PriceTable(world, new Map(terms.prices));
  const marks: DayMark[] = [];
  const rows: number[] = [];
  return {
    waitsForPlans: false,
    enter(strategy) {
      const now = unitPriceNow(world, strategy, prices);
      const { week, month, quarter } = strategy.marks;
      const begun = [terms.week ? now : week, terms.month ? now : month, terms.quarter ? now : quarter] as const;
      marks.push([strategy.id, now, ...begun]);
    },
    take(account) {
      const { equity } = worthOf(world, account, prices);
      const { id, withdrawn, deposited, balance } = account;
      rows.push(id, equity, equity + withdrawn - deposited, balance, deposited);
    },
    end() {
      const { company, day } = terms;
      if (marks.length + rows.length === 0) return;
      turn.emit({ type: 'copy.dayValued', at: turn.at, company, day, marks, rows } satisfies DayValued);
    },
  };
}

/** Charges are rounded up, what is paid is rounded down (`ramm-rules.md` 2). */
function bookingSwap({ instruments }: CopyWorld, terms: JobTerms & { readonly kind: 'swap' }, turn: Turn): Action {
  const instrument = instruments.instruments[terms.instrument];
  const perLot = instrument === undefined ? 0 : stepsOfLot(instrument);
  const rows: number[] = [];
  return {
    waitsForPlans: true,
    take(account) {
      if (account.stream !== terms.stream || perLot === 0) return;
      for (const { id, instrument: held, volume } of account.positions) {
        const rate = volume > 0 ? terms.long : terms.short;
        if (held !== terms.instrument || volume === 0 || rate === 0) continue;
        rows.push(account.id, id, mulDiv(Math.abs(volume), rate, perLot, rate < 0 ? 'up' : 'down'));
      }
    },
    end() {
      if (rows.length > 0) turn.emit({ type: 'copy.swapBooked', at: turn.at, rows } satisfies SwapBooked);
    },
  };
}

function closing({ copy }: CopyWorld, { strategy, offer }: JobTerms & { readonly kind: 'close' }, turn: Turn): Action {
  return {
    waitsForPlans: false,
    take(account) {
      const meant = account.kind !== 0 && (offer === 0 || account.offer === offer);
      if (meant && account.closeCommand === 0) queueCommand(copy, account.id, strategy, 'copy.close', 0, turn);
    },
  };
}
