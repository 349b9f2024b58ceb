import type { SmartTrade } from 'outcry/native-api';
import type { TradeWord } from '../words/trades/trade-words.ts';
import { isOver, type TradeStep } from './steps.ts';

export type TradeAction = 'edit' | 'panicSell' | 'cancel' | 'forceStart' | 'forceProcess' | 'add' | 'reduce';

/** Why something cannot be done with a trade as it stands, as a word of the page; null when it can. */
export function whyNot(trade: SmartTrade, action: TradeAction): TradeWord | null {
  const { allows, active, status } = trade;
  if (!active) return 'why.over';
  switch (action) {
    case 'edit':
      return allows.edit ? null : 'why.closing';
    case 'cancel':
      return allows.cancel ? null : 'why.cancelling';
    case 'panicSell':
      if (allows.panicSell) return null;
      return isClosing(status) ? 'why.closing' : 'why.nothingHeld';
    case 'forceStart':
      return allows.forceStart ? null : 'why.notWaiting';
    case 'forceProcess':
      return null;
    case 'add':
    case 'reduce':
      if (action === 'add' ? allows.addFunds : allows.reduce) return null;
      if (isClosing(status)) return 'why.closing';
      return allows.changeFunds ? 'why.reducing' : 'why.notEntered';
  }
}

/** The same of one step. */
export function whyNotStep(trade: SmartTrade, step: TradeStep, action: 'panicSell' | 'cancel'): TradeWord | null {
  if (!trade.active) return 'why.over';
  if (isOver(step.status)) return 'why.stepOver';
  if (step.allows[action]) return null;
  if (action === 'panicSell' && step.panic) return 'why.stepSelling';
  if (action === 'panicSell' && !trade.allows.changeFunds)
    return isClosing(trade.status) ? 'why.closing' : 'why.notEntered';
  return action === 'cancel' && step.allows.panicSell && trade.settings.stopLoss === null
    ? 'why.lastExit'
    : 'why.stepEnding';
}

function isClosing(status: SmartTrade['status']): boolean {
  return status === 'stopPlaced' || status === 'panicSale' || status === 'cancelling';
}
