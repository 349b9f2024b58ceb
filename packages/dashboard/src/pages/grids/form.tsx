import type {
  GridBotPlan,
  GridBotSettingsChanges,
  GridBotWithLines,
  Instrument,
  NewGridBotSettings,
} from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { useAnswer } from '../../api/use-answer.ts';
import { useLive } from '../../api/use-live.ts';
import { usePosted } from '../../api/use-posted.ts';
import { refusedField } from '../../automation/refused-field.ts';
import { startMade } from '../../automation/start-made.ts';
import { useDraft, wrongIn } from '../../automation/use-draft.ts';
import { checkDraft } from '../../grids/check-draft.ts';
import { draftOf, type GridDraft, newDraft } from '../../grids/draft.ts';
import { draftLines, handlesOf, moved } from '../../grids/grid-lines.ts';
import { beginningOf } from '../../grids/plan-sums.ts';
import { beginsAnew, changesOf, editGrid, makeGrid, shownAs } from '../../grids/send-grid.ts';
import { sketchOf } from '../../grids/sketch.ts';
import { DraftForm } from '../../parts/automation/draft-form.tsx';
import { Known } from '../../parts/automation/known.tsx';
import { NewPair } from '../../parts/automation/new-pair.tsx';
import { Dialog, DialogEnd } from '../../parts/dialog.tsx';
import { ConfirmStart } from '../../parts/grids/confirm-grid.tsx';
import { FollowGroup, StopGroup } from '../../parts/grids/end-groups.tsx';
import type { GridForm } from '../../parts/grids/form-fields.tsx';
import { AmountGroup, Basics, RangeGroup } from '../../parts/grids/form-groups.tsx';
import { PlanView } from '../../parts/grids/plan-view.tsx';
import { LinesChart } from '../../parts/lines-chart.tsx';
import { goTo } from '../../route.ts';
import { errorText } from '../../words/errors.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { say } from '../../words/language.ts';

/** The form of a new bot. `symbol`: its pair; that of the markets' page unless told. */
export function NewGridPage({ symbol }: { readonly symbol: string | undefined }) {
  return (
    <NewPair symbol={symbol} unfit={tell('noSuchPair')}>
      {({ account, pair, last }) => {
        const first = newDraft(account, pair, last, tell('nameOfNew', { pair: pair.symbol }));
        return <Form key={pair.symbol} first={first} instrument={pair} bot={null} />;
      }}
    </NewPair>
  );
}

/** The form of a bot that is changed, or of another one like it. */
export function OldGridPage({ id, copies }: { readonly id: number; readonly copies: boolean }) {
  const asked = useAnswer<GridBotWithLines>(`/grid-bots/${id}`);
  return (
    <Known asked={asked}>
      {(bot, instrument) => {
        const draft = draftOf(bot);
        if (!copies) return <Form first={draft} instrument={instrument} bot={bot} />;
        const name = tell('copyOf', { name: draft.name }).slice(0, 100);
        return <Form first={{ ...draft, name }} instrument={instrument} bot={null} />;
      }}
    </Known>
  );
}

interface FormProps {
  readonly first: GridDraft;
  readonly instrument: Instrument;
  /** The bot that is changed; null: a new one. */
  readonly bot: GridBotWithLines | null;
}

/** What is asked before it is done: starting a new bot, or that a running one begins anew. */
type Asked = 'start' | 'anew';

function Form({ first, instrument, bot }: FormProps) {
  const { draft, write, change, tried, setTried, busy, error, run } = useDraft(first);
  const [asked, ask] = useState<Asked | null>(null);
  const last = useLive('quotes', instrument.symbol)?.last ?? null;
  const balances = useLive('balances', draft.account);
  const free = balances === null ? null : (balances.find(({ asset }) => asset === instrument.quote)?.available ?? '0');
  const checked = checkDraft(draft, instrument);
  const { settings } = checked;
  const question = planSettings(draft, instrument);
  const planned = usePosted<GridBotPlan>(
    '/grid-bots/plan',
    question === null ? null : { account: draft.account, settings: question },
  );
  const plan = planned.answer?.instrument === instrument.symbol ? planned.answer : null;
  const isFresh = plan !== null && !planned.stale && planned.error === null;
  const lines = isFresh ? plan.lines : sketchOf(draft, last, instrument.priceStep);
  const handles = handlesOf(draft, last);
  const refused = refusedField(error, shownAs) ?? refusedField(planned.error, shownAs);
  const runs = bot?.enabled === true;
  const form: GridForm = {
    draft,
    change,
    wrong: wrongIn({ checked, tried, refused, emptyText: tellEmpty }),
    instrument,
    isThere: bot !== null,
  };
  const changes = bot === null || settings === null ? {} : changesOf(bot.settings, settings);
  const make = (wanted: NewGridBotSettings, starts: boolean) =>
    run(async () => goTo('grids', await madeGrid(draft, wanted, starts)));
  const edit = (id: number, wanted: GridBotSettingsChanges) =>
    run(async () => {
      await editGrid(id, wanted);
      goTo('grids', id);
    });
  const save = async (starts: boolean): Promise<void> => {
    setTried(true);
    if (settings === null) return;
    if (bot !== null) return runs && beginsAnew(changes) ? ask('anew') : void (await edit(bot.id, changes));
    if (starts) return ask('start');
    await make(settings, false);
  };
  const goOn = async (): Promise<void> => {
    if (settings === null) return;
    const done = bot === null ? await make(settings, true) : await edit(bot.id, changes);
    if (!done) ask(null);
  };
  const problem = error ?? planned.error;
  const shownProblem =
    tried && settings === null ? tell('looksWrong') : problem === null || refused !== null ? '' : errorText(problem);
  return (
    <DraftForm
      style="trade-form grid-form"
      title={
        <>
          {bot === null ? tell('newGrid') : tell('editGrid', { name: bot.settings.name })}{' '}
          <small>{instrument.symbol}</small>
        </>
      }
      back={bot === null ? ['grids'] : ['grids', bot.id]}
      busy={busy}
      problem={asked === null ? shownProblem : ''}
      save={{ label: tell(bot === null ? 'create' : 'save'), onSave: () => void save(false) }}
      start={bot === null ? { label: tell('createOn'), kind: 'buy', onSave: () => void save(true) } : undefined}
      plan={
        <section class={`plan ${isFresh ? '' : 'stale'}`} aria-label={tell('plan')}>
          <LinesChart
            instrument={instrument}
            lines={draftLines(lines, handles)}
            handles={handles}
            hint={say('dragHint')}
            onMove={(id, to) => write((before) => moved(before, id, to))}
          />
          {plan === null || question === null ? (
            <p class="waiting">{tell(question === null ? 'planWaits' : 'planStale')}</p>
          ) : (
            planned.error === null && (
              <PlanView
                plan={plan}
                instrument={instrument}
                profitCurrency={draft.profitCurrency ?? 'quote'}
                free={free}
              />
            )
          )}
        </section>
      }
      question={
        <>
          {asked === 'start' && (
            <ConfirmStart
              title={tell('startTitle', { name: draft.name.trim() })}
              beginning={isFresh ? beginningOf(plan) : null}
              base={instrument.base ?? ''}
              quote={instrument.quote}
              busy={busy}
              error={problem}
              onGo={() => void goOn()}
              onClose={() => ask(null)}
            />
          )}
          {asked === 'anew' && (
            <Dialog title={tell('confirmAnew')} onClose={() => ask(null)}>
              <p>{tell('anewText')}</p>
              <DialogEnd
                busy={busy}
                error={error}
                label={tell('anewGo')}
                onGo={() => void goOn()}
                onClose={() => ask(null)}
              />
            </Dialog>
          )}
        </>
      }
    >
      {runs && <p class="quiet">{tell('countsAtOnce')}</p>}
      <Basics form={form} />
      <RangeGroup form={form} plan={isFresh ? plan : null} />
      <AmountGroup form={form} plan={isFresh ? plan : null} free={free} />
      <StopGroup form={form} />
      <FollowGroup form={form} />
    </DraftForm>
  );
}

/** Makes a bot and starts it when that is wanted; resolves with its id. Throws CallError when it is not made. */
async function madeGrid(draft: GridDraft, settings: NewGridBotSettings, starts: boolean): Promise<number> {
  const id = await makeGrid(draft, settings);
  const text = (failure: unknown): string => tell('savedOff', { why: errorText(failure) });
  if (starts) await startMade('/grid-bots', { page: 'grids', id, text });
  return id;
}

function tellEmpty(field: string): string {
  return field === 'name' ? tell('needName') : say('needNumber');
}

/** Settings for the plan: the name does not matter to it. */
function planSettings(draft: GridDraft, instrument: Instrument): NewGridBotSettings | null {
  return checkDraft({ ...draft, name: '-' }, instrument).settings;
}
