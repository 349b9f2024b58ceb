import type { Instrument } from 'outcry/native-api';
import type { ComponentChildren } from 'preact';
import { type Decimal, decimalText } from '../../decimal.ts';
import { type Target, type TradeDraft, WATCHED_PRICES, type WatchedPrice } from '../../trades/draft.ts';
import type { Measure } from '../../trades/draft-lines.ts';
import { distance, targetPrice } from '../../trades/targets.ts';
import { say } from '../../words/language.ts';
import { typedText } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Select } from '../choices.tsx';
import { NumberField } from '../field.tsx';

/** What the groups of the form share: the draft, how it changes, and what is wrong with it. */
export interface TradeForm {
  readonly draft: TradeDraft;
  readonly change: (part: Partial<TradeDraft>) => void;
  /** What is wrong with a field as the API names it, in words. */
  readonly wrong: (field: string) => string | undefined;
  readonly instrument: Instrument;
  readonly measure: Measure;
  /** The trade is there already: what it trades, and how much, stays. */
  readonly isThere: boolean;
  /** Whether its entry can be changed. */
  readonly canEnter: boolean;
}

interface TargetProps {
  readonly form: TradeForm;
  /** As the API names it: `takeProfits.0`. */
  readonly field: string;
  readonly target: Target;
  readonly side: 1 | -1;
  readonly priceLabel: string;
  readonly percentLabel: string;
  readonly onChange: (target: Target) => void;
}

/** A price and how far it is from the entry: what is typed last counts, the other one follows. */
export function TargetFields(props: TargetProps) {
  const { form, field, target, side, priceLabel, percentLabel, onChange } = props;
  const { entry, priceStep } = form.measure;
  const price = targetPrice(target, side, entry, priceStep);
  const percent = distance(price, side, entry);
  const isPrice = target.by === 'price';
  return (
    <>
      <NumberField
        label={priceLabel}
        unit={form.instrument.quote}
        value={isPrice ? target.text : textOf(price)}
        wrong={form.wrong(`${field}.price`) ?? (isPrice ? form.wrong(field) : undefined)}
        hint={isPrice ? tell('countsPrice') : undefined}
        onWrite={(text) => onChange({ by: 'price', text })}
      />
      <NumberField
        label={percentLabel}
        unit="%"
        value={isPrice ? textOf(percent) : target.text}
        wrong={form.wrong(`${field}.percent`) ?? (isPrice ? undefined : form.wrong(field))}
        hint={isPrice ? undefined : tell('countsPercent')}
        onWrite={(text) => onChange({ by: 'percent', text })}
      />
    </>
  );
}

function textOf(value: Decimal | null): string {
  return value === null ? '' : typedText(decimalText(value));
}

/** Which price of the market is watched. */
export function Watched(props: {
  readonly label: string;
  readonly value: WatchedPrice;
  readonly wrong: string | undefined;
  readonly onChoose: (price: WatchedPrice) => void;
}) {
  return (
    <Select
      label={props.label}
      values={WATCHED_PRICES}
      value={props.value}
      wordOf={(each) => say(each)}
      wrong={props.wrong}
      onChoose={props.onChoose}
    />
  );
}

/** Settings that most trades leave as they are. */
export function More(props: { readonly open: boolean; readonly children: ComponentChildren }) {
  return (
    <details class="more" open={props.open}>
      <summary>{tell('moreSettings')}</summary>
      <div class="grid">{props.children}</div>
    </details>
  );
}
