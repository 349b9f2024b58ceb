import type { Bot, BotSettings } from 'outcry/native-api';
import { useMemo, useState } from 'preact/hooks';
import { CallError, call } from '../../api/call.ts';
import { chosenAccount } from '../../api/house.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { changesOf, checkDraft } from '../../bots/check-draft.ts';
import { refusalText } from '../../bots/describe.ts';
import { type BotDraft, draftOf, NUMBER_FIELDS, newDraft } from '../../bots/draft.ts';
import { usePlan } from '../../bots/use-plan.ts';
import { notice } from '../../notice.ts';
import { firstPair, pairsOf } from '../../pairs.ts';
import { ExitGroup, LimitGroup, StopGroup } from '../../parts/bots/folded-groups.tsx';
import type { BotForm } from '../../parts/bots/form-fields.tsx';
import { Basics, SafetyGroup, StartGroup } from '../../parts/bots/form-groups.tsx';
import { PlanView } from '../../parts/bots/plan-view.tsx';
import { goTo, pathTo } from '../../route.ts';
import { type BotWord, tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';

/** The form of a bot that is made, changed or copied. `of`: the bot that is changed or copied. */
export function BotFormPage({ of, copies }: { readonly of: number | null; readonly copies: boolean }) {
  const { answer: bot, error } = useAnswer<Bot>(of === null ? null : `/bots/${of}`);
  if (of !== null && bot === null) return <p class="waiting">{error === null ? say('loading') : refusalText(error)}</p>;
  if (bot === null) {
    const account = chosenAccount();
    if (account === null) return <p class="waiting">{say('noAccount')}</p>;
    return <Form key="new" first={newDraft(account.id, firstPair(account.currency))} bot={null} />;
  }
  const draft = draftOf(bot.account, bot.settings);
  if (!copies) return <Form key={bot.id} first={draft} bot={bot} />;
  const name = tell('copyOf', { name: draft.name }).slice(0, 200);
  return <Form key={`copy ${bot.id}`} first={{ ...draft, name }} bot={null} />;
}

function Form({ first, bot }: { readonly first: BotDraft; readonly bot: Bot | null }) {
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const [shownPair, showPair] = useState<string | null>(null);
  const { busy, error, run, clear } = useAction();
  const checked = checkDraft(draft);
  const pairs = useMemo(() => pairsOf(draft.instruments), [draft.instruments]);
  const pair = pairs.find(({ symbol }) => symbol === shownPair) ?? pairs[0];
  const planned = usePlan(draft.account, planSettings(draft), pair?.symbol ?? null);
  const refused = refusedField(error) ?? refusedField(planned.error);
  const form: BotForm = {
    draft,
    quote: pairs[0]?.quote ?? '',
    isThere: bot !== null,
    change: (part) => {
      clear();
      setDraft((before) => ({ ...before, ...part }));
    },
    wrong: (field) =>
      checked.wrong[field] ??
      (tried && checked.empty.includes(field) ? emptyText(field) : undefined) ??
      (refused?.field === field ? refusalText(refused) : undefined),
  };
  const save = async (enable: boolean): Promise<void> => {
    setTried(true);
    const { settings } = checked;
    if (settings === null) return;
    await run(async () =>
      goTo('bots', await (bot === null ? make(draft.account, settings, enable) : edit(bot, first, settings))),
    );
  };
  const title = bot === null ? tell('newBot') : tell('editBot', { name: bot.settings.name });
  const problem = tried && checked.settings === null ? tell('looksWrong') : error === null ? '' : refusalText(error);
  return (
    <form
      class="bot-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(false);
      }}
    >
      <div class="settings">
        <div class="page-head">
          <h1>{title}</h1>
        </div>
        {bot !== null && <p class="quiet">{tell('countsLater')}</p>}
        <Basics form={form} />
        <SafetyGroup form={form} />
        <StartGroup form={form} />
        <ExitGroup form={form} />
        <StopGroup form={form} />
        <LimitGroup form={form} />
      </div>
      <PlanView
        pairs={pairs}
        pair={pair}
        planned={refused === null ? planned : { ...planned, error: null }}
        strategy={draft.strategy}
        account={draft.account}
        deals={Number(checked.settings?.maxActiveDeals ?? 1)}
        onPair={showPair}
      />
      <div class="save">
        <p class="refusal" role="alert">
          {problem}
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
          <a class="button" href={bot === null ? pathTo('bots') : pathTo('bots', bot.id)}>
            {say('back')}
          </a>
        </div>
      </div>
    </form>
  );
}

/** Settings for the plan: the name and how deals start do not matter to it. */
function planSettings(draft: BotDraft): ReturnType<typeof checkDraft>['settings'] {
  return checkDraft({ ...draft, name: draft.name.trim() === '' ? '-' : draft.name, way: 'manual' }).settings;
}

type Settings = NonNullable<ReturnType<typeof checkDraft>['settings']>;

async function make(account: number, settings: Settings, enable: boolean): Promise<number> {
  const { id } = await call<Bot>('POST', '/bots', { account, settings });
  if (enable) {
    await call('POST', `/bots/${id}/enable`).catch((failure: unknown) => {
      // the bot is there all the same; its page tells why it is off
      notice.value = { of: `bots/${id}`, text: tell('savedOff', { why: refusalText(failure) }) };
    });
  }
  return id;
}

/** Sends only what the person has changed. */
async function edit({ id, settings: before }: Bot, first: BotDraft, after: Settings): Promise<number> {
  const changes = changesOf((checkDraft(first).settings as BotSettings | null) ?? before, after);
  if (Object.keys(changes).length > 0) await call('PATCH', `/bots/${id}`, { settings: changes });
  return id;
}

/** A refusal that names a field of the form; conditions are told as a whole. */
function refusedField(error: unknown): (CallError & { readonly field: string }) | null {
  if (!(error instanceof CallError) || error.field === null || error.status >= 500) return null;
  const field = error.field.replace(/^settings\./, '');
  const [head = ''] = field.split('.');
  const known = head === 'start' || head === 'instruments' ? head : field;
  if (!SHOWN_FIELDS.has(head)) return null;
  return new CallError(error.status, error.code, error.message, known) as CallError & { readonly field: string };
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
]);

const EMPTY_WORDS: Readonly<Record<string, BotWord>> = {
  name: 'needName',
  instruments: 'needPairs',
  start: 'needCondition',
};

function emptyText(field: string): string {
  const word = EMPTY_WORDS[field];
  return word === undefined ? say('needNumber') : tell(word);
}
