import type { SmartTrade, SmartTradeEvent } from 'outcry/native-api';
import { sentence } from '../words/counts.ts';
import { say } from '../words/language.ts';
import { amountText, fixed, resultText, shown, shownPrice, shownTime } from '../words/numbers.ts';
import { tell } from '../words/trades/trade-words.ts';
import { statusText, stopText, targetText } from './describe.ts';
import { tradeErrorText } from './error-text.ts';

type Role = Extract<SmartTradeEvent, { kind: 'placed' }>['role'];

/** Tries that fail one after the other tell the same. */
export function tellsSame(event: SmartTradeEvent, before: SmartTradeEvent): boolean {
  return event.kind === 'failing' && before.kind === 'failing' && event.error === before.error;
}

/** What an order of a trade is for: `take profit 2`. `steps`: how many the trade has. */
export function roleText(role: Role, step: number, { side }: SmartTrade['settings'], steps: number): string {
  if (role === 'step') return steps > 1 ? tell('role.stepOf', { n: String(step) }) : tell('role.step');
  return tell(side === 'short' && (role === 'panic' || role === 'reduce') ? `role.${role}Short` : `role.${role}`);
}

/** An entry of a trade's timeline in words; null for what another entry tells already. */
export function eventText(event: SmartTradeEvent, trade: SmartTrade, priceStep: string): string | null {
  const { base, quote, settings } = trade;
  const price = (text: string): string => shownPrice(text, priceStep);
  const coins = (text: string): string => `${shown(text)} ${base}`;
  const steps = trade.steps.length;
  const role = (about: { readonly role: Role; readonly step: number }): string =>
    sentence(roleText(about.role, about.step, settings, steps));
  switch (event.kind) {
    case 'opened':
      return event.deal === null ? tell('event.opened') : tell('event.openedFrom', { deal: String(event.deal) });
    case 'moved':
      if (event.status === 'holding') return null;
      return tell('event.moved', { status: statusText({ status: event.status, settings }) });
    case 'held': {
      const parts = event.steps.map(
        (step) => `${coins(step.quantity)} ${tell('atPrice', { price: price(step.price) })}`,
      );
      if (event.stopLoss !== null) parts.push(tell('event.heldStop', { price: price(event.stopLoss) }));
      return parts.length === 0 ? null : tell('event.held', { exits: parts.join('; ') });
    }
    case 'stepMoved':
      if (event.status === 'ordered' || event.status === 'idle') return null;
      return tell('event.stepMoved', { n: String(event.position), status: tell(`stepStatus.${event.status}`) });
    case 'stepSale':
      return tell('event.stepSale', { n: String(event.position) });
    case 'stepCancel':
      return tell('event.stepCancel', { n: String(event.position) });
    case 'reduction':
      if (event.quantity === null) return tell('event.reductionGone');
      return tell('event.reduction', {
        quantity: coins(event.quantity),
        price: event.price === null ? tell('entryMarket') : tell('atPrice', { price: price(event.price) }),
      });
    case 'stopTimed':
      return event.stopAt === null
        ? tell('event.stopLeft')
        : tell('event.stopTimed', { time: shownTime(event.stopAt) });
    case 'failing': {
      const text = tell('event.failing', { error: tradeErrorText(event.error) });
      return event.retryAt === null ? text : `${text} ${tell('retryAt', { time: shownTime(event.retryAt, false) })}`;
    }
    case 'recovered':
      return tell('event.recovered');
    case 'edited':
      return tell('event.edited', { changes: settingsText(event.settings, priceStep) });
    case 'noted':
      return event.note === null ? tell('event.noteGone') : tell('event.noted', { note: event.note });
    case 'placed': {
      const values = {
        role: role(event),
        side: say(event.side === 'buy' ? 'buySide' : 'sellSide'),
        quantity: coins(event.quantity),
      };
      if (event.price === null) return tell('event.placedMarket', values);
      return tell('event.placed', { ...values, price: price(event.price) });
    }
    case 'filled':
      return tell('event.filled', {
        role: role(event),
        quantity: coins(event.quantity),
        price: price(event.price),
        value: amountText(event.value, quote),
        fee: /^0*\.?0*$/.test(event.fee) ? '0' : amountText(event.fee, event.feeAsset),
      });
    case 'ended':
      if (event.status === 'filled') return null;
      return event.status === 'rejected'
        ? tell('event.rejected', { role: role(event), why: tradeErrorText(event.detail ?? event.reason) })
        : tell('event.ended', { role: role(event) });
    case 'closed': {
      const status = statusText({ status: event.status, settings });
      const text = COUNTED.has(event.status)
        ? tell('event.closed', { status, profit: resultText(event.profit, quote) })
        : tell('event.closedNoCount', { status });
      return event.detail === null ? text : `${text} (${tradeErrorText(event.detail)})`;
    }
  }
}

/** Ends that have a result. */
const COUNTED: ReadonlySet<string> = new Set(['takeProfitFinished', 'stopLossFinished', 'panicSold']);

/** What the trade is set to after a change. */
function settingsText(settings: SmartTrade['settings'], priceStep: string): string {
  const { takeProfits, stopLoss, entry } = settings;
  const parts = takeProfits.map((step) => {
    const target = targetText(step, priceStep);
    return takeProfits.length > 1 ? tell('shareAt', { share: fixed(step.share, 0), target }) : target;
  });
  const lines = [];
  if (entry?.type === 'conditional' && entry.price !== null)
    lines.push(tell('event.entryAt', { price: shownPrice(entry.price, priceStep) }));
  lines.push(tell('event.profitsAt', { steps: parts.length === 0 ? tell('none') : parts.join(', ') }));
  lines.push(tell('event.stopAt', { stop: stopText(stopLoss, priceStep) }));
  return lines.join('; ');
}
