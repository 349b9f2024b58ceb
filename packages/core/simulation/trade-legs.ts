import { must } from './failure.ts';
import type { Issued } from './issued.ts';
import type { AuditedLeg } from './leg-audit.ts';
import { isLongTrade, isOver, naiveLeft, naiveTarget } from './naive-trade.ts';
import type { AuditedTrade } from './trade-audit.ts';
import { takeFired } from './trade-paths.ts';

/** In which state orders of each role go out. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  entry: ['entering'],
  added: ['holding', 'entering', 'waiting'],
  reduce: ['holding'],
  step: ['holding'],
  stop: ['stopPlaced'],
  panic: ['panicSale'],
};

/** An order that a trade is about to have must be one that it should have. */
export function checkTradeLeg(trade: AuditedTrade, leg: AuditedLeg, issued: Issued): void {
  const { id, status } = trade;
  const { role, step, side, order } = leg;
  must(STATES[role]?.includes(status) === true, () => `trade ${id} is ${status} and sends a ${role} order`);
  const enters = role === 'entry' || role === 'added';
  must(
    side === (enters === isLongTrade(trade) ? 0 : 1),
    () => `${role} order ${order} of trade ${id} is on the wrong side`,
  );
  const same = [...trade.legs.values()].some((open) => open.role === role && open.step === step);
  must(!same || role === 'added' || role === 'reduce', () => `trade ${id} has two ${role} orders ${step}`);
  switch (role) {
    case 'entry':
      return checkEntry(trade, leg);
    case 'step':
      return checkStep(trade, leg);
    case 'added':
    case 'reduce': {
      const asked = issued.ofTrades.has(`trades.${role === 'added' ? 'add' : 'reduce'} ${id}`);
      return must(asked, () => `trade ${id} sends a ${role} order and nobody asked for it`);
    }
    default:
      return checkSale(trade, leg);
  }
}

/** An order that enters is for what is still to be entered, at its price. */
export function checkEntry(
  { id, settings, instrument, entered, addedEarly }: AuditedTrade,
  { left }: AuditedLeg,
): void {
  const { coefficient, scale } = instrument.quantityStep;
  const [whole, part = ''] = settings.quantity.split('.');
  const wanted = (BigInt(`${whole}${part}`) * 10n ** BigInt(scale)) / (10n ** BigInt(part.length) * coefficient);
  must(
    entered.steps - addedEarly + left === Number(wanted),
    () => `trade ${id} enters with ${entered.steps} - ${addedEarly} + ${left} of ${wanted}`,
  );
}

function checkStep(trade: AuditedTrade, { step: position, price, left }: AuditedLeg): void {
  const step = trade.steps.get(position);
  const what = `step ${position} of trade ${trade.id}`;
  must(step !== undefined && !isOver(step), () => `${what} is sold and is ${step?.status}`);
  must(step.sold + left <= step.amount, () => `${what} sells ${step.sold} + ${left} of ${step.amount}`);
  const { order, limitPrice } = step.settings;
  const atMarket = step.sale || order === 'market';
  const limit = { price: limitPrice, percent: null };
  const expected = atMarket ? 0 : order === 'resting' ? step.level : naiveTarget(trade, limit, isLongTrade(trade));
  must(price === expected, () => `${what} is at ${price}, not at ${expected}`);
  if (!step.sale && order !== 'resting') takeFired(trade, position);
}

function checkSale(trade: AuditedTrade, { role, price, left }: AuditedLeg): void {
  const { id, settings } = trade;
  must(trade.legs.size === 0, () => `trade ${id} is ${trade.status} and sells while other orders are open`);
  const held = naiveLeft(trade);
  must(left === held, () => `trade ${id} sells ${left} of ${held}`);
  const { stopLoss } = settings;
  const limit = role === 'stop' && stopLoss !== null && stopLoss.order === 'limit';
  const expected = limit ? naiveTarget(trade, { price: stopLoss.limitPrice, percent: null }, isLongTrade(trade)) : 0;
  must(price === expected, () => `the ${role} order of trade ${id} is at ${price}, not at ${expected}`);
}

/** Orders that exit a trade never move more than it holds. */
export function checkTradeQuantities(trade: AuditedTrade): void {
  const held = naiveLeft(trade);
  let out = 0;
  for (const { role, left } of trade.legs.values()) if (role !== 'entry' && role !== 'added') out += left;
  must(out <= held, () => `trade ${trade.id} holds ${held} steps and has ${out} on sale`);
}
