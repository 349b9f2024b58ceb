/** What an order ended for, by the core's word, as a person is told. */
const ENDED: Readonly<Record<string, string>> = {
  client: 'the order was cancelled by hand',
  replaced: 'the order was replaced by hand',
  not_filled_at_once: 'the order could not be filled at once',
  self_trade: 'it would have traded with another order of this account',
  ticket_closed: 'its position was closed',
  insufficient_funds: 'the account did not have enough',
  no_liquidity: 'nobody takes it at the market now',
  market_closed: 'the market is closed',
  instrument_expired: 'the pair is not traded any more',
  position_too_large: 'the position would become too large',
  killed: 'trading was stopped by the owner of the account',
  margin_call: 'the margin did not suffice',
  venue: 'the exchange ended the order',
  absent: 'the exchange does not know the order',
};

/** What a smart trade does whose coins could not be sold. */
export const TRIED_AGAIN = 'It is tried again within a minute';

const CLOSING = /^(?:closing at the market|closing): (.*)$/s;

/**
 * What goes wrong with a deal, a smart trade or a grid bot, in words. The core tells `closing at the market: no_liquidity`: what
 * for, and why in its own word or in a sentence. `next`: what follows when closing is what goes wrong.
 */
export function troubleText(error: string, next = ''): string {
  const closing = CLOSING.exec(error)?.[1];
  if (closing !== undefined) return `Closing failed: ${reasonText(closing)}${next === '' ? '' : `. ${next}`}`;
  const colon = error.lastIndexOf(': ');
  return colon < 0 ? reasonText(error) : `${error.slice(0, colon)}: ${reasonText(error.slice(colon + 2))}`;
}

function reasonText(reason: string): string {
  return Object.hasOwn(ENDED, reason) ? (ENDED[reason] as string) : reason;
}
