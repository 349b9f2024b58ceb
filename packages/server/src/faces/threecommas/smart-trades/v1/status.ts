import type { StepStatus } from '@outcry/core';
import { isConditional, type TradeKind, type TradeRow, tradeKind } from '../../../../readmodel/index.ts';

const FINAL = {
  finished: 'simple_trade_finished',
  takeProfitFinished: 'take_profit_finished',
  stopLossFinished: 'stop_loss_finished',
  panicSold: 'panic_sell_finished',
  cancelled: 'cancelled',
  failed: 'failed',
} as const;

const RUNNING = {
  waiting: 'conditional_order_waiting_price',
  trailingEntry: 'trailing_buy_activated',
  entering: 'buy_order_placed',
  holding: 'bought',
  stopPlaced: 'stop_loss_order_placed',
  panicSale: 'panic_sell_order_placed',
} as const;

/** What a trade's status is called in version 1; a single take profit on its way is a status of its own (C1). */
export function v1Status({ record }: TradeRow): string {
  const { status, steps } = record;
  if (status === 'cancelling') return record.entered.amount === '0' ? 'buy_order_placed' : 'bought';
  if (status !== 'holding') return ({ ...FINAL, ...RUNNING } as const)[status];
  const [only] = steps.length === 1 ? steps : [];
  if (only?.status === 'trailing') return 'trailing_take_profit_activated';
  return only?.status === 'ordered' && only.settings.order !== 'resting' ? 'take_profit_order_placed' : 'bought';
}

const STEPS: Readonly<Record<StepStatus, string>> = {
  idle: 'idle',
  trailing: 'idle',
  ordered: 'need_check',
  done: 'processed',
  panicSold: 'panic_sold',
  skipped: 'skipped',
  cancelled: 'cancelled',
  failed: 'failed',
};

export function v1StepStatus(status: StepStatus): string {
  return STEPS[status];
}

interface V1Kind {
  readonly kind: TradeKind;
  readonly conditional?: boolean;
}

/** What the types of version 1 are; the first of a kind is what it is called. */
export const V1_TYPES = {
  'SmartTrade::SmartSale': { kind: 'smartSale' },
  'SmartTrade::Classic': { kind: 'smartTrade', conditional: false },
  'SmartTrade::ConditionalBuy': { kind: 'smartTrade', conditional: true },
  'SmartTrade::SellBuyBack': { kind: 'smartCover', conditional: false },
  'SmartTrade::ConditionalSell': { kind: 'smartCover', conditional: true },
  'SmartTrade::SimpleBuy': { kind: 'simpleBuy', conditional: false },
  'SmartTrade::ConditionalSimpleBuy': { kind: 'simpleBuy', conditional: true },
  'SmartTrade::SimpleSell': { kind: 'simpleSell', conditional: false },
  'SmartTrade::ConditionalSimpleSell': { kind: 'simpleSell', conditional: true },
} as const satisfies Record<string, V1Kind>;

export type V1Type = keyof typeof V1_TYPES;
export const V1_TYPE_NAMES = Object.keys(V1_TYPES) as V1Type[];

export function v1Type({ record: { settings } }: TradeRow): string {
  const [kind, conditional] = [tradeKind(settings), isConditional(settings)];
  const found = V1_TYPE_NAMES.find((name) => {
    const type: V1Kind = V1_TYPES[name];
    return type.kind === kind && (type.conditional ?? conditional) === conditional;
  });
  // version 1 has no name for one that buys back what was sold before
  return found ?? 'SmartTrade::SellBuyBack';
}
