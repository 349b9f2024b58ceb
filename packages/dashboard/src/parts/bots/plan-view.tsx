import type { DealPlan, Instrument } from 'outcry/native-api';
import { useMemo } from 'preact/hooks';
import { useLive } from '../../api/use-live.ts';
import { isNone, refusalText } from '../../bots/describe.ts';
import { planLines } from '../../bots/plan-lines.ts';
import type { Planned } from '../../bots/use-plan.ts';
import { compare, type Decimal, decimal, decimalText, subtract } from '../../decimal.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { language, say } from '../../words/language.ts';
import {
  amountText,
  decimalsOf,
  fixed,
  shortened,
  shownChange,
  shownPrice,
  usualDecimals,
} from '../../words/numbers.ts';
import { CandleChart } from '../chart.tsx';
import { Select } from '../choices.tsx';
import { Figure } from '../figure.tsx';
import { Refusal } from '../refusal.tsx';

interface PlanProps {
  readonly pairs: readonly Instrument[];
  readonly pair: Instrument | undefined;
  readonly planned: Planned;
  readonly strategy: 'long' | 'short';
  /** Its stop loss breaks even. */
  readonly evens: boolean;
  readonly account: number;
  readonly deals: number;
  readonly onPair: (symbol: string) => void;
}

const NO_LINES: readonly never[] = [];

/** What a deal would do now: its orders on the chart of its pair, in a table, and the money it may need. */
export function PlanView({ pairs, pair, planned, strategy, evens, account, deals, onPair }: PlanProps) {
  const { plan, error, stale } = planned;
  const words = language.value;
  const lines = useMemo(
    () => (plan === null ? NO_LINES : planLines(plan, strategy, evens)),
    [plan, strategy, evens, words],
  );
  return (
    <section class={`plan ${stale && plan !== null ? 'stale' : ''}`} aria-label={tell('plan')}>
      <div class="plan-head">
        <h2>
          {tell('plan')} <small>{tell('planHint')}</small>
        </h2>
        {pairs.length > 1 && (
          <Select
            label={tell('planOn')}
            values={pairs.map(({ symbol }) => symbol)}
            value={pair?.symbol ?? ''}
            wordOf={(symbol) => symbol}
            onChoose={onPair}
          />
        )}
      </div>
      {pair !== undefined && (
        <div class="chart-box">
          <CandleChart key={pair.symbol} instrument={pair} lines={lines} marks={NO_LINES} whole />
        </div>
      )}
      <Refusal error={error} textOf={refusalText} />
      {plan === null || pair === undefined ? (
        error === null && <p class="waiting">{stale ? tell('planWaits') : say('loading')}</p>
      ) : (
        <>
          <Funds plan={plan} pair={pair} strategy={strategy} account={account} deals={deals} />
          <PlanTable plan={plan} pair={pair} strategy={strategy} />
        </>
      )}
    </section>
  );
}

interface FundsProps {
  readonly plan: DealPlan;
  readonly pair: Instrument;
  readonly strategy: 'long' | 'short';
  readonly account: number;
  readonly deals: number;
}

/** What one deal and all deals may need against what the account has free. */
function Funds({ plan, pair, strategy, account, deals }: FundsProps) {
  const asset = strategy === 'long' ? pair.quote : (pair.base ?? '');
  const balances = useLive('balances', account);
  const free = balances === null ? null : (balances.find((each) => each.asset === asset)?.available ?? '0');
  const [one, all, has] = [decimal(plan.needed), decimal(plan.neededInAll), free === null ? null : decimal(free)];
  const known = one !== null && all !== null && has !== null;
  const missingOnce = known ? missing(one, has) : null;
  const missingInAll = known ? missing(all, has) : null;
  const used = one === null || has === null ? null : shareOf(deals > 1 && all !== null ? all : one, has);
  return (
    <div class="funds">
      <dl class="figures">
        <Figure name={tell('oneDeal')}>{amountText(plan.needed, asset)}</Figure>
        {deals > 1 && (
          <Figure name={tell('allDeals', { n: String(deals) })}>{amountText(plan.neededInAll, asset)}</Figure>
        )}
        <Figure name={tell('accountHas')}>{free === null ? '—' : amountText(free, asset)}</Figure>
      </dl>
      <div class={`meter ${missingOnce !== null || missingInAll !== null ? 'over' : ''}`} aria-hidden="true">
        <i style={{ width: `${used ?? 0}%` }} />
      </div>
      <p class={missingInAll === null ? 'quiet' : 'wrong'} role="status">
        {missingOnce !== null
          ? tell('notEnoughOnce', { missing: amountText(missingOnce, asset) })
          : missingInAll !== null
            ? tell('notEnough', { missing: amountText(missingInAll, asset) })
            : known
              ? tell('enough')
              : '\u00a0'}
      </p>
    </div>
  );
}

function missing(needed: Decimal, has: Decimal): string | null {
  return compare(needed, has) <= 0 ? null : decimalText(subtract(needed, has));
}

/** Length of a bar in percent: a picture, not an amount. */
function shareOf(needed: Decimal, has: Decimal): number {
  const [part, whole] = [Number(decimalText(needed)), Number(decimalText(has))];
  return whole <= 0 ? 100 : Math.min(100, Math.round((part / whole) * 100));
}

/** Base and safety orders, one after the other, with what the deal stands at once each is filled. */
function PlanTable(props: { readonly plan: DealPlan; readonly pair: Instrument; readonly strategy: 'long' | 'short' }) {
  const { plan, pair, strategy } = props;
  const asset = strategy === 'long' ? pair.quote : (pair.base ?? '');
  const price = (text: string): string => shownPrice(text, pair.priceStep);
  const decimals = decimalsOf(pair.priceStep);
  const money = (text: string) => <span title={`${text} ${asset}`}>{shortened(text, usualDecimals(asset))}</span>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" tabIndex={0} aria-label={tell('plan')}>
      <table class="plan-table">
        <thead>
          <tr>
            <th>{say('order')}</th>
            <th class="number">{tell('deviation')}</th>
            <th class="number">{say('price')}</th>
            <th class="number">{say('quantity')}</th>
            <th class="number">
              {tell('cost')} <small>{asset}</small>
            </th>
            <th class="number">
              {tell('soFar')} <small>{asset}</small>
            </th>
            <th class="number">{tell('averageAfter')}</th>
            <th class="number">{tell('profitAt')}</th>
            <th class="number">{tell('toProfit')}</th>
          </tr>
        </thead>
        <tbody>
          {[plan.base, ...plan.safety].map((order, index) => (
            // orders are counted: their number is their name
            <tr key={index}>
              <td>{index === 0 ? tell('planBase') : tell('planSafety', { n: String(index) })}</td>
              <td class="number">
                {index === 0 ? '—' : `${strategy === 'long' ? '\u2212' : '+'}${fixed(order.deviation, 2)}\u202f%`}
              </td>
              <td class="number">{price(order.price)}</td>
              <td class="number">{shownPrice(order.quantity, pair.quantityStep)}</td>
              <td class="number">{money(order.cost)}</td>
              <td class="number">{money(order.total)}</td>
              <td class="number">{fixed(order.average, decimals)}</td>
              <td class="number">{isNone(order.takeProfit) ? '—' : price(order.takeProfit)}</td>
              <td class="number quiet">
                {(isNone(order.takeProfit) ? null : shownChange(order.takeProfit, order.price)?.text) ?? '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
