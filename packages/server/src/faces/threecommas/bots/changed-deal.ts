import {
  type BotSettings,
  DEAL_SETTINGS,
  type DealSettings,
  type Decimal,
  decimals,
  isPanicSellable,
  MAX_DEAL_NOTE,
  parseDecimal,
  type Rejection,
} from '@outcry/core';
import { type Fault, invalid } from '../errors.ts';
import type { Given } from '../parameters.ts';
import type { JsonText } from '../wire/json.ts';
import type { DEAL_PARAMETERS } from './bot-parameters.ts';
import { closeTimeout } from './bot-settings.ts';
import { refusedSettings } from './commands.ts';
import { minProfitOf } from './conditional.ts';
import { dealAnswer } from './deal-answers.ts';
import { type Acting, commandDeal } from './deal-commands.ts';
import { exitsOf } from './exits.ts';
import { Problems } from './problems.ts';
import { dealOf } from './seen.ts';

/** Changes a deal's settings and its note; resolves with the deal. Throws Fault. */
export async function changedDeal(call: Acting, given: Given<typeof DEAL_PARAMETERS>): Promise<JsonText> {
  const { deal_id: deal, note } = given;
  const row = await dealOf(call, deal);
  if (!isPanicSellable(row.record.status)) throw cannotBeEdited();
  if (note !== undefined && note.length > MAX_DEAL_NOTE)
    throw invalid({ note: [`too long. Max is ${MAX_DEAL_NOTE} symbols`] });
  const changes = changesOf(given, row.record.settings);
  if (Object.keys(changes).length > 0)
    await commandDeal(call, deal, () => ({ type: 'bots.editDeal', deal, changes }), refused);
  if (note !== undefined) await commandDeal(call, deal, () => ({ type: 'bots.noteDeal', deal, note }), refused);
  return dealAnswer(call, deal);
}

/** Settings that are other than before. Throws Fault that names everything that is wrong. */
function changesOf(given: Given<typeof DEAL_PARAMETERS>, before: BotSettings): Partial<DealSettings> {
  const problems = new Problems();
  if (given.custom_safety_steps !== undefined && !areSteps(given.custom_safety_steps, before))
    problems.add('custom_safety_steps', 'of a running deal cannot be changed');
  const { closeWhen = [] } = before;
  const after: DealSettings = {
    ...exitsOf(given, before, problems, { closesByConditions: closeWhen.length > 0 }),
    ...minProfitOf(given.min_profit_percentage, before),
    closeTimeout: closeTimeout(given.close_timeout, before, 'close_timeout', problems),
  };
  problems.throwAny();
  const changed = DEAL_SETTINGS.filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}

/** Whether these are the safety orders that a deal was told to have. */
function areSteps(
  given: readonly { deviation: Decimal; size: Decimal }[],
  { safetySteps = [], strategy }: BotSettings,
) {
  const sign = strategy === 'long' ? '-' : '';
  return (
    given.length === safetySteps.length &&
    safetySteps.every(({ deviation, volume }, place) => {
      const step = given[place];
      return step !== undefined && isEqual(step.deviation, `${sign}${deviation}`) && isEqual(step.size, volume);
    })
  );
}

function isEqual(given: Decimal, text: string): boolean {
  return decimals.compare(given, parseDecimal(text) ?? decimals.ZERO) === 0;
}

function refused(rejection: Rejection): Fault {
  return rejection.reason === 'not_allowed_now' ? cannotBeEdited() : refusedSettings(rejection);
}

function cannotBeEdited(): Fault {
  return invalid({ base: ["Can't be edit"] });
}
