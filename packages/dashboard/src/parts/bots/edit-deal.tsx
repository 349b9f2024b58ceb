import type { Deal, DealOrder } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { safetyMoney, stopLossMoney, takeProfitMoney } from '../../bots/deal-money.ts';
import { isNone, refusalText } from '../../bots/describe.ts';
import { MOST_SAFETY_ORDERS } from '../../bots/draft.ts';
import { compare, decimal, decimalText, typedDecimal } from '../../decimal.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';
import { amountText, fixed, resultText, typedText } from '../../words/numbers.ts';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { NumberField } from '../field.tsx';

interface EditProps {
  readonly deal: Deal;
  readonly orders: readonly DealOrder[];
  readonly priceDecimals: number;
  readonly onClose: () => void;
}

/** What an empty field says. */
const NONE = { text: '0', wrong: undefined };

/** Take profit, stop loss and safety orders of a running deal; what each comes to in money stands below it. */
export function EditDeal({ deal, orders, priceDecimals, onClose }: EditProps) {
  const { settings } = deal;
  const [takeProfit, setTakeProfit] = useState(isNone(settings.takeProfit) ? '' : typedText(settings.takeProfit));
  const [stopLoss, setStopLoss] = useState(isNone(settings.stopLoss) ? '' : typedText(settings.stopLoss));
  const [most, setMost] = useState(String(settings.maxSafetyOrders));
  const [resting, setResting] = useState(String(settings.activeSafetyOrders));
  const { busy, error, run } = useAction();
  const several = settings.takeProfitSteps.length > 0;
  // a deal that conditions alone close has no take profit, and needs none
  const noProfit = isNone(settings.takeProfit) && takeProfit.trim() === '';
  const profit = noProfit ? NONE : percent(takeProfit, false);
  const stop = stopLoss.trim() === '' ? NONE : percent(stopLoss, true);
  const count = whole(most, deal.safetyDone);
  const atOnce = whole(resting, 0);
  const wrong = [several ? undefined : profit.wrong, stop.wrong, count.wrong, atOnce.wrong];
  const changes = {
    ...(several || profit.text === settings.takeProfit ? {} : { takeProfit: profit.text }),
    ...(stop.text === settings.stopLoss ? {} : { stopLoss: stop.text }),
    ...(count.value === settings.maxSafetyOrders ? {} : { maxSafetyOrders: count.value }),
    ...(atOnce.value === settings.activeSafetyOrders ? {} : { activeSafetyOrders: atOnce.value }),
  };
  const nothing = Object.keys(changes).length === 0;
  const go = async (): Promise<void> => {
    if (await run(() => call('PATCH', `/deals/${deal.id}`, { settings: changes }))) onClose();
  };
  const isWrong = wrong.some((each) => each !== undefined);
  return (
    <Dialog title={`${tell('editDeal')}: ${deal.instrument}`} onClose={onClose}>
      <div class="grid">
        {several ? (
          <p class="quiet">{tell('editSteps')}</p>
        ) : (
          <NumberField
            label={tell('takeProfit')}
            value={takeProfit}
            wrong={profit.wrong}
            placeholder={isNone(settings.takeProfit) ? tell('none') : ''}
            hint={
              profit.wrong === undefined && !noProfit
                ? tell('editTakeProfit', {
                    profit: resultText(takeProfitMoney(deal, profit.text, settings.takeProfitType, orders), deal.quote),
                  })
                : undefined
            }
            onWrite={setTakeProfit}
          />
        )}
        <NumberField
          label={tell('stopLossPercent')}
          placeholder={tell('none')}
          value={stopLoss}
          wrong={stop.wrong}
          hint={stopHint(deal, stop, priceDecimals)}
          onWrite={setStopLoss}
        />
        <NumberField
          label={tell('safety')}
          value={most}
          wrong={count.wrong}
          hint={count.wrong === undefined ? safetyHint(deal, count.value) : undefined}
          onWrite={setMost}
        />
        <NumberField
          label={tell('activeSafetyOrders')}
          value={resting}
          wrong={atOnce.wrong}
          hint={tell('activeHint')}
          onWrite={setResting}
        />
      </div>
      <DialogEnd
        busy={busy || isWrong || nothing}
        error={error}
        textOf={refusalText}
        label={tell('save')}
        kind=""
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}

function percent(typed: string, upTo100: boolean): { readonly text: string; readonly wrong: string | undefined } {
  const text = typedDecimal(typed);
  const value = text === null ? null : decimal(text);
  if (text === null || value === null) return { text: '0', wrong: say('needNumber') };
  if (value.coefficient <= 0n) return { text, wrong: say('needPositive') };
  const tooMuch = upTo100 && compare(value, { coefficient: 100n, scale: 0 }) > 0;
  return { text: decimalText(value), wrong: tooMuch ? say('needAtMost', { most: '100' }) : undefined };
}

function whole(typed: string, least: number): { readonly value: number; readonly wrong: string | undefined } {
  const text = typedDecimal(typed);
  if (text === null || !/^\d+$/.test(text)) return { value: 0, wrong: tell('needWhole') };
  const value = Number(text);
  if (value < least) return { value, wrong: tell('needFilled', { done: String(least) }) };
  const tooMany = value > MOST_SAFETY_ORDERS;
  return { value, wrong: tooMany ? say('needAtMost', { most: String(MOST_SAFETY_ORDERS) }) : undefined };
}

function stopHint(
  deal: Deal,
  stop: { readonly text: string; readonly wrong: string | undefined },
  decimals: number,
): string | undefined {
  if (stop.wrong !== undefined) return undefined;
  if (isNone(stop.text)) return tell('editNoStop');
  const money = stopLossMoney(deal, stop.text);
  if (money === null) return undefined;
  return tell('editStopLoss', {
    price: fixed(money.price, decimals),
    result: resultText(money.result, deal.quote),
  });
}

function safetyHint(deal: Deal, most: number): string | undefined {
  const left = most - deal.safetyDone;
  if (left <= 0) return tell('editNoSafety');
  const money = safetyMoney(deal, most);
  return money === null
    ? undefined
    : tell('editSafety', { n: String(left), money: amountText(money.amount, money.asset) });
}
