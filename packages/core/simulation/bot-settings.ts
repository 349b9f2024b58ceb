import type {
  Account,
  BotSettings,
  Deal,
  DealSettings,
  Instrument,
  StartCondition,
  TakeProfitStep,
  VolumeType,
} from '../src/index.ts';
import { BOT_PAIRS } from './listing.ts';
import type { View } from './orders-of-clients.ts';
import type { Random } from './random.ts';

/** Settings of a bot that its account might have; null when bots have nothing to trade there. */
export function settingsWish({ core, random }: View, account: Account): BotSettings | null {
  const { instruments } = core.state;
  const code = instruments.assets[account.currency]?.code ?? '';
  const known = (BOT_PAIRS[code] ?? []).map((symbol) => instruments.bySymbol.get(symbol));
  const pairs = known.filter((pair): pair is Instrument => pair !== undefined);
  if (pairs.length === 0) return null;
  const [first, ...others] = random.chance(0.5) ? pairs : [...pairs].reverse();
  const traded = random.chance(0.4) ? [first as Instrument, ...others] : [first as Instrument];
  const dealsPerPair = random.between(1, 2);
  const most = traded.length * (traded.length === 1 ? 1 : dealsPerPair);
  const grid = gridWish(random);
  const settings: BotSettings = {
    name: `bot ${random.between(1, 999)}`,
    instruments: traded.map(({ id }) => id),
    strategy: random.chance(0.6) ? 'long' : 'short',
    maxActiveDeals: random.between(1, most),
    dealsPerPair,
    ...volumeWish(random, 'base', first as Instrument),
    ...volumeWish(random, 'safety', first as Instrument),
    ...grid,
    ...exitWish(random, deviationOf(grid)),
    profitCurrency: random.chance(0.7) ? 'quote' : 'base',
    closeTimeout: random.chance(0.1) ? random.between(60, 900) : 0,
    startOrder: random.chance(0.6) ? 'limit' : 'market',
    start: startWish(random),
    cooldown: random.chance(0.6) ? 0 : random.between(1, 90),
    btcPriceLimit: random.chance(0.95) ? '0' : '63500',
    minPrice: random.chance(0.95) ? '0' : '300',
    maxPrice: random.chance(0.95) ? '0' : '70000',
    disableAfterDeals: random.chance(0.85) ? 0 : random.between(1, 3),
    stored: {},
  };
  return { ...settings, ...conditionWish(random, settings) };
}

/** What few bots have: safety orders told one by one, conditions that close or add, a stop loss that moves. */
function conditionWish(random: Random, settings: BotSettings): Partial<BotSettings> {
  const { trailing, takeProfitSteps, stopLossTrails, maxSafetyOrders } = settings;
  const alone = random.chance(0.5) && takeProfitSteps.length === 0;
  const closes = !trailing && random.chance(0.25);
  const breaksEven = takeProfitSteps.length > 1 && !stopLossTrails && random.chance(0.5);
  return {
    ...(closes ? { closeWhen: conditionsWish(random), ...(alone ? { takeProfit: '0' } : {}) } : {}),
    ...(closes && random.chance(0.6)
      ? { minProfit: `0.${random.between(0, 9)}`, minProfitType: random.pick(['base', 'total']) }
      : {}),
    ...(random.chance(0.15) ? { safetyWhen: conditionsWish(random) } : {}),
    ...(breaksEven ? { breakeven: random.between(0, 3) } : {}),
    ...(maxSafetyOrders > 0 && random.chance(0.2) ? ownSteps(random, settings) : {}),
    ...(random.chance(0.2) ? { startDelay: random.between(1, 40) } : {}),
    ...(random.chance(0.05) ? { minVolumeBtc: '0.0001' } : {}),
    ...growthWish(random, settings),
  };
}

function growthWish(
  random: Random,
  { baseVolumeType, safetyVolumeType, profitCurrency }: BotSettings,
): Partial<BotSettings> {
  const told = baseVolumeType === 'quote' && safetyVolumeType === 'quote' && profitCurrency === 'quote';
  return told && random.chance(0.5)
    ? { reinvest: random.pick(['100', '50']), reduceRisk: random.pick(['0', '100']) }
    : {};
}

function conditionsWish(random: Random): readonly Extract<StartCondition, { kind: 'rsi' }>[] {
  const trigger = random.pick(['less', 'greater', 'crossing_above', 'crossing_below'] as const);
  return [{ kind: 'rsi', interval: '1m', period: 2, points: random.pick(['30', '50', '70']), trigger }];
}

function ownSteps(random: Random, { maxSafetyOrders, stopLoss, safetyVolume }: BotSettings): Partial<BotSettings> {
  let hundredths = 0;
  const safetySteps = Array.from({ length: maxSafetyOrders }, (_, n) => {
    hundredths += random.between(12, 90);
    return { deviation: `${hundredths / 100}`, volume: n % 2 === 0 ? safetyVolume : `${Number(safetyVolume) * 2}` };
  });
  return { safetySteps, ...(Number(stopLoss) > 0 ? { stopLoss: ((hundredths + 30) / 100).toFixed(2) } : {}) };
}

type Grid = Pick<BotSettings, 'volumeScale' | 'stepScale' | 'safetyStep' | 'maxSafetyOrders' | 'activeSafetyOrders'>;

function gridWish(random: Random): Grid {
  return {
    volumeScale: random.pick(['1', '1.5', '2', '0.9']),
    stepScale: random.pick(['1', '1.4', '0.9']),
    safetyStep: `0.${random.between(12, 90)}`,
    maxSafetyOrders: random.between(0, 5),
    activeSafetyOrders: random.between(0, 4),
  };
}

/** Where the last safety order lies, in percent, rounded up. */
function deviationOf({ stepScale, safetyStep, maxSafetyOrders }: Grid): number {
  let [sum, step] = [0, Number(safetyStep)];
  for (let order = 0; order < maxSafetyOrders; order++, step *= Number(stepScale)) sum += step;
  return sum + 0.02;
}

function exitWish(
  random: Random,
  deviation: number,
): Omit<DealSettings, keyof Grid | 'profitCurrency' | 'closeTimeout'> {
  const takeProfitSteps = random.chance(0.3) ? stepsWish(random) : [];
  return {
    takeProfit: takeProfitSteps.length === 0 ? `${random.between(1, 3)}.${random.between(0, 99)}` : '0',
    takeProfitType: random.chance(0.7) ? 'total' : 'base',
    takeProfitSteps,
    trailing: takeProfitSteps.length === 0 && random.chance(0.35),
    trailingDeviation: `0.${random.between(1, 40)}`,
    ...stopWish(random, deviation),
  };
}

function stopWish(
  random: Random,
  deviation: number,
): Pick<DealSettings, 'stopLoss' | 'stopLossTrails' | 'stopLossTimeout' | 'stopLossDisables'> {
  return {
    stopLoss: random.chance(0.5) ? '0' : (deviation + random.between(2, 200) / 100).toFixed(2),
    stopLossTrails: random.chance(0.3),
    stopLossTimeout: random.chance(0.5) ? 0 : random.between(1, 60),
    stopLossDisables: random.chance(0.2),
  };
}

const SHARES = [
  ['50', '50'],
  ['40', '60'],
  ['30', '30', '40'],
  ['25', '25', '25', '25'],
];

function stepsWish(random: Random): TakeProfitStep[] {
  let profit = random.between(1, 8) / 10;
  return random.pick(SHARES).map((share) => {
    profit += random.between(1, 8) / 10;
    return { profit: profit.toFixed(1), share };
  });
}

function startWish(random: Random): readonly StartCondition[] {
  const kind = random.weighted({ nonstop: 40, manual: 10, none: 6, webhook: 14, rsi: 20, qfl: 10 });
  switch (kind) {
    case 'none':
      return [];
    case 'nonstop':
    case 'manual':
    case 'webhook':
      return [{ kind }];
    case 'rsi': {
      const trigger = random.pick(['less', 'greater'] as const);
      return [{ kind: 'rsi', interval: '1m', period: 2, points: '50', trigger }];
    }
    case 'qfl':
      return [{ kind: 'qfl', type: 'day_trade', percent: random.pick(['0.1', '1']) }];
  }
}

/** What volumes come to that are about as large as orders of clients. */
const VOLUMES: Readonly<Record<VolumeType, (random: Random, pair: Instrument) => string>> = {
  quote: (random, { spec }) => `${random.between(1, 40) * (spec.quote === 'rub' ? 3_500 : 100)}`,
  base: (random, { spec }) => (spec.quote === 'rub' ? `${random.between(1, 9) * 10}` : `0.0${random.between(10, 99)}`),
  percent: (random) => `${random.between(1, 12)}.5`,
  btc: (random) => `0.0${random.between(10, 60)}`,
};

function volumeWish(
  random: Random,
  of: 'base' | 'safety',
  pair: Instrument,
): Record<`${typeof of}Volume`, string> & Record<`${typeof of}VolumeType`, VolumeType> {
  const type = random.weighted({ quote: 6, base: 2, percent: 2, btc: 1 });
  const volume = VOLUMES[type](random, pair);
  return { [`${of}Volume`]: volume, [`${of}VolumeType`]: type } as ReturnType<typeof volumeWish>;
}

/** What an owner might change of a running deal. */
export function dealChanges(random: Random, { terms, safetyDone }: Deal): Partial<DealSettings> {
  const { settings } = terms;
  const grid = { ...settings, maxSafetyOrders: Math.max(0, safetyDone.size + random.between(-1, 3)) };
  const { maxSafetyOrders } = grid;
  const stop = stopWish(random, deviationOf(grid));
  switch (random.pick(['takeProfit', 'orders', 'stop', 'all', 'close'] as const)) {
    case 'takeProfit':
      return settings.takeProfitSteps.length > 0
        ? {}
        : { takeProfit: `${random.between(0, 2)}.${random.between(1, 9)}` };
    case 'orders':
      return { maxSafetyOrders, activeSafetyOrders: random.between(0, 4), stopLoss: '0' };
    case 'stop':
      return { ...stop, maxSafetyOrders };
    case 'all':
      return { maxSafetyOrders, ...exitWish(random, deviationOf(grid)) };
    case 'close':
      return { closeTimeout: random.between(60, 600), profitCurrency: random.pick(['quote', 'base']) };
  }
}
