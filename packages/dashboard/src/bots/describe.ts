import type { Bot, BotSettings, Deal } from 'outcry/native-api';
import { CallError } from '../api/call.ts';
import { decimal } from '../decimal.ts';
import { type BotWord, isBotWord, tell } from '../words/bots/bot-words.ts';
import { counted, lasting } from '../words/counts.ts';
import { errorText } from '../words/errors.ts';
import { shown } from '../words/numbers.ts';
import type { StartCondition } from './conditions.ts';

/** Whether decimal text or a number says nothing: 0. */
export function isNone(value: string | number): boolean {
  return (decimal(String(value))?.coefficient ?? 0n) === 0n;
}

/** A start condition in words. */
export function conditionText(condition: StartCondition): string {
  const values = Object.entries(condition).map(([name, value]): [string, string] => {
    const choice = `choice.${value}`;
    if (isBotWord(choice)) return [name, tell(choice)];
    return [name, typeof value === 'string' && decimal(value) !== null ? shown(value) : String(value ?? '')];
  });
  return tell(`says.${condition.kind}`, Object.fromEntries(values));
}

export function volumeText(volume: string, type: BotSettings['baseVolumeType'], quote: string): string {
  const n = shown(volume);
  if (type === 'percent') return tell('vol.percent', { n });
  if (type === 'base') return tell('vol.base', { n });
  return `${n} ${type === 'btc' ? 'BTC' : quote}`;
}

/** What a bot does now: is off, has all deals it may, or waits for something. */
export function stateText({ enabled, settings, activeDeals }: Bot): string {
  if (!enabled) {
    const deals = counted('deals', activeDeals.length);
    return activeDeals.length === 0 ? tell('waits.off') : tell('waits.offRunning', { deals });
  }
  if (activeDeals.length >= settings.maxActiveDeals) return tell('waits.full');
  const { start, cooldown } = settings;
  if (start.length === 0 || start.some(({ kind }) => kind === 'manual')) return tell('waits.manual');
  if (start.every(({ kind }) => kind === 'nonstop'))
    return cooldown === 0 ? tell('waits.nonstop') : tell('waits.cooldown', { time: lasting(cooldown) });
  if (start.every(({ kind }) => kind === 'webhook')) return tell('waits.webhook');
  return tell('waits.signals', { conditions: start.map(conditionText).join(', ') });
}

type OwnSteps = NonNullable<BotSettings['safetySteps']>;

/** Safety orders that are told one by one in a sentence. */
const NAMED_STEPS = 6;

/** A bot's settings as lines of a heading and a sentence. */
export function settingsText(settings: BotSettings, quote: string): readonly (readonly [BotWord, string])[] {
  const { start, strategy, instruments, startOrder, baseVolume, baseVolumeType, closeTimeout } = settings;
  const lines: (readonly [BotWord, string])[] = [
    ['set.pairs', tell('set.pairsText', { pairs: instruments.join(', '), strategy: tell(strategy).toLowerCase() })],
    ['set.start', start.length === 0 ? tell('says.manual') : start.map(conditionText).join('; ')],
    [
      'set.base',
      tell('set.baseText', {
        volume: volumeText(baseVolume, baseVolumeType, quote),
        order: tell(`startOrder.${startOrder}`),
      }),
    ],
    [strategy === 'long' ? 'set.safety' : 'set.safetyShort', safetyText(settings, quote)],
    ['set.takeProfit', takeProfitText(settings)],
    ['set.stopLoss', stopLossText(settings)],
  ];
  if (settings.closeWhen !== undefined && settings.closeWhen.length > 0) lines.push(['set.close', closeText(settings)]);
  if (closeTimeout > 0) lines.push(['set.closeTimeout', lasting(closeTimeout)]);
  lines.push(['set.limits', limitsText(settings)]);
  const growth = growthText(settings);
  if (growth !== '') lines.push(['set.growth', growth]);
  return lines;
}

/** What closes deals beside take profit and stop loss, and the least that it must bring. */
function closeText({ closeWhen = [], minProfit = null, minProfitType = 'total' }: BotSettings): string {
  const conditions = closeWhen.map(conditionText).join('; ');
  if (minProfit === null) return conditions;
  const of = tell(`takeProfitType.${minProfitType}`);
  return tell('set.minProfit', { conditions, percent: shown(minProfit), of });
}

function growthText({ reinvest = '0', reduceRisk = '0' }: BotSettings): string {
  const parts: string[] = [];
  if (!isNone(reinvest)) parts.push(tell('set.reinvest', { percent: shown(reinvest) }));
  if (!isNone(reduceRisk)) parts.push(tell('set.reduceRisk', { percent: shown(reduceRisk) }));
  return parts.join('; ');
}

function safetyText(settings: BotSettings, quote: string): string {
  const { maxSafetyOrders, activeSafetyOrders, safetyVolume, safetyVolumeType } = settings;
  const { safetySteps = [], safetyWhen = [] } = settings;
  if (maxSafetyOrders === 0) return tell('set.noSafety');
  const count = counted('orders', maxSafetyOrders);
  const orders =
    safetySteps.length > 0
      ? tell('set.ownSteps', {
          count,
          steps: stepsText(safetySteps.slice(0, maxSafetyOrders), safetyVolumeType, quote),
        })
      : tell('set.safetyText', {
          count,
          volume: volumeText(safetyVolume, safetyVolumeType, quote),
          step: shown(settings.safetyStep),
          volumeScale: shown(settings.volumeScale),
          stepScale: shown(settings.stepScale),
        });
  if (safetyWhen.length > 0)
    return tell('set.safetyWhen', { orders, conditions: safetyWhen.map(conditionText).join('; ') });
  return tell('set.safetyActive', { orders, active: String(Math.min(activeSafetyOrders, maxSafetyOrders)) });
}

/** Safety orders that are told one by one; of many the first and the last ones. */
function stepsText(steps: OwnSteps, type: BotSettings['safetyVolumeType'], quote: string): string {
  const texts = steps.map(({ deviation, volume }) =>
    tell('set.ownStep', { volume: volumeText(volume, type, quote), deviation: shown(deviation) }),
  );
  return (texts.length > NAMED_STEPS ? [...texts.slice(0, NAMED_STEPS - 1), '…', ...texts.slice(-1)] : texts).join(
    ', ',
  );
}

export function takeProfitText(settings: Deal['settings']): string {
  const { takeProfit, takeProfitType, takeProfitSteps, trailing, trailingDeviation } = settings;
  if (takeProfitSteps.length > 0)
    return takeProfitSteps
      .map(({ profit, share }) => tell('set.stepText', { profit: shown(profit), share: shown(share) }))
      .join(', ');
  if (isNone(takeProfit)) return tell('set.noTakeProfit');
  const plain = tell('set.takeProfitText', {
    percent: shown(takeProfit),
    of: tell(`takeProfitType.${takeProfitType}`),
  });
  return trailing ? plain + tell('set.trailing', { percent: shown(trailingDeviation) }) : plain;
}

export function stopLossText(settings: Deal['settings']): string {
  const { stopLoss, stopLossTrails, stopLossTimeout, stopLossDisables, takeProfitSteps } = settings;
  const breakeven = takeProfitSteps.length > 1 ? (settings.breakeven ?? null) : null;
  if (isNone(stopLoss) && breakeven === null) return tell('none');
  const parts = isNone(stopLoss) ? [] : [tell('set.stopLossText', { percent: shown(stopLoss) })];
  if (breakeven !== null) parts.push(tell('set.breakeven'));
  if (breakeven !== null && breakeven > 0) parts.push(tell('set.breakevenMost', { n: String(breakeven) }));
  if (stopLossTrails) parts.push(tell('set.stopLossTrails'));
  if (stopLossTimeout > 0) parts.push(tell('set.stopLossTimeout', { time: lasting(stopLossTimeout) }));
  if (stopLossDisables) parts.push(tell('set.stopLossDisables'));
  return parts.join(', ');
}

function limitsText(settings: BotSettings): string {
  const { maxActiveDeals, cooldown, btcPriceLimit, minPrice, maxPrice, disableAfterDeals } = settings;
  const { minVolumeBtc = '0', startDelay = 0 } = settings;
  const parts = [tell('set.maxDeals', { n: counted('deals', maxActiveDeals) })];
  if (cooldown > 0) parts.push(tell('set.cooldown', { time: lasting(cooldown) }));
  if (!isNone(btcPriceLimit)) parts.push(tell('set.btc', { price: shown(btcPriceLimit) }));
  if (!isNone(minPrice)) parts.push(tell('set.minPrice', { price: shown(minPrice) }));
  if (!isNone(maxPrice)) parts.push(tell('set.maxPrice', { price: shown(maxPrice) }));
  if (!isNone(minVolumeBtc)) parts.push(tell('set.minVolume', { n: shown(minVolumeBtc) }));
  if (startDelay > 0) parts.push(tell('set.startDelay', { time: lasting(startDelay) }));
  if (disableAfterDeals > 0) parts.push(tell('set.disableAfter', { n: counted('deals', disableAfterDeals) }));
  return parts.join('; ');
}

/** Where a deal stands. */
export function statusText({ status, strategy }: Pick<Deal, 'status' | 'strategy'>): string {
  const word = `deal.${status}${strategy === 'short' ? 'Short' : ''}`;
  if (isBotWord(word)) return tell(word);
  return tell(`deal.${status}`);
}

/** A refusal in words; of a deal that could not start, the check that kept it. */
export function refusalText(error: unknown): string {
  if (error instanceof CallError && error.code === 'deal_not_started') {
    const word = `check.${error.field}`;
    if (isBotWord(word)) return tell(word);
  }
  return errorText(error);
}
