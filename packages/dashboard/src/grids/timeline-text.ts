import type { GridBotEvent, GridBotWithLines } from 'outcry/native-api';
import { decimal } from '../decimal.ts';
import { sentence } from '../words/counts.ts';
import { tell } from '../words/grids/grid-words.ts';
import { say } from '../words/language.ts';
import { amountText, resultText, shown, shownPrice, shownTime } from '../words/numbers.ts';
import { gridErrorText } from './error-text.ts';

/** What an order of a bot is for. */
export function roleText(role: GridBotRole): string {
  return tell(`role.${role}`);
}

type GridBotRole = Extract<GridBotEvent, { kind: 'placed' }>['role'];

/** Orders of lines come and go all the time; what they bring is told by the lines themselves. */
const OF_LINES: ReadonlySet<GridBotRole> = new Set(['buy', 'sell']);

/** Whether two entries, one after the other, say the same. */
export function tellsSame(event: GridBotEvent, before: GridBotEvent): boolean {
  return event.kind === 'failing' && before.kind === 'failing' && event.error === before.error;
}

/** What has happened, in words; null for what another entry tells already. */
export function eventText(event: GridBotEvent, bot: GridBotWithLines, priceStep: string): string | null {
  const price = (text: string): string => shownPrice(text, priceStep);
  const coins = (text: string): string => `${shown(text)} ${bot.base}`;
  const line = (number: number): string => {
    const known = bot.lines.find((each) => each.line === number);
    return known === undefined ? tell('lineNumber', { n: String(number + 1) }) : price(known.price);
  };
  const above = (number: number): string => line(number + 1);
  const profit = (of: { readonly profit: string; readonly profitUnits: string }): string =>
    bot.settings.profitCurrency === 'base' ? resultText(of.profitUnits, bot.base) : resultText(of.profit, bot.quote);
  switch (event.kind) {
    case 'created':
    case 'recovered':
    case 'deleted':
      return tell(`event.${event.kind}`);
    case 'edited':
      return tell('event.edited', {
        range: `${price(event.settings.lower)} – ${price(event.settings.upper)}`,
        lines: String(event.settings.lines),
      });
    case 'noted':
      return event.note === null ? tell('event.noteGone') : tell('event.noted', { note: event.note });
    case 'begun':
      return tell('event.begun', { price: price(event.price), line: line(event.waiting) });
    case 'coinsTaken':
      return tell('event.coinsTaken', { coins: coins(event.quantity), worth: amountText(event.money, bot.quote) });
    case 'started':
      return tell('event.started', { invested: amountText(event.invested, bot.quote) });
    case 'lineBought':
      return tell('event.lineBought', { line: line(event.line), coins: coins(event.sell), above: above(event.line) });
    case 'lineSold':
      return tell('event.lineSold', { line: line(event.line), above: above(event.line), profit: profit(event) });
    case 'lineAdded':
      return event.moved === null
        ? tell('event.lineAdded', { line: line(event.line) })
        : tell('event.lineMoved', { line: line(event.line) });
    case 'stopping':
      return `${tell(`event.stopping.${event.reason}`)} ${tell(`event.then.${event.end}`)}`;
    case 'collected':
      return tell('event.collected', { budget: amountText(event.budget, bot.quote) });
    case 'stopped':
      return isNone(event.profit)
        ? tell('event.stopped')
        : tell('event.stoppedSold', { profit: resultText(event.profit, bot.quote) });
    case 'failing': {
      const text = sentence(gridErrorText(event.error));
      return event.retryAt === null
        ? `${text}.`
        : `${text}. ${tell('retryAt', { time: shownTime(event.retryAt, false) })}`;
    }
    case 'placed': {
      if (OF_LINES.has(event.role)) return null;
      const values = {
        role: sentence(roleText(event.role)),
        side: say(event.side === 'buy' ? 'buySide' : 'sellSide'),
        quantity: coins(event.quantity),
      };
      return event.price === null
        ? tell('event.placedMarket', values)
        : tell('event.placed', { ...values, price: price(event.price) });
    }
    case 'filled':
      if (OF_LINES.has(event.role)) return null;
      return tell('event.filled', {
        role: sentence(roleText(event.role)),
        quantity: coins(event.quantity),
        price: price(event.price),
        value: amountText(event.value, bot.quote),
        fee: isNone(event.fee) ? '0' : amountText(event.fee, event.feeAsset),
      });
    case 'ended':
      return event.status === 'rejected'
        ? tell('event.rejected', { role: sentence(roleText(event.role)), why: event.detail ?? event.reason })
        : null;
  }
}

function isNone(text: string): boolean {
  return (decimal(text)?.coefficient ?? 0n) === 0n;
}
