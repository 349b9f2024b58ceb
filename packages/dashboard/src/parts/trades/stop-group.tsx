import { decimalText } from '../../decimal.ts';
import type { StopDraft } from '../../trades/draft.ts';
import type { Outlook } from '../../trades/outlook.ts';
import { sideOf, targetPrice, withTarget } from '../../trades/targets.ts';
import { resultText, typedText } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Checkbox, Select } from '../choices.tsx';
import { NumberField } from '../field.tsx';
import { More, TargetFields, type TradeForm, Watched } from './form-fields.tsx';

/** The stop loss: where everything that is left is sold. */
export function StopGroup({ form, outlook }: { readonly form: TradeForm; readonly outlook: Outlook | null }) {
  const { draft, change, instrument, measure } = form;
  const { stop } = draft;
  const side = sideOf(draft, 'stop');
  const put = (part: Partial<StopDraft>): void => change({ stop: { ...stop, ...part } });
  const choose = (order: StopDraft['order']): void => {
    const price = targetPrice(stop.target, side, measure.entry, measure.priceStep);
    const limitPrice = stop.limitPrice === '' && price !== null ? typedText(decimalText(price)) : stop.limitPrice;
    put({ order, limitPrice, ...(order === 'limit' ? { trails: false } : {}) });
  };
  const isSet = stop.timeout !== '' || stop.trails || stop.breakeven || stop.order === 'limit';
  return (
    <section class="group">
      <Checkbox
        label={tell('stopLoss')}
        checked={draft.stops}
        wrong={form.wrong('stopLoss')}
        onChange={(stops) => change({ stops })}
      />
      {draft.stops && (
        <>
          <div class="grid">
            <TargetFields
              form={form}
              field="stopLoss"
              target={stop.target}
              side={side}
              priceLabel={tell('stopPrice')}
              percentLabel={tell('stopPercent')}
              onChange={(target) => change({ stop: withTarget(stop, target, side, measure.entry, measure.priceStep) })}
            />
          </div>
          {outlook?.stopped != null && (
            <p class="quiet">{tell('stopLeaves', { result: resultText(outlook.stopped, instrument.quote) })}</p>
          )}
          <More open={isSet || form.wrong('stopLoss.timeout') !== undefined}>
            <Watched
              label={tell('watched')}
              value={stop.by}
              wrong={form.wrong('stopLoss.by')}
              onChoose={(by) => put({ by })}
            />
            <Select
              label={tell('stopOrder')}
              values={['market', 'limit'] as const}
              value={stop.order}
              wordOf={(each) => tell(`sends.${each}`)}
              wrong={form.wrong('stopLoss.order')}
              onChoose={choose}
            />
            {stop.order === 'limit' && (
              <NumberField
                label={tell('limitPrice')}
                unit={instrument.quote}
                value={stop.limitPrice}
                wrong={form.wrong('stopLoss.limitPrice')}
                onWrite={(limitPrice) => put({ limitPrice })}
              />
            )}
            <NumberField
              label={tell('stopTimeout')}
              placeholder={tell('atOnce')}
              value={stop.timeout}
              wrong={form.wrong('stopLoss.timeout')}
              hint={tell('stopTimeoutHint')}
              onWrite={(timeout) => put({ timeout })}
            />
            <Checkbox
              label={tell('stopTrails')}
              checked={stop.trails}
              wrong={form.wrong('stopLoss.trails')}
              onChange={(trails) => put({ trails, ...(trails ? { order: 'market', breakeven: false } : {}) })}
            />
            <Checkbox
              label={tell('stopBreakeven')}
              checked={stop.breakeven}
              wrong={form.wrong('stopLoss.breakeven')}
              onChange={(breakeven) => put({ breakeven, ...(breakeven ? { trails: false } : {}) })}
            />
          </More>
        </>
      )}
    </section>
  );
}
