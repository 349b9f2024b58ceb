import {
  CANDLE_KINDS,
  type CandleKind,
  CONDITION_FIELDS,
  type ConditionDraft,
  type ConditionField,
  type FieldName,
  newCondition,
} from '../../bots/conditions.ts';
import { isBotWord, tell } from '../../words/bots/bot-words.ts';
import { Select } from '../choices.tsx';
import { NumberField } from '../field.tsx';
import type { BotForm } from './form-fields.tsx';

/** The API takes at most so many. */
const MOST = 20;

/** Conditions on candles that must all hold. */
export function ConditionList(props: {
  readonly form: BotForm;
  /** Name of the list in the API. */
  readonly path: 'start' | 'closeWhen' | 'safetyWhen';
  readonly conditions: readonly ConditionDraft[];
  readonly onWrite: (conditions: readonly ConditionDraft[]) => void;
}) {
  const { form, path, conditions, onWrite: put } = props;
  return (
    <>
      {conditions.map((condition, index) => (
        // a condition has no name but its place
        <div class="condition" key={index}>
          <Select
            label={tell('condition')}
            values={CANDLE_KINDS}
            value={condition.kind}
            wordOf={(kind) => tell(`kind.${kind}`)}
            onChoose={(kind) => put(conditions.map((each, i) => (i === index ? newCondition(kind) : each)))}
          />
          {CONDITION_FIELDS[condition.kind].map((field) => (
            <ConditionInput
              key={field.name}
              field={field}
              value={condition.values[field.name] ?? ''}
              wrong={form.wrong(`${path}.${index}.${field.name}`)}
              onWrite={(text) =>
                put(conditions.map((each, i) => (i === index ? withValue(each, field.name, text) : each)))
              }
            />
          ))}
          <button
            type="button"
            class="remove"
            aria-label={tell('removeCondition')}
            title={tell('removeCondition')}
            onClick={() => put(conditions.filter((_, i) => i !== index))}
          >
            ×
          </button>
        </div>
      ))}
      {conditions.length < MOST && (
        <select
          class="add-condition"
          aria-label={tell('addCondition')}
          value=""
          onChange={(event) => {
            put([...conditions, newCondition(event.currentTarget.value as CandleKind)]);
            event.currentTarget.value = '';
          }}
        >
          <option value="">+ {tell('addCondition')}</option>
          {CANDLE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {tell(`kind.${kind}`)}
            </option>
          ))}
        </select>
      )}
    </>
  );
}

function withValue(condition: ConditionDraft, name: FieldName, text: string): ConditionDraft {
  return { ...condition, values: { ...condition.values, [name]: text } };
}

function ConditionInput(props: {
  readonly field: ConditionField;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly onWrite: (text: string) => void;
}) {
  const { field, value, wrong, onWrite } = props;
  const label = tell(`field.${field.name}`);
  if (!('choices' in field)) return <NumberField label={label} value={value} wrong={wrong} onWrite={onWrite} />;
  return <Select label={label} values={field.choices} value={value} wordOf={choiceText} onChoose={onWrite} />;
}

/** Intervals are their own words. */
function choiceText(choice: string): string {
  const word = `choice.${choice === '' ? 'none' : choice}`;
  return isBotWord(word) ? tell(word) : choice;
}
