import { checkSignalCondition, isCandleCondition, type StartCondition } from '@outcry/core';
import { list, type Parameter, Problem } from '../parameters.ts';
import type { JsonValue } from '../wire/json.ts';
import { type Value, type ValueMap, valueOfJson } from '../wire/values.ts';
import { presetNamed } from './presets.ts';
import { STRATEGY_FORMS, type StrategyForm, type StrategyOption } from './strategy-table.ts';

/** An item of `strategy_list` as clients send and read it (`threecommas.md` 8.3). */
export interface Strategy {
  readonly options: { readonly [name: string]: Value };
  readonly strategy: string;
}

const MAX_STRATEGIES = 20;
const NO_CHOICE = 'none';

/** Items of a list of strategies. Those that name none are left out; options may stand beside the name. */
export function strategyList(): Parameter<readonly Strategy[]> {
  const items = list(ITEM);
  const read = (value: Value): readonly Strategy[] | Problem => {
    const given = items.read(value);
    if (given instanceof Problem) return given;
    const known = given.flatMap((item) => item ?? []);
    return known.length > MAX_STRATEGIES ? new Problem(`is too long (maximum is ${MAX_STRATEGIES})`) : known;
  };
  return { type: 'array', values: ITEM.values, required: true, absent: undefined, read };
}

const ITEM: Parameter<Strategy | null> = {
  type: 'object',
  values: 'strategy, options',
  required: true,
  absent: undefined,
  read: itemOf,
};

function itemOf(value: Value): Strategy | null | Problem {
  const known = typeof value === 'string' && value.startsWith('{') ? valueOfJson(value) : value;
  if (known === '' || (Array.isArray(known) && known.length === 0)) return null;
  if (typeof known !== 'object' || Array.isArray(known)) return new Problem('is invalid');
  const { strategy, options, ...beside } = known as ValueMap;
  if (strategy === undefined) return null;
  if (typeof strategy !== 'string' || strategy.length > 64) return new Problem('is invalid');
  const given = typeof options === 'string' ? valueOfJson(options) : options;
  if (given !== undefined && (typeof given !== 'object' || Array.isArray(given))) return new Problem('is invalid');
  return { options: { ...beside, ...(given as ValueMap | undefined) }, strategy };
}

/** Start conditions of strategies, or the first thing that is wrong with them. */
export function conditionsOf(strategies: readonly Strategy[], long: boolean): readonly StartCondition[] | Problem {
  const conditions: StartCondition[] = [];
  for (const item of strategies) {
    const condition = conditionOf(item, long);
    if (condition instanceof Problem) return condition;
    conditions.push(condition);
  }
  return conditions;
}

function conditionOf({ strategy, options }: Strategy, long: boolean): StartCondition | Problem {
  const form = Object.hasOwn(STRATEGY_FORMS, strategy) ? STRATEGY_FORMS[strategy] : undefined;
  if (form === undefined) return new Problem('does not have a valid value');
  const fields = fieldsOf(strategy, form, options);
  if (fields instanceof Problem) return fields;
  const condition =
    strategy === 'ta_preset'
      ? presetNamed(String(fields.type), String(fields.interval), long)
      : ({ kind: form.kind, ...fields, ...form.fixed } as StartCondition);
  if (condition === undefined) return new Problem(`${strategy}: type does not have a valid value`);
  const wrong = isCandleCondition(condition) ? checkSignalCondition(condition) : null;
  return wrong === null ? condition : new Problem(`${strategy}: ${nameOf(form, wrong.field)} ${wrong.detail}`);
}

function fieldsOf(strategy: string, form: StrategyForm, options: Strategy['options']) {
  const fields: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(form.options)) {
    const value = Object.hasOwn(options, name) && options[name] !== '' ? options[name] : option.usual;
    if (value === null) return new Problem(`${strategy}: ${name} is missing`);
    const known = typeof value === 'string' ? fieldOf(option, value) : undefined;
    if (known === undefined) return new Problem(`${strategy}: ${name} does not have a valid value`);
    fields[option.field] = known;
  }
  return fields;
}

function fieldOf({ whole, choices }: StrategyOption, text: string): unknown {
  if (choices !== null) return !Object.hasOwn(choices, text) ? undefined : text === NO_CHOICE ? null : text;
  if (whole !== true) return text;
  return /^\d{1,6}(?:\.0*)?$/.test(text) ? Number(text) : undefined;
}

function nameOf(form: StrategyForm, field: string): string {
  return Object.entries(form.options).find(([, option]) => option.field === field)?.[0] ?? field;
}

/** The items that tell of a bot's conditions: as its owner sent them, as long as they say what the bot does. */
export function strategiesOf(
  start: readonly StartCondition[],
  long: boolean,
  sent: readonly Strategy[] | undefined,
): readonly JsonValue[] {
  const meant = sent === undefined ? undefined : conditionsOf(sent, long);
  const strategies = JSON.stringify(meant) === JSON.stringify(start) ? (sent ?? []) : start.map(strategyOf);
  return strategies as readonly unknown[] as readonly JsonValue[];
}

/** The item that a condition is. */
function strategyOf(condition: StartCondition): Strategy {
  const [strategy, form] = Object.entries(STRATEGY_FORMS).find(([, { kind }]) => kind === condition.kind) as [
    string,
    StrategyForm,
  ];
  const fields = condition as unknown as Readonly<Record<string, unknown>>;
  const options = Object.entries(form.options).map(([name, { field }]) => [name, String(fields[field] ?? NO_CHOICE)]);
  return { options: Object.fromEntries(options), strategy };
}

/** `strategy_list`: what there is to choose from; bots of several pairs do not start non-stop. */
export function strategiesAnswer(composite: boolean): JsonValue {
  const forms = Object.entries(STRATEGY_FORMS).filter(([, { kind }]) => !composite || kind !== 'nonstop');
  return Object.fromEntries(forms.map(([name, form]) => [name, formAnswer(form)]));
}

function formAnswer({ title, type, options }: StrategyForm): JsonValue {
  const common = { payed: false, beta: false };
  if (Object.keys(options).length === 0) return { strategy_type: type, ...common, name: title };
  return {
    name: title,
    ...common,
    strategy_type: type,
    options: Object.fromEntries(Object.entries(options).map(([name, { choices }]) => [name, choices])),
    accounts_whitelist: ['Account::PaperTradingAccount'],
  };
}
