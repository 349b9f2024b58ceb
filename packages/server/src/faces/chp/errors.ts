import type { Rejection, RejectReason } from '@outcry/core';
import { REJECT_REASONS } from '@outcry/core';
import { JournalError } from '../../journal/journal-error.ts';
import { ReadModelError } from '../../readmodel/index.ts';
import { Overloaded } from '../../runtime/index.ts';

/** Why an operation failed: N of the inner `Error #N` and its text (`chp.md` 2.3). */
export const CAUSES = {
  badRequest: { error: 1, text: 'Некорректный запрос.' },
  alreadyConnected: { error: 2, text: 'Вы уже авторизованы в системе.' },
  alreadyListening: { error: 20, text: 'Подписка оформлена.' },
  notConnected: { error: 30, text: 'Вы не авторизованы в системе.' },
  wrongLogin: { error: 31, text: 'Неверный логин или пароль.' },
  unknownToken: { error: 32, text: 'Неизвестный токен.' },
  notListening: { error: 33, text: 'Подписка не оформлена.' },
  unknownSymbol: { error: 34, text: 'Инструмент не найден.' },
  unknownPortfolio: { error: 35, text: 'Портфель не найден.' },
  badParameters: { error: 36, text: 'Неверные параметры.' },
  unknownOrder: { error: 37, text: 'Приказ не найден или уже не активен.' },
  refused: { error: 38, text: 'Приказ отклонён.' },
  closed: { error: 39, text: 'Торговая площадка недоступна.' },
  internal: { error: 40, text: 'Внутренняя ошибка сервера.' },
  overloaded: { error: 41, text: 'Превышено время ожидания ответа брокера.' },
} as const satisfies Record<string, { error: number; text: string }>;

export type CauseName = keyof typeof CAUSES;

/** A call that fails: its cause, and a sentence about this case. */
export class CallError extends Error {
  override name = 'CallError';
  readonly why: CauseName;
  /** `additional` of the cause. */
  readonly additional: string;

  constructor(why: CauseName, message: string = CAUSES[why].text, additional: string = CAUSES[why].text) {
    super(message);
    this.why = why;
    this.additional = additional;
  }
}

/** What each reason of the core is to a client of the bridge. */
const REASON_CAUSE: Readonly<Partial<Record<RejectReason, CauseName>>> = {
  unknown_account: 'unknownPortfolio',
  account_closed: 'unknownPortfolio',
  unknown_instrument: 'unknownSymbol',
  unknown_order: 'unknownOrder',
  not_movable: 'unknownOrder',
  not_cancellable: 'unknownOrder',
  not_tradable: 'closed',
  market_closed: 'closed',
  no_market_price: 'closed',
  invalid_value: 'badParameters',
  price_out_of_range: 'badParameters',
  quantity_too_small: 'badParameters',
  quantity_too_large: 'badParameters',
  notional_too_small: 'badParameters',
};

/** A refusal of the core; what is not about the request itself is the broker's refusal of the order. */
export function refusal({ reason, detail }: Rejection): CallError {
  return new CallError(REASON_CAUSE[reason] ?? 'refused', `${REJECT_REASONS[reason]}: ${detail}`);
}

/** What any thrown thing means to a caller; `internal` says nothing of its cause: that belongs in the log. */
export function asCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  if (error instanceof Overloaded || error instanceof JournalError) return new CallError('overloaded', error.message);
  if (error instanceof ReadModelError && error.code !== 'failed') return new CallError('overloaded', error.message);
  const { code } = (error ?? {}) as { code?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new CallError('badRequest', 'Тело запроса больше 64 КБ.');
  if (typeof code === 'string' && code.startsWith('FST_ERR_CTP')) return new CallError('badRequest');
  return new CallError('internal');
}
