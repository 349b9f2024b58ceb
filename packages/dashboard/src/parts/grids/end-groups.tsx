import { mayTrail, STOP_ACTIONS, STOPS, type StopDraft, trails } from '../../grids/draft.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { Checkbox, Select } from '../choices.tsx';
import { NumberField } from '../field.tsx';
import { type GridForm, Numeric } from './form-fields.tsx';

/** The prices that end a run, and what happens then. */
export function StopGroup({ form }: { readonly form: GridForm }) {
  return (
    <section class="group">
      <h2>{tell('stops')}</h2>
      {STOPS.map((which) => (
        <StopFields key={which} form={form} which={which} />
      ))}
    </section>
  );
}

function StopFields({ form, which }: { readonly form: GridForm; readonly which: (typeof STOPS)[number] }) {
  const stop = form.draft[which];
  const put = (part: Partial<StopDraft>): void => form.change({ [which]: { ...stop, ...part } });
  const actions = STOP_ACTIONS.some((each) => each === stop.action) ? STOP_ACTIONS : [...STOP_ACTIONS, stop.action];
  return (
    <>
      <Checkbox label={tell(which)} checked={stop.on} onChange={(on) => put({ on })} />
      {stop.on && (
        <div class="grid">
          <NumberField
            label={tell(`stopPrice.${which}`)}
            unit={form.instrument.quote}
            value={stop.price}
            wrong={form.wrong(`${which}.price`)}
            onWrite={(price) => put({ price })}
          />
          <Select
            label={tell('stopAction')}
            values={actions}
            value={stop.action}
            wordOf={(each) => tell(`action.${each}`)}
            onChoose={(action) => put({ action })}
          />
          {stop.action === 'stopAndBuy' && <small class="quiet wide">{tell('actionHint.stopAndBuy')}</small>}
        </div>
      )}
    </>
  );
}

/** How the grid follows the price beyond its range, and how many of its orders rest. */
export function FollowGroup({ form }: { readonly form: GridForm }) {
  const { draft, change, instrument } = form;
  const { quote } = instrument;
  const base = instrument.base ?? '';
  const fields = ['trailingUp', 'trailingDown', 'expandUp', 'expandDown', 'maxBuyLines', 'maxSellLines'] as const;
  const isSet = fields.some((field) => draft[field] !== '' && draft[field] !== false);
  return (
    <details class="group" open={isSet || fields.some((field) => form.wrong(field) !== undefined)}>
      <summary>{tell('follow')}</summary>
      <Trailing form={form} way="up" needs={tell('trailingUpNeeds', { quote })} />
      <Trailing form={form} way="down" needs={tell('trailingDownNeeds', { base })} />
      <p class="quiet">{tell('trailingHint')}</p>
      <div class="grid">
        {!trails(draft, 'up') && <Numeric form={form} field="expandUp" unit={quote} placeholder="noExpand" />}
        {!trails(draft, 'down') && <Numeric form={form} field="expandDown" unit={quote} placeholder="noExpand" />}
        <Numeric form={form} field="maxBuyLines" placeholder="allLines" />
        <Numeric form={form} field="maxSellLines" placeholder="allLines" />
      </div>
      {!form.isThere && (
        <label class="field">
          {tell('note')}
          <textarea
            rows={2}
            maxLength={300}
            placeholder={tell('noteHint')}
            value={draft.note}
            onInput={(event) => change({ note: event.currentTarget.value })}
          />
        </label>
      )}
    </details>
  );
}

function Trailing(props: { readonly form: GridForm; readonly way: 'up' | 'down'; readonly needs: string }) {
  const { form, way, needs } = props;
  const { draft, change } = form;
  const field = way === 'up' ? 'trailingUp' : 'trailingDown';
  const may = mayTrail(draft, way);
  return (
    <>
      <Checkbox
        label={tell(field)}
        checked={draft[field] && may}
        disabled={!may}
        wrong={form.wrong(field)}
        onChange={(on) => change({ [field]: on })}
      />
      {!may && <small class="quiet">{needs}</small>}
    </>
  );
}
