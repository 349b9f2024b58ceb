import type {
  Account,
  GridBotPlan,
  GridBotSettingsChanges,
  GridBotWithLines,
  Instrument,
  NewGridBotSettings,
} from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { accounts, chosenAccount, instruments } from '../../api/house.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useLive } from '../../api/use-live.ts';
import { usePosted } from '../../api/use-posted.ts';
import { checkDraft } from '../../grids/check-draft.ts';
import { draftOf, type GridDraft, newDraft } from '../../grids/draft.ts';
import { draftLines, handlesOf, moved } from '../../grids/grid-lines.ts';
import { beginningOf } from '../../grids/plan-sums.ts';
import { beginsAnew, changesOf, editGrid, makeGrid, refusedField } from '../../grids/send-grid.ts';
import { sketchOf } from '../../grids/sketch.ts';
import { notice } from '../../notice.ts';
import { firstPair, isBotPair } from '../../pairs.ts';
import { Dialog, DialogEnd } from '../../parts/dialog.tsx';
import { ConfirmStart } from '../../parts/grids/confirm-grid.tsx';
import { FollowGroup, StopGroup } from '../../parts/grids/end-groups.tsx';
import type { GridForm } from '../../parts/grids/form-fields.tsx';
import { AmountGroup, Basics, RangeGroup } from '../../parts/grids/form-groups.tsx';
import { PlanView } from '../../parts/grids/plan-view.tsx';
import { LinesChart } from '../../parts/lines-chart.tsx';
import { goTo, pathTo } from '../../route.ts';
import { errorText } from '../../words/errors.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { say } from '../../words/language.ts';

const NO_MARKS: readonly never[] = [];

/** The form of a new bot. `symbol`: its pair; that of the markets' page unless told. */
export function NewGridPage({ symbol }: { readonly symbol: string | undefined }) {
  const account = chosenAccount();
  const wanted = symbol === undefined ? firstPair(account?.currency) : instruments.value.get(symbol);
  const quotes = useLive('quotes', wanted?.symbol ?? null);
  if (account === null) return <p class="waiting">{say('noAccount')}</p>;
  if (wanted === undefined || !isBotPair(wanted)) return <p class="waiting">{tell('noSuchPair')}</p>;
  if (quotes === null) return <p class="waiting">{say('loading')}</p>;
  const name = tell('nameOfNew', { pair: wanted.symbol });
  const first = newDraft(accountFor(account, wanted).id, wanted, quotes.last, name);
  return <Form key={wanted.symbol} first={first} instrument={wanted} bot={null} />;
}

/** The chosen account, or one in the currency of the pair when that is another. */
function accountFor(chosen: Account, { quote }: Instrument): Account {
  if (chosen.currency === quote) return chosen;
  return accounts.value.find(({ closed, currency }) => !closed && currency === quote) ?? chosen;
}

/** The form of a bot that is changed, or of another one like it. */
export function OldGridPage({ id, copies }: { readonly id: number; readonly copies: boolean }) {
  const { answer: bot, error } = useAnswer<GridBotWithLines>(`/grid-bots/${id}`);
  const instrument = bot === null ? undefined : instruments.value.get(bot.instrument);
  if (bot === null || instrument === undefined)
    return <p class="waiting">{error === null ? say('loading') : errorText(error)}</p>;
  const draft = draftOf(bot);
  if (!copies) return <Form key={id} first={draft} instrument={instrument} bot={bot} />;
  const name = tell('copyOf', { name: draft.name }).slice(0, 100);
  return <Form key={`copy ${id}`} first={{ ...draft, name }} instrument={instrument} bot={null} />;
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
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const [asked, ask] = useState<Asked | null>(null);
  const { busy, error, run, clear } = useAction();
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
  const refused = refusedField(error) ?? refusedField(planned.error);
  const runs = bot?.enabled === true;
  const change = (part: Partial<GridDraft>): void => {
    clear();
    setDraft((before) => ({ ...before, ...part }));
  };
  const form: GridForm = {
    draft,
    change,
    wrong: (field) =>
      checked.wrong[field] ??
      (tried && checked.empty.includes(field) ? tellEmpty(field) : undefined) ??
      (refused?.field === field ? errorText(refused) : undefined),
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
    <form
      class="bot-form trade-form grid-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(false);
      }}
    >
      <div class="settings">
        <div class="page-head">
          <h1>
            {bot === null ? tell('newGrid') : tell('editGrid', { name: bot.settings.name })}{' '}
            <small>{instrument.symbol}</small>
          </h1>
        </div>
        {runs && <p class="quiet">{tell('countsAtOnce')}</p>}
        <Basics form={form} />
        <RangeGroup form={form} plan={isFresh ? plan : null} />
        <AmountGroup form={form} plan={isFresh ? plan : null} free={free} />
        <StopGroup form={form} />
        <FollowGroup form={form} />
      </div>
      <section class={`plan ${isFresh ? '' : 'stale'}`} aria-label={tell('plan')}>
        <p class="quiet drag-hint">{say('dragHint')}</p>
        <div class="chart-box tall">
          <LinesChart
            instrument={instrument}
            lines={draftLines(lines, handles)}
            marks={NO_MARKS}
            handles={handles}
            onMove={(id, to) => {
              clear();
              setDraft((before) => moved(before, id, to));
            }}
          />
        </div>
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
      <div class="save">
        <p class="refusal" role="alert">
          {asked === null ? shownProblem : ''}
        </p>
        <div class="buttons">
          {bot === null && (
            <button type="button" class="main buy" disabled={busy} onClick={() => void save(true)}>
              {tell('createOn')}
            </button>
          )}
          <button type="submit" class={bot === null ? '' : 'main'} disabled={busy}>
            {busy ? say('placing') : tell(bot === null ? 'create' : 'save')}
          </button>
          <a class="button" href={bot === null ? pathTo('grids') : pathTo('grids', bot.id)}>
            {say('back')}
          </a>
        </div>
      </div>
      {asked === 'start' && (
        <ConfirmStart
          title={tell('startTitle', { name: draft.name.trim() })}
          beginning={isFresh ? beginningOf(plan) : null}
          base={instrument.base ?? ''}
          quote={instrument.quote}
          busy={busy}
          problem={problem === null ? '' : errorText(problem)}
          onGo={() => void goOn()}
          onClose={() => ask(null)}
        />
      )}
      {asked === 'anew' && (
        <Dialog title={tell('confirmAnew')} onClose={() => ask(null)}>
          <p>{tell('anewText')}</p>
          <DialogEnd
            busy={busy}
            problem={error === null ? '' : errorText(error)}
            label={tell('anewGo')}
            onGo={() => void goOn()}
            onClose={() => ask(null)}
          />
        </Dialog>
      )}
    </form>
  );
}

/** Makes a bot and starts it when that is wanted; resolves with its id. Throws CallError when it is not made. */
async function madeGrid(draft: GridDraft, settings: NewGridBotSettings, starts: boolean): Promise<number> {
  const id = await makeGrid(draft, settings);
  if (starts)
    await call('POST', `/grid-bots/${id}/enable`).catch((failure: unknown) => {
      // the bot is there all the same; its page tells why it is off
      notice.value = { of: `grids/${id}`, text: tell('savedOff', { why: errorText(failure) }) };
    });
  return id;
}

function tellEmpty(field: string): string {
  return field === 'name' ? tell('needName') : say('needNumber');
}

/** Settings for the plan: the name does not matter to it. */
function planSettings(draft: GridDraft, instrument: Instrument): NewGridBotSettings | null {
  return checkDraft({ ...draft, name: '-' }, instrument).settings;
}
