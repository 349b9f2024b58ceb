import type { Bot, BotSettings } from 'outcry/native-api';
import { useMemo, useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { chosenAccount } from '../../api/house.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { refusedField } from '../../automation/refused-field.ts';
import { startMade } from '../../automation/start-made.ts';
import { useDraft, wrongIn } from '../../automation/use-draft.ts';
import { changesOf, checkDraft } from '../../bots/check-draft.ts';
import { breaksEven } from '../../bots/check-told.ts';
import { refusalText } from '../../bots/describe.ts';
import { type BotDraft, draftOf, NUMBER_FIELDS, newDraft } from '../../bots/draft.ts';
import { usePlan } from '../../bots/use-plan.ts';
import { firstPair, pairsOf } from '../../pairs.ts';
import { DraftForm } from '../../parts/automation/draft-form.tsx';
import { ExitGroup, LimitGroup, StopGroup } from '../../parts/bots/folded-groups.tsx';
import type { BotForm } from '../../parts/bots/form-fields.tsx';
import { Basics, SafetyGroup, StartGroup } from '../../parts/bots/form-groups.tsx';
import { PlanView } from '../../parts/bots/plan-view.tsx';
import { ClosingGroup, GrowthGroup, OwnSafetyGroup } from '../../parts/bots/told-groups.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { goTo } from '../../route.ts';
import { type BotWord, tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';

/** The form of a new bot. */
export function NewBotPage() {
  const account = chosenAccount();
  if (account === null) return <p class="waiting">{say('noAccount')}</p>;
  return <Form first={newDraft(account.id, firstPair(account.currency))} bot={null} />;
}

/** The form of a bot that is changed, or of another one like it. */
export function OldBotPage({ id, copies }: { readonly id: number; readonly copies: boolean }) {
  const { answer: bot, error } = useAnswer<Bot>(`/bots/${id}`);
  if (bot === null) return <Waiting error={error} textOf={refusalText} />;
  const draft = draftOf(bot.account, bot.settings);
  if (!copies) return <Form first={draft} bot={bot} />;
  const name = tell('copyOf', { name: draft.name }).slice(0, 200);
  return <Form first={{ ...draft, name }} bot={null} />;
}

function Form({ first, bot }: { readonly first: BotDraft; readonly bot: Bot | null }) {
  const { draft, change, tried, setTried, busy, error, run } = useDraft(first);
  const [shownPair, showPair] = useState<string | null>(null);
  const checked = checkDraft(draft);
  const pairs = useMemo(() => pairsOf(draft.instruments), [draft.instruments]);
  const pair = pairs.find(({ symbol }) => symbol === shownPair) ?? pairs[0];
  const planned = usePlan(draft.account, planSettings(draft), pair?.symbol ?? null);
  const refused = refusedField(error, shownAs) ?? refusedField(planned.error, shownAs);
  const form: BotForm = {
    draft,
    quote: pairs[0]?.quote ?? '',
    isThere: bot !== null,
    change,
    wrong: wrongIn({ checked, tried, refused, emptyText, refusalText }),
  };
  const save = async (enable: boolean): Promise<void> => {
    setTried(true);
    const { settings } = checked;
    if (settings === null) return;
    await run(async () =>
      goTo('bots', await (bot === null ? make(draft.account, settings, enable) : edit(bot, first, settings))),
    );
  };
  const problem = tried && checked.settings === null ? tell('looksWrong') : error === null ? '' : refusalText(error);
  return (
    <DraftForm
      title={bot === null ? tell('newBot') : tell('editBot', { name: bot.settings.name })}
      back={bot === null ? ['bots'] : ['bots', bot.id]}
      busy={busy}
      problem={problem}
      save={{ label: tell(bot === null ? 'create' : 'save'), onSave: () => void save(false) }}
      start={bot === null ? { label: tell('createOn'), kind: 'buy', onSave: () => void save(true) } : undefined}
      plan={
        <PlanView
          pairs={pairs}
          pair={pair}
          planned={refused === null ? planned : { ...planned, error: null }}
          strategy={draft.strategy}
          evens={breaksEven(draft)}
          account={draft.account}
          deals={Number(checked.settings?.maxActiveDeals ?? 1)}
          onPair={showPair}
        />
      }
    >
      {bot !== null && <p class="quiet">{tell('countsLater')}</p>}
      <Basics form={form} />
      <SafetyGroup form={form} />
      <StartGroup form={form} />
      <ExitGroup form={form} />
      <ClosingGroup form={form} />
      <StopGroup form={form} />
      <OwnSafetyGroup form={form} />
      <LimitGroup form={form} />
      <GrowthGroup form={form} />
    </DraftForm>
  );
}

/** Settings for the plan: the name, how deals start, and which conditions close them do not matter to it. */
function planSettings(draft: BotDraft): ReturnType<typeof checkDraft>['settings'] {
  const name = draft.name.trim() === '' ? '-' : draft.name;
  const closeWay = draft.closeWay === 'none' ? 'none' : 'webhook';
  return checkDraft({ ...draft, name, closeWay, closeConditions: [], way: 'manual' }).settings;
}

type Settings = NonNullable<ReturnType<typeof checkDraft>['settings']>;

async function make(account: number, settings: Settings, enable: boolean): Promise<number> {
  const { id } = await call<Bot>('POST', '/bots', { account, settings });
  const text = (failure: unknown): string => tell('savedOff', { why: refusalText(failure) });
  if (enable) await startMade('/bots', { page: 'bots', id, text });
  return id;
}

/** Sends only what the person has changed. */
async function edit({ id, settings: before }: Bot, first: BotDraft, after: Settings): Promise<number> {
  const changes = changesOf((checkDraft(first).settings as BotSettings | null) ?? before, after);
  if (Object.keys(changes).length > 0) await call('PATCH', `/bots/${id}`, { settings: changes });
  return id;
}

/** The name in the form of a field that the API names, null for one that it does not show; conditions are told as a whole. */
function shownAs(field: string): string | null {
  const [head = ''] = field.split('.');
  if (!SHOWN_FIELDS.has(head)) return null;
  return WHOLE_FIELDS.has(head) ? head : field;
}

/** Fields that show what is wrong with them. */
const SHOWN_FIELDS: ReadonlySet<string> = new Set([
  ...NUMBER_FIELDS,
  'name',
  'account',
  'instruments',
  'start',
  'trailing',
  'takeProfitSteps',
  'breakeven',
  'closeWhen',
  'safetyWhen',
  'safetySteps',
]);

/** Of these the field that the API names within them does not matter. */
const WHOLE_FIELDS: ReadonlySet<string> = new Set(['start', 'closeWhen', 'safetyWhen', 'instruments']);

const EMPTY_WORDS: Readonly<Record<string, BotWord>> = {
  name: 'needName',
  instruments: 'needPairs',
  start: 'needCondition',
  closeWhen: 'needCondition',
};

function emptyText(field: string): string {
  const word = EMPTY_WORDS[field];
  return word === undefined ? say('needNumber') : tell(word);
}
