import type { Instrument } from 'outcry/native-api';
import type { ComponentChildren } from 'preact';
import { isEntering, isLong, type TradeDraft } from '../../trades/draft.ts';
import type { Outlook } from '../../trades/outlook.ts';
import { amountText, fixed, resultText, shown, shownPrice } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Figure } from '../figure.tsx';
import { moneyCell } from '../tables.tsx';

interface OutlookProps {
  readonly draft: TradeDraft;
  /** The trade has its coins already: no more is sent for them. */
  readonly entered: boolean;
  readonly instrument: Instrument;
  readonly outlook: Outlook | null;
  /** What is missing of what the trade spends, with its asset; null when there is enough. */
  readonly missing: { readonly amount: string; readonly asset: string } | null;
  readonly warnings: readonly string[];
}

/** What the trade costs, what is won at its steps, what may be lost at its stop, and how they compare. */
export function OutlookView({ draft, entered, instrument, outlook, missing, warnings }: OutlookProps) {
  const { quote } = instrument;
  return (
    <section class="outlook" aria-label={tell('outlook')}>
      <dl class="figures" aria-live="polite">
        <Figure name={tell(costWord(draft, entered))}>
          {outlook === null ? '—' : amountText(outlook.entered, quote)}
          {outlook !== null && isEntering(draft) && !entered && (
            <small class="under quiet">{tell('ofItFee', { fee: amountText(outlook.fee, quote) })}</small>
          )}
        </Figure>
        {draft.stops && (
          <Figure name={tell('atStop')}>
            <Result amount={outlook?.stopped ?? null} percent={outlook?.stoppedPercent ?? null} quote={quote} />
          </Figure>
        )}
        {draft.profits && (
          <Figure name={tell(draft.steps.length > 1 ? 'atSteps' : 'atStep')}>
            <Result amount={outlook?.won ?? null} percent={outlook?.wonPercent ?? null} quote={quote} />
          </Figure>
        )}
        {draft.stops && draft.profits && (
          <Figure name={tell('ratio')}>
            {outlook?.ratio == null ? '—' : <b>1 : {fixed(outlook.ratio, 2)}</b>}
            {outlook !== null && <RatioBar outlook={outlook} />}
          </Figure>
        )}
      </dl>
      {outlook !== null && outlook.steps.length > 1 && <Steps outlook={outlook} instrument={instrument} />}
      <p class="quiet">{tell('outlookHint')}</p>
      {missing !== null && (
        <p class="wrong">{tell('missing', { amount: amountText(missing.amount, missing.asset) })}</p>
      )}
      {warnings.length > 0 && (
        <div class="warnings" role="status">
          {warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </div>
      )}
    </section>
  );
}

function costWord(draft: TradeDraft, entered: boolean): 'costs' | 'brings' | 'worthHeld' | 'gotHeld' {
  if (isEntering(draft) && !entered) return isLong(draft) ? 'costs' : 'brings';
  return isLong(draft) ? 'worthHeld' : 'gotHeld';
}

function Result(props: { readonly amount: string | null; readonly percent: string | null; readonly quote: string }) {
  const { amount, percent, quote } = props;
  if (amount === null) return '—';
  return (
    <>
      {moneyCell(amount, quote, true)}
      {percent !== null && <small class="under quiet">{fixed(percent, 2)} %</small>}
    </>
  );
}

/** Loss and gain side by side: a picture, not an amount. */
function RatioBar({ outlook }: { readonly outlook: Outlook }): ComponentChildren {
  const [risk, reward] = [-Number(outlook.stopped), Number(outlook.won)];
  if (!(risk > 0 && reward > 0)) return null;
  return (
    <span class="ratio" aria-hidden="true">
      <i class="risk" style={{ flex: risk }} />
      <i class="reward" style={{ flex: reward }} />
    </span>
  );
}

function Steps({ outlook, instrument }: { readonly outlook: Outlook; readonly instrument: Instrument }) {
  return (
    <table class="outlook-steps">
      <thead>
        <tr>
          <th>{tell('step')}</th>
          <th class="number">{tell('priceOf')}</th>
          <th class="number">{tell('sells')}</th>
          <th class="number">{tell('result')}</th>
        </tr>
      </thead>
      <tbody>
        {outlook.steps.map(({ position, price, coins, profit }, place) => (
          <tr key={position}>
            <td>{place + 1}</td>
            <td class="number">{shownPrice(price, instrument.priceStep)}</td>
            <td class="number">
              {shown(coins)} <small>{instrument.base}</small>
            </td>
            <td class="number">
              <span class={profit.startsWith('-') ? 'down' : 'up'}>{resultText(profit, instrument.quote)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
