import type { GridBotPlan, Instrument } from 'outcry/native-api';
import { sumsOf } from '../../grids/plan-sums.ts';
import { missing, warningsOf } from '../../grids/warnings.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { say } from '../../words/language.ts';
import { amountText, fixed, resultText, shown, shownPrice } from '../../words/numbers.ts';
import { Figure } from '../figure.tsx';
import { moneyCell } from '../tables.tsx';

interface PlanProps {
  readonly plan: GridBotPlan;
  readonly instrument: Instrument;
  readonly profitCurrency: 'base' | 'quote';
  /** Free money of the account; null while it is not known. */
  readonly free: string | null;
}

/** What a grid needs, what its cycles bring after fees, what speaks against it, and its lines. */
export function PlanView({ plan, instrument, profitCurrency, free }: PlanProps) {
  const { quote, priceStep } = instrument;
  const base = instrument.base ?? '';
  const sums = sumsOf(plan, profitCurrency);
  const profitAsset = profitCurrency === 'base' ? base : quote;
  const warnings = warningsOf({ plan, sums, quote, priceStep, free });
  const lacks = missing(plan.needed, free);
  return (
    <>
      <div class="funds">
        <dl class="figures">
          <Figure name={tell('needed')}>
            {amountText(plan.needed, quote)}
            <small class="under quiet">
              {tell('accountHas')}: {free === null ? '…' : amountText(free, quote)}
            </small>
          </Figure>
          <Figure name={tell('coinsNow')}>
            {shown(plan.coins)} <small>{base}</small>
            {plan.coinsFree !== '0' && (
              <small class="under quiet">{tell('coinsFree', { coins: amountText(plan.coinsFree, base) })}</small>
            )}
            <small class="under quiet">{tell('coinsFor', { cost: amountText(plan.coinsCost, quote) })}</small>
          </Figure>
          <Figure name={tell('buysNeed', { n: String(sums.buyLines) })}>{amountText(plan.buysCost, quote)}</Figure>
          <Figure name={tell('perCycle')}>
            <span class={sums.losing > 0 ? 'down' : 'up'}>
              {ends(resultText(sums.least, profitAsset), resultText(sums.most, profitAsset))}
            </span>
            <small class="under quiet">
              {tell('afterFees', { percent: ends(percentText(sums.leastPercent), percentText(sums.mostPercent)) })}
            </small>
          </Figure>
        </dl>
        {warnings.length > 0 ? (
          <div class="warnings" role="status">
            {warnings.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
        ) : (
          <p class="quiet" role="status">
            {lacks === null && free !== null ? tell('enough') : '\u00a0'}
          </p>
        )}
      </div>
      <PlanTable plan={plan} instrument={instrument} profitAsset={profitAsset} />
    </>
  );
}

function ends(least: string, most: string): string {
  return least === most ? least : `${least} – ${most}`;
}

function percentText(percent: string): string {
  return `${fixed(percent, 2)}\u202f%`;
}

interface TableProps {
  readonly plan: GridBotPlan;
  readonly instrument: Instrument;
  readonly profitAsset: string;
}

/** The lines, the highest first, with what would rest on each and what its cycle brings. */
function PlanTable({ plan, instrument, profitAsset }: TableProps) {
  const { quote, priceStep, quantityStep } = instrument;
  return (
    <details class="group plan-lines" open={plan.lines.length <= 30}>
      <summary>
        {tell('planLines')} <small>{plan.lines.length}</small>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={tell('planLines')}>
        <table class="plan-table">
          <thead>
            <tr>
              <th class="number">{tell('lineNo')}</th>
              <th class="number">{say('price')}</th>
              <th>{say('side')}</th>
              <th class="number">{say('quantity')}</th>
              <th class="number">{tell('volume')}</th>
              <th class="number">{tell('cycleProfit')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.lines.map(({ line, price, side, quantity, volume, profit }) => (
              <tr key={line}>
                <td class="number quiet">{line + 1}</td>
                <td class="number">{shownPrice(price, priceStep)}</td>
                <td>
                  <SideText side={side} />
                </td>
                <td class="number">{side === null ? '—' : shownPrice(quantity, quantityStep)}</td>
                <td class="number">{side === null ? '—' : moneyCell(volume, quote)}</td>
                <td class="number">{profit === null ? '—' : moneyCell(profit, profitAsset, true)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** What rests on a line, in its colour and in a word. */
export function SideText({ side }: { readonly side: 'buy' | 'sell' | null }) {
  if (side === null) return <span class="quiet">{tell('legendWaits')}</span>;
  return <span class={side === 'buy' ? 'up' : 'down'}>{tell(side === 'buy' ? 'legendBuy' : 'legendSell')}</span>;
}
