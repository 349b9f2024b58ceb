import { type Account, accountById, available, canConvert, convert } from '../accounts/index.ts';
import { assetByCode, type Instrument } from '../instruments/index.ts';
import { decimalOf, percentOf } from '../legs/index.ts';
import { type Decimal, decimals, type Money } from '../numbers/index.ts';
import type { Rejection } from '../turn.ts';
import { scalesOf } from './basis.ts';
import { grown } from './growth.ts';
import { notStarted } from './not-started.ts';
import { moneyDecimal, unitsDecimal } from './prices.ts';
import type { VolumeType } from './settings.ts';
import type { Bot, BotsWorld, Volume } from './state.ts';

/** What a volume setting comes to now (B10). */
export function volumeOf(
  world: BotsWorld,
  bot: Bot,
  instrument: Instrument,
  of: 'base' | 'safety',
): Volume | Rejection {
  const { settings } = bot.terms;
  // of safety orders that are told one by one it is the unit of their volumes
  const safety = bot.terms.hasOwnSteps ? '1' : settings.safetyVolume;
  const volume = decimalOf(of === 'base' ? settings.baseVolume : safety);
  const type: VolumeType = of === 'base' ? settings.baseVolumeType : settings.safetyVolumeType;
  switch (type) {
    case 'quote':
      return { amount: grown(world, bot, instrument, volume, of), unit: 'quote', rounding: 'ceiling' };
    case 'base':
      return { amount: volume, unit: 'base', rounding: 'floor' };
    case 'percent':
      return percentVolume(world, bot, instrument, percentOf(volume));
    case 'btc':
      return bitcoinVolume(world, instrument, volume);
  }
}

function percentVolume(world: BotsWorld, bot: Bot, instrument: Instrument, share: Decimal): Volume {
  const account: Account = accountById(world.accounts, bot.account);
  const scales = scalesOf(world, instrument);
  if (bot.terms.long) {
    const free = moneyDecimal(available(account, instrument.quote), scales);
    return { amount: decimals.multiply(free, share), unit: 'quote', rounding: 'floor' };
  }
  const free = unitsDecimal(available(account, instrument.base), scales);
  return { amount: decimals.multiply(free, share), unit: 'base', rounding: 'floor' };
}

function bitcoinVolume(world: BotsWorld, instrument: Instrument, volume: Decimal): Volume | Rejection {
  const bitcoin = assetByCode(world.instruments, 'BTC');
  const quote = world.instruments.assets[instrument.quote];
  if (bitcoin === undefined || quote === undefined || !canConvert(world, bitcoin.id, quote.id, undefined, 0)) {
    return notStarted('price', 'bitcoin has no price in the quote currency');
  }
  const minor = decimals.rescale(volume, bitcoin.scale, 'down').coefficient as Money;
  const amount = convert(world, minor, bitcoin.id, quote.id, undefined, 0);
  return { amount: { coefficient: amount, scale: quote.scale }, unit: 'quote', rounding: 'ceiling' };
}
