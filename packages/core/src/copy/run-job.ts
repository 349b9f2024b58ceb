import type { Turn } from '../turn.ts';
import type { CopyAccount } from './account.ts';
import { placeAfter } from './apply-book.ts';
import { mulDiv } from './arithmetic.ts';
import type { Job, JobTerms } from './job.ts';
import { endInterval } from './money.ts';
import type { JobMoved, SwapBooked } from './money-events.ts';
import { queueCommand } from './open-account.ts';
import { PriceTable } from './price-table.ts';
import { type CopyWorld, companyOf, copyAccount, strategyById } from './state.ts';
import { stepsOfLot } from './target.ts';
import { worthOf } from './valuation.ts';

/** Does the next part of a job, as many accounts as the turn has room for. */
export function runJob(world: CopyWorld, job: Job, turn: Turn): void {
  const { copy } = world;
  const { work } = copy;
  const act = actionOf(world, job.terms, turn);
  let { strategy, account } = job;
  const strategies = job.terms.strategy === 0 ? companyOf(copy, job.terms.company).strategies : [job.terms.strategy];
  for (let place = strategy === 0 ? 0 : placeAfter(strategies, strategy - 1); place < strategies.length; place++) {
    const id = strategies[place] as number;
    if (id !== strategy) account = 0;
    strategy = id;
    const { members } = strategyById(copy, id);
    for (let next = members.placeAfter(account); next < members.places; next++) {
      const member = members.at(next);
      if (member === 0) continue;
      if (work.left <= 0 || turn.full) return pause(job, act, strategy, account, turn);
      work.left--;
      account = member;
      act.take(copyAccount(copy, account));
    }
  }
  pause(job, act, 0, 0, turn);
}

function pause({ id }: Job, act: Action, strategy: number, account: number, turn: Turn): void {
  act.end();
  turn.emit({ type: 'copy.jobMoved', at: turn.at, id, strategy, account } satisfies JobMoved);
}

/** What a job does with an account, and what it tells at the end of a slice. */
interface Action {
  take(account: CopyAccount): void;
  end(): void;
}

function actionOf(world: CopyWorld, terms: JobTerms, turn: Turn): Action {
  switch (terms.kind) {
    case 'interval':
      return endingIntervals(world, new PriceTable(world, new Map(terms.prices)), turn);
    case 'swap':
      return bookingSwap(world, terms, turn);
    case 'close':
      return closing(world, terms, turn);
  }
}

function endingIntervals(world: CopyWorld, prices: PriceTable, turn: Turn): Action {
  return {
    take(account) {
      if (account.status < 1 || account.status > 4 || account.intervalSince === turn.at) return;
      endInterval(world, account, worthOf(world, account, prices), false, turn);
    },
    end() {},
  };
}

/** Charges are rounded up, what is paid is rounded down (`ramm-rules.md` 2). */
function bookingSwap({ instruments }: CopyWorld, terms: JobTerms & { readonly kind: 'swap' }, turn: Turn): Action {
  const instrument = instruments.instruments[terms.instrument];
  const perLot = instrument === undefined ? 0 : stepsOfLot(instrument);
  const rows: number[] = [];
  return {
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
    take(account) {
      const meant = account.kind !== 0 && (offer === 0 || account.offer === offer);
      if (meant && account.closeCommand === 0) queueCommand(copy, account.id, strategy, 'copy.close', 0, turn);
    },
    end() {},
  };
}
