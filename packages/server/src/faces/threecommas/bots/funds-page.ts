import { available, type CoreState, decimals, NO_MONEY, priceToDecimal, quantityToDecimal } from '@outcry/core';
import type { DealRow } from '../../../readmodel/index.ts';
import { pairName } from '../pairs.ts';
import { amountOf, decimalText } from '../wire/numbers.ts';
import type { Entity } from './deal-answers.ts';
import { shown } from './decimal-texts.ts';
import { storedOf } from './stored.ts';

/** What a form for adding to a deal wants to know (`threecommas.md` 15). */
export function fundsPage(state: CoreState, { record, figures }: DealRow): Entity {
  const instrument = state.instruments.instruments[record.instrument];
  if (instrument === undefined) return {};
  const long = record.settings.strategy === 'long';
  const [quote, base] = [instrument.quote, instrument.base].map((id) => state.instruments.assets[id]);
  const [quoteCode, baseCode] = [quote, base].map((asset) => asset?.code.toUpperCase() ?? '');
  const paid = long ? quote : base;
  const account = state.accounts.accounts.get(record.account);
  const free = account === undefined || paid === undefined ? NO_MONEY : available(account, paid.id);
  const size = (steps: number): string => decimalText(quantityToDecimal(instrument, steps as never));
  const price = (steps: number): string => decimalText(priceToDecimal(instrument, steps as never));
  const minTotal = decimalText(amountOf(quote ?? { scale: 0 }, instrument.minNotional));
  const [smallest, largest] = [size(instrument.minQuantity), size(instrument.maxQuantity)];
  const stored = storedOf(record.settings);
  return {
    orderbook_price: shown(figures?.price ?? '0'),
    price_per_one_unit_strategy_name: 'orderbook_price',
    account_id: record.account,
    quote_currency: quoteCode ?? '',
    base_currency: baseCode ?? '',
    adding_funds_currency: (long ? quoteCode : baseCode) ?? '',
    available_amount: decimalText(amountOf(paid ?? { scale: 0 }, free)),
    limits: {
      minPrice: price(instrument.lowestPrice),
      maxPrice: price(instrument.highestPrice),
      priceStep: decimalText(instrument.priceStep),
      priceMultiplierDown: bound(figures, priceToDecimal(instrument, instrument.lowestPrice as never)),
      priceMultiplierUp: bound(figures, priceToDecimal(instrument, instrument.highestPrice as never)),
      minLotSize: smallest,
      lotStep: decimalText(instrument.quantityStep),
      minTotal,
      maxMarketBuyAmount: largest,
      maxMarketSellAmount: largest,
      minMarketBuyAmount: smallest,
      minMarketSellAmount: smallest,
      maxLotSize: largest,
      marketBuyMinTotal: minTotal,
    },
    market_supported: true,
    is_contract: false,
    orderbook_price_currency: quoteCode ?? '',
    take_profit_price: shown(figures?.takeProfits[0]?.price ?? '0'),
    stop_loss_price: figures?.stopLoss === null || figures === null ? null : shown(figures.stopLoss),
    account_type: 'Account::PaperTradingAccount',
    deal_type: record.settings.strategy,
    pair: pairName(state.instruments, instrument) ?? instrument.symbol,
    limit: minTotal,
    market_buy_min_total: minTotal,
    min_lot_size: smallest,
    leverage_custom_value: stored.leverage_custom_value === undefined ? null : shown(stored.leverage_custom_value),
    leverage_type: stored.leverage_type ?? 'not_specified',
  };
}

/** The platform's own bound of prices ÷ the price now; 0 without one. */
function bound(figures: DealRow['figures'], limit: ReturnType<typeof priceToDecimal>): string {
  const now =
    figures?.price === null || figures === null
      ? decimals.ZERO
      : (decimals.parseDecimal(figures.price) ?? decimals.ZERO);
  return decimalText(now.coefficient === 0n ? decimals.ZERO : decimals.divide(limit, now));
}
