import type { Deal, DealEvent } from 'outcry/native-api';
import { isBotWord, tell } from '../words/bots/bot-words.ts';
import { sentence } from '../words/counts.ts';
import { say } from '../words/language.ts';
import { amountText, decimalsOf, fixed, resultText, shown, shownPrice, shownTime } from '../words/numbers.ts';
import { isNone, statusText, stopLossText, takeProfitText } from './describe.ts';
import { dealErrorText } from './error-text.ts';

type Role = Extract<DealEvent, { kind: 'placed' }>['role'];

/** What an order of a deal is for: `safety order 3`. */
export function roleText(role: Role, step: number, steps: number): string {
  if (role === 'takeProfit' && steps > 1) return tell('role.takeProfitStep', { step: String(step + 1) });
  return tell(`role.${role}`, { step: String(step) });
}

/** Tries that fail one after the other tell the same. */
export function tellsSame(event: DealEvent, before: DealEvent): boolean {
  return event.kind === 'failing' && before.kind === 'failing' && event.what === before.what;
}

/** An entry of a deal's timeline in words; null for what another entry tells already. */
export function eventText(event: DealEvent, deal: Deal, priceStep: string): string | null {
  const price = (text: string): string => shownPrice(text, priceStep);
  const role = (about: { readonly role: Role; readonly step: number }): string =>
    sentence(roleText(about.role, about.step, deal.settings.takeProfitSteps.length));
  switch (event.kind) {
    case 'opened': {
      const by = `by.${event.startedBy}`;
      return tell('event.opened', { by: isBotWord(by) ? tell(by) : event.startedBy });
    }
    case 'moved':
      if (event.status === 'basePlaced' || event.status === 'bought') return null;
      return tell('event.moved', { status: statusText({ status: event.status, strategy: deal.strategy }) });
    case 'bought':
      return tell('event.bought', { average: fixed(event.average, decimalsOf(priceStep)) });
    case 'stopTimed':
      return event.stopAt === null
        ? tell('event.stopLeft')
        : tell('event.stopTimed', { time: shownTime(event.stopAt) });
    case 'failing': {
      const word = `event.failing.${event.what}`;
      const text = tell(isBotWord(word) ? word : 'event.failing.entry', { error: dealErrorText(event.error) });
      return event.retryAt === null ? text : `${text} ${tell('retryAt', { time: shownTime(event.retryAt, false) })}`;
    }
    case 'recovered':
      return tell('event.recovered');
    case 'edited':
      return tell('event.edited', { changes: changesText(event.changes, deal) });
    case 'noted':
      return event.note === null ? tell('event.noteGone') : tell('event.noted', { note: event.note });
    case 'stepSale':
      return tell('event.stepSale', { step: String(event.step + 1) });
    case 'placed': {
      const values = {
        role: role(event),
        side: say(event.side === 'buy' ? 'buySide' : 'sellSide'),
        quantity: `${shown(event.quantity)} ${deal.base}`,
      };
      if (event.price === null) return tell('event.placedMarket', values);
      return tell('event.placed', { ...values, price: price(event.price) });
    }
    case 'filled':
      return tell('event.filled', {
        role: role(event),
        quantity: `${shown(event.quantity)} ${deal.base}`,
        price: price(event.price),
        value: amountText(event.value, deal.quote),
        fee: isNone(event.fee) ? '0' : amountText(event.fee, event.feeAsset),
      });
    case 'ended':
      if (event.status === 'filled') return null;
      return event.status === 'rejected'
        ? tell('event.rejected', { role: role(event), why: event.detail ?? event.reason })
        : tell('event.ended', { role: role(event) });
    case 'closed': {
      const status = statusText({ status: event.status, strategy: deal.strategy });
      const counts = event.status !== 'cancelled' && event.status !== 'failed';
      const text = counts
        ? tell('event.closed', { status, profit: resultText(event.profit, deal.quote) })
        : tell('event.closedNoCount', { status });
      return event.detail === null ? text : `${text} (${event.detail})`;
    }
  }
}

function changesText(changes: Partial<Deal['settings']>, deal: Deal): string {
  const after = { ...deal.settings, ...changes };
  const parts: string[] = [];
  const has = (...names: readonly (keyof Deal['settings'])[]): boolean => names.some((name) => name in changes);
  if (has('takeProfit', 'takeProfitType', 'takeProfitSteps', 'trailing', 'trailingDeviation'))
    parts.push(`${tell('profitAt').toLowerCase()} ${takeProfitText(after)}`);
  if (has('stopLoss', 'stopLossTrails', 'stopLossTimeout', 'stopLossDisables', 'breakeven'))
    parts.push(`${tell('lineStopLoss').toLowerCase()} ${stopLossText(after)}`);
  if (has('minProfit', 'minProfitType'))
    parts.push(
      `${tell('minProfit').toLowerCase()}: ${after.minProfit == null ? tell('anyProfit') : shown(after.minProfit)}`,
    );
  if (has('maxSafetyOrders')) parts.push(`${tell('safety').toLowerCase()}: ${after.maxSafetyOrders}`);
  if (has('activeSafetyOrders')) parts.push(`${tell('activeSafetyOrders').toLowerCase()}: ${after.activeSafetyOrders}`);
  return parts.join('; ');
}
