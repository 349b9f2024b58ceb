import type { ConditionDraft } from '../../bots/conditions.ts';
import { hasNoSafety, MOST_SAFETY_ORDERS } from '../../bots/draft.ts';
import { stepsFrom } from '../../bots/safety-steps.ts';
import { CLOSE_WAYS, type CloseWay, type SafetyStepDraft } from '../../bots/told-draft.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { Choices, Select } from '../choices.tsx';
import { ConditionList } from './condition-list.tsx';
import { anyText, anyWrong, Folded } from './folded.tsx';
import { type BotForm, Numeric } from './form-fields.tsx';
import { NumberRows } from './number-rows.tsx';

const NO_CONDITIONS: readonly ConditionDraft[] = [];

/** What closes deals beside take profit and stop loss. */
export function ClosingGroup({ form }: { readonly form: BotForm }) {
  const { draft, change } = form;
  const { closeWay, closeConditions } = draft;
  const wrong = form.wrong('closeWhen');
  // conditions do not act beside messages
  const choose = (way: CloseWay): void =>
    change({ closeWay: way, closeConditions: way === 'signals' ? closeConditions : NO_CONDITIONS });
  return (
    <Folded title="closing" open={closeWay !== 'none'}>
      <Choices
        label={tell('closing')}
        values={CLOSE_WAYS}
        value={closeWay}
        wordOf={(way) => tell(`closeWay.${way}`)}
        onChoose={choose}
      />
      <p class="quiet">{tell(`closeHint.${closeWay}`)}</p>
      {closeWay === 'signals' && (
        <>
          <ConditionList
            form={form}
            path="closeWhen"
            conditions={closeConditions}
            onWrite={(conditions) => change({ closeConditions: conditions })}
          />
          {wrong !== undefined && (
            <p class="wrong" role="alert">
              {wrong}
            </p>
          )}
          <div class="grid">
            <Numeric form={form} field="minProfit" placeholder="anyProfit" hint={tell('minProfitHint')} />
            <Select
              label={tell('takeProfitType')}
              values={['total', 'base'] as const}
              value={draft.minProfitType}
              wordOf={(each) => tell(`takeProfitType.${each}`)}
              onChoose={(minProfitType) => change({ minProfitType })}
            />
          </div>
        </>
      )}
    </Folded>
  );
}

/** Safety orders that are told one by one, or that wait for signals. */
export function OwnSafetyGroup({ form }: { readonly form: BotForm }) {
  const { draft, change } = form;
  const { safetySteps, safetyConditions } = draft;
  const wrong = form.wrong('safetyWhen');
  const put = (steps: readonly SafetyStepDraft[]): void =>
    change({ safetySteps: steps, ...(steps.length === 0 ? {} : { maxSafetyOrders: String(steps.length) }) });
  const isSet = safetySteps.length > 0 || safetyConditions.length > 0;
  return (
    <Folded title="ownSafety" open={isSet || anyWrong(form, ['safetySteps', 'safetyWhen'])}>
      <h3>{tell('safetySteps')}</h3>
      <p class="quiet">{tell('safetyStepsHint')}</p>
      <NumberRows
        form={form}
        path="safetySteps"
        rows={safetySteps}
        fields={[
          ['deviation', 'stepDeviation'],
          ['volume', 'stepVolume'],
        ]}
        most={MOST_SAFETY_ORDERS}
        add={safetySteps.length > 0 || hasNoSafety(draft) ? 'addSafetyStep' : 'toldSteps'}
        remove="removeSafetyStep"
        next={() => stepsFrom(draft)}
        onWrite={put}
      />
      <h3>{tell('safetyWhen')}</h3>
      <p class="quiet">{tell('safetyWhenHint')}</p>
      <ConditionList
        form={form}
        path="safetyWhen"
        conditions={safetyConditions}
        onWrite={(conditions) => change({ safetyConditions: conditions })}
      />
      {wrong !== undefined && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </Folded>
  );
}

/** What of profits and losses goes into the next deals. */
export function GrowthGroup({ form }: { readonly form: BotForm }) {
  const fields = ['reinvest', 'reduceRisk'] as const;
  return (
    <Folded title="growth" open={anyText(form.draft, fields) || anyWrong(form, fields)}>
      <p class="quiet">{tell('growthHint')}</p>
      <div class="grid">
        <Numeric form={form} field="reinvest" placeholder="none" />
        <Numeric form={form} field="reduceRisk" placeholder="none" />
      </div>
    </Folded>
  );
}
