import type { Account, Instrument, SmartTrade, SmartTradeOrder } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { stepStatusText, stepText, stopText, targetText } from '../../trades/describe.ts';
import { isOver, type TradeStep } from '../../trades/steps.ts';
import { resultAt, resultOfStep } from '../../trades/trade-money.ts';
import { whyNotStep } from '../../trades/why-not.ts';
import { decimalsOf, fixed, resultText, shown, shownPrice } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Permitted } from '../permitted.tsx';

export interface AskedStep {
  readonly position: number;
  readonly action: 'panicSell' | 'cancel';
}

interface ExitProps {
  readonly trade: SmartTrade;
  readonly instrument: Instrument;
  readonly fees: Account['fees'] | undefined;
  /** Newest first. */
  readonly orders: readonly SmartTradeOrder[];
  readonly onAsk: (asked: AskedStep) => void;
}

/** Take profits with where they stand, and the stop loss below them. */
export function ExitTable({ trade, instrument, fees, orders, onAsk }: ExitProps) {
  const [why, setWhy] = useState('');
  const { stopLoss } = trade.settings;
  const { priceStep } = instrument;
  if (trade.steps.length === 0 && stopLoss === null) return <p class="waiting">{tell('noExits')}</p>;
  const stopAt = trade.figures?.stopLevel ?? trade.stopLossPrice;
  return (
    <>
      <table class="bots exits">
        <thead>
          <tr>
            <th>{tell('step')}</th>
            <th class="number">{tell('priceOf')}</th>
            <th class="number">{tell('sells')}</th>
            <th class="number">{tell('result')}</th>
            <th>{tell('state')}</th>
            <th>
              <span class="unseen">{tell('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {trade.steps.map((step, place) => (
            <StepRow
              key={step.id}
              trade={trade}
              instrument={instrument}
              step={step}
              place={place}
              fees={fees}
              orders={orders}
              onWhy={setWhy}
              onAsk={onAsk}
            />
          ))}
          {stopLoss !== null && (
            <tr class="stop">
              <td class="cell-name">
                {tell('stopLoss')}
                <small>{stopText(stopLoss, priceStep)}</small>
              </td>
              <td class="number">
                <Label word="priceOf" />
                {shownPrice(stopAt, priceStep)}
              </td>
              <td class="number">
                <Label word="sells" />
                {trade.figures === null ? '' : coins(trade.figures.left, instrument.base)}
              </td>
              <td class="number">
                <Label word="result" />
                {stopAt !== null && trade.figures !== null && (
                  <Money amount={result(trade, trade.figures.left, stopAt, fees)} quote={trade.quote} />
                )}
              </td>
              <td class="cell-state">{tell(stopWord(trade))}</td>
              <td class="cell-actions" />
            </tr>
          )}
        </tbody>
      </table>
      <p class="refusal why" role="status">
        {why}
      </p>
    </>
  );
}

function stopWord({
  status,
  active,
}: SmartTrade): 'stopState.done' | 'stopState.waits' | 'stopState.selling' | 'stopState.over' {
  if (status === 'stopLossFinished') return 'stopState.done';
  if (status === 'stopPlaced') return 'stopState.selling';
  return active ? 'stopState.waits' : 'stopState.over';
}

interface RowProps extends ExitProps {
  readonly step: TradeStep;
  readonly place: number;
  readonly onWhy: (why: string) => void;
}

function StepRow({ trade, instrument, step, place, fees, orders, onWhy, onAsk }: RowProps) {
  const { priceStep, base } = instrument;
  const settings = trade.settings.takeProfits.find(({ position }) => position === step.position);
  const target = settings === undefined ? '' : targetText(settings, priceStep);
  const n = String(place + 1);
  const sold = step.sold.average !== null && isOver(step.status);
  const price = sold ? fixed(filledAt(orders, step), decimalsOf(priceStep)) : shownPrice(step.price, priceStep);
  const amount = sold ? step.sold.amount : step.amount;
  const won = sold
    ? resultOfStep(trade, step)
    : step.price === null || amount === '0'
      ? null
      : result(trade, amount, step.price, fees);
  const button = (action: AskedStep['action']) => {
    const word = whyNotStep(trade, step, action);
    const label = tell(action === 'panicSell' ? 'sellNow' : 'cancelStep');
    return (
      <Permitted
        label={label}
        name={tell('actionOfStep', { action: label, n })}
        why={word === null ? null : tell(word)}
        onWhy={onWhy}
        onGo={() => {
          onWhy('');
          onAsk({ position: step.position, action });
        }}
      />
    );
  };
  return (
    <tr class={isOver(step.status) ? 'over' : ''}>
      <td class="cell-name">
        {trade.steps.length > 1 ? tell('stepName', { n }) : tell('takeProfit')}
        {settings !== undefined && (
          <small>
            {trade.steps.length > 1 ? tell('shareAt', { share: fixed(settings.share, 0), target }) : target},{' '}
            {stepText(settings, priceStep)}
          </small>
        )}
      </td>
      <td class="number">
        <Label word="priceOf" />
        {price}
      </td>
      <td class="number">
        <Label word="sells" />
        {amount === '0' ? '—' : coins(amount, base)}
      </td>
      <td class="number">
        <Label word="result" />
        <Money amount={won} quote={trade.quote} />
      </td>
      <td class="cell-state">
        <span class={step.status === 'done' ? 'up' : step.status === 'failed' ? 'down' : ''}>
          {stepStatusText(step)}
        </span>
      </td>
      <td class="cell-actions">
        {trade.active && !isOver(step.status) && (
          <>
            {button('panicSell')}
            {button('cancel')}
          </>
        )}
      </td>
    </tr>
  );
}

/** The average without fees at which a step was sold; that with fees when its order is no longer listed. */
function filledAt(orders: readonly SmartTradeOrder[], { position, sold }: TradeStep): string | null {
  const own = orders.find(
    ({ role, step, order }) => role === 'step' && step === position && order.averagePrice !== null,
  );
  return own?.order.averagePrice ?? sold.average;
}

/** The name of a column where the table has become cards. */
function Label({ word }: { readonly word: 'priceOf' | 'sells' | 'result' }) {
  return <span class="label">{tell(word)}</span>;
}

function coins(amount: string, base: string | null) {
  return (
    <>
      {shown(amount)} <small>{base}</small>
    </>
  );
}

function result(trade: SmartTrade, amount: string, price: string, fees: Account['fees'] | undefined): string | null {
  return fees === undefined ? null : resultAt(trade, amount, price, fees);
}

function Money({ amount, quote }: { readonly amount: string | null; readonly quote: string }) {
  if (amount === null) return null;
  return <span class={amount.startsWith('-') ? 'down' : 'up'}>{resultText(amount, quote)}</span>;
}
