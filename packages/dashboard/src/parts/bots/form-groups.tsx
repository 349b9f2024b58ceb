import { START_WAYS, type StartWay } from '../../bots/conditions.ts';
import { type BotDraft, hasNoSafety, isAside, type NumberField } from '../../bots/draft.ts';
import { type BotWord, tell } from '../../words/bots/bot-words.ts';
import { AccountSelect } from '../account-select.tsx';
import { NameField } from '../automation/name-field.tsx';
import { Choices, Select } from '../choices.tsx';
import { ConditionList } from './condition-list.tsx';
import { type BotForm, Numeric } from './form-fields.tsx';
import { PairSearch } from './pair-search.tsx';

const VOLUME_TYPES = ['quote', 'base', 'percent', 'btc'] as const;
const TAKE_PROFIT_TYPES = ['total', 'base'] as const;

/** Name, direction, pairs, the first order and the profit to take: enough for a first bot. */
export function Basics({ form }: { readonly form: BotForm }) {
  const { draft, change, isThere } = form;
  return (
    <section class="group">
      <h2>{tell('basics')}</h2>
      <div class="grid">
        <NameField
          name={draft.name}
          most={200}
          placeholder={tell('nameHint')}
          wrong={form.wrong('name')}
          onWrite={(name) => change({ name })}
        />
        {!isThere && (
          <div class="wide">
            <AccountSelect
              account={draft.account}
              wrong={form.wrong('account')}
              onChoose={(account) => change({ account })}
            />
          </div>
        )}
        <div class="field wide">
          <Choices
            label={tell('strategy')}
            values={['long', 'short'] as const}
            value={draft.strategy}
            wordOf={(each) => tell(each)}
            disabled={isThere}
            onChoose={(strategy) => change({ strategy })}
          />
          <small class="quiet">{tell(isThere ? 'staysForGood' : `${draft.strategy}Hint`)}</small>
        </div>
        <div class="wide">
          <PairSearch form={form} />
        </div>
        <Volume form={form} of="base" />
        <Numeric form={form} field="takeProfit" {...insteadOfProfit(draft)} />
        <Select
          label={tell('takeProfitType')}
          values={TAKE_PROFIT_TYPES}
          value={draft.takeProfitType}
          wordOf={(each) => tell(`takeProfitType.${each}`)}
          onChoose={(takeProfitType) => change({ takeProfitType })}
        />
      </div>
    </section>
  );
}

/** What an empty take profit says. */
function insteadOfProfit(draft: BotDraft): { readonly placeholder?: BotWord } {
  if (isAside(draft, 'takeProfit')) return { placeholder: 'steps' };
  return draft.closeWay === 'none' ? {} : { placeholder: 'closing' };
}

/** A volume and what it is given in. */
function Volume({ form, of }: { readonly form: BotForm; readonly of: 'base' | 'safety' }) {
  const field = of === 'base' ? 'baseVolume' : 'safetyVolume';
  const type = of === 'base' ? 'baseVolumeType' : 'safetyVolumeType';
  const quote = form.quote === '' ? '…' : form.quote;
  return (
    <>
      {!isAside(form.draft, field) && <Numeric form={form} field={field} />}
      <Select
        label={tell(isAside(form.draft, field) ? 'stepUnit' : 'volumeType')}
        values={VOLUME_TYPES}
        value={form.draft[type]}
        wordOf={(each) => tell(`volume.${each}`, { quote })}
        onChoose={(each) => form.change({ [type]: each } as Partial<BotDraft>)}
      />
    </>
  );
}

const GRID_FIELDS = ['safetyStep', 'volumeScale', 'stepScale'] as const;

export function SafetyGroup({ form }: { readonly form: BotForm }) {
  const { draft } = form;
  const shows = (field: NumberField): boolean => !isAside(draft, field);
  return (
    <section class="group">
      <h2>{tell('safety')}</h2>
      <p class="quiet">{tell('safetyHint')}</p>
      <div class="grid">
        <Numeric form={form} field="maxSafetyOrders" />
        {shows('activeSafetyOrders') && <Numeric form={form} field="activeSafetyOrders" hint={tell('activeHint')} />}
        {!hasNoSafety(draft) && <Volume form={form} of="safety" />}
        {GRID_FIELDS.filter(shows).map((field) => (
          <Numeric key={field} form={form} field={field} />
        ))}
      </div>
    </section>
  );
}

export function StartGroup({ form }: { readonly form: BotForm }) {
  const { draft, change } = form;
  const wrong = form.wrong('start');
  const withConditions = draft.way === 'signals' || draft.way === 'webhook';
  return (
    <section class="group">
      <h2>{tell('starts')}</h2>
      <Choices
        label={tell('starts')}
        values={START_WAYS}
        value={draft.way}
        wordOf={(each) => tell(`way.${each}`)}
        onChoose={(way: StartWay) => change({ way })}
      />
      <p class="quiet">{tell(`wayHint.${draft.way}`)}</p>
      {draft.way === 'webhook' && <p class="quiet">{tell('alsoSignals')}</p>}
      {withConditions && (
        <ConditionList
          form={form}
          path="start"
          conditions={draft.conditions}
          onWrite={(conditions) => change({ conditions })}
        />
      )}
      {wrong !== undefined && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <div class="grid">
        <div class="wide">
          <Select
            label={tell('startOrder')}
            values={['limit', 'market'] as const}
            value={draft.startOrder}
            wordOf={(each) => tell(`startOrder.${each}`)}
            onChoose={(startOrder) => change({ startOrder })}
          />
        </div>
      </div>
    </section>
  );
}
