import type { Bot, Deal, Page } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { usePoll } from '../../api/use-poll.ts';
import { refusalText } from '../../bots/describe.ts';
import { leaving } from '../../bots/leaving.ts';
import { goTo, pathTo } from '../../route.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { counted } from '../../words/counts.ts';
import { say } from '../../words/language.ts';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { Figure } from '../figure.tsx';
import { Refusal } from '../refusal.tsx';
import { Waiting } from '../waiting.tsx';
import { Amounts } from './amounts.tsx';

export type BotAction = 'start' | 'menu' | 'panic-sell' | 'cancel-deals' | 'delete';

interface ActionProps {
  readonly bot: Bot;
  readonly onClose: () => void;
}

/** The dialog that belongs to an action; the menu leads on to the others. */
export function BotActionDialog(props: ActionProps & { readonly action: BotAction }) {
  const { bot, onClose } = props;
  const [action, setAction] = useState(props.action);
  switch (action) {
    case 'start':
      return <StartDialog bot={bot} onClose={onClose} />;
    case 'menu':
      return <MenuDialog bot={bot} onClose={onClose} onChoose={setAction} />;
    case 'delete':
      return <DeleteDialog bot={bot} onClose={onClose} />;
    default:
      return <LeaveDialog key={action} how={action} bot={bot} onClose={onClose} />;
  }
}

function MenuDialog({ bot, onClose, onChoose }: ActionProps & { readonly onChoose: (action: BotAction) => void }) {
  const { name } = bot.settings;
  return (
    <Dialog title={tell('actionsOf', { name })} onClose={onClose}>
      <div class="menu">
        <button type="button" onClick={() => onChoose('start')}>
          {tell('startDeal')}
        </button>
        <a href={pathTo('bots', bot.id, 'edit')}>{tell('edit')}</a>
        <a href={pathTo('bots', 'copy', bot.id)}>{tell('copy')}</a>
        <button type="button" class="danger" onClick={() => onChoose('panic-sell')}>
          {tell('panicSellAll')} …
        </button>
        <button type="button" class="danger" onClick={() => onChoose('cancel-deals')}>
          {tell('cancelAllDeals')} …
        </button>
        <button type="button" class="danger" onClick={() => onChoose('delete')}>
          {tell('delete')} …
        </button>
      </div>
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {tell('close')}
        </button>
      </div>
    </Dialog>
  );
}

function StartDialog({ bot, onClose }: ActionProps) {
  const { instruments, name } = bot.settings;
  const [pair, setPair] = useState(instruments[0] ?? '');
  const [started, setStarted] = useState<Deal | null>(null);
  const { busy, error, run } = useAction();
  const start = async (): Promise<void> => {
    await run(async () => setStarted(await call<Deal>('POST', `/bots/${bot.id}/deals`, { instrument: pair })));
  };
  return (
    <Dialog title={tell('startDealOf', { name })} onClose={onClose}>
      {instruments.length > 1 && (
        <label class="field">
          {tell('startOn')}
          <select value={pair} onChange={(event) => setPair(event.currentTarget.value)}>
            {instruments.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
      )}
      <p>
        {tell('startText')} {!bot.enabled && tell('startSwitchesOn')}
      </p>
      <Refusal error={error} textOf={refusalText} />
      {started !== null && (
        <p class="sent" role="status">
          {tell('started', { id: String(started.id) })} <a href={pathTo('deals', started.id)}>{tell('showDeal')}</a>
        </p>
      )}
      <div class="buttons">
        {started === null && (
          <button type="button" class="main" disabled={busy} onClick={() => void start()}>
            {busy ? say('placing') : tell('startDeal')}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {tell('close')}
        </button>
      </div>
    </Dialog>
  );
}

/** Panic sell or cancel everything: says what that means in money before it is done. */
function LeaveDialog({ bot, how, onClose }: ActionProps & { readonly how: 'panic-sell' | 'cancel-deals' }) {
  const { answer, error: unread } = usePoll<Page<Deal>>(`/deals?bot=${bot.id}&status=active&limit=500`);
  const { busy, error, run } = useAction();
  const selling = how === 'panic-sell';
  const deals = (answer?.items ?? []).filter((deal) => (selling ? true : deal.cancellable));
  const sums = leaving(deals);
  const title = `${tell(selling ? 'panicSellAll' : 'cancelAllDeals')}: ${bot.settings.name}`;
  const go = async (): Promise<void> => {
    if (await run(() => call('POST', `/bots/${bot.id}/${how}`))) onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {answer === null ? (
        <Waiting error={unread} textOf={refusalText} />
      ) : (
        <div class="sums" aria-live="polite">
          {deals.length === 0 && <p>{tell('sumNothing')}</p>}
          {sums.holding > 0 && (
            <>
              <p>{tell(selling ? 'sumPanicSell' : 'sumCancel', { deals: counted('deals', sums.holding) })}</p>
              <dl class="costs">
                <Figure name={tell(heldWord(selling, bot.settings.strategy))}>
                  <Amounts of={sums.held} />
                </Figure>
                <Figure name={tell('sumWorth')}>
                  <Amounts of={sums.worth} />
                </Figure>
                <Figure name={tell(selling ? 'sumResult' : 'sumLost')}>
                  <Amounts of={sums.result} coloured />
                </Figure>
              </dl>
            </>
          )}
          {sums.without > 0 && <p>{tell('sumWithoutCoins', { deals: counted('deals', sums.without) })}</p>}
          {deals.length > 0 && (
            <p class="quiet">
              {tell('sumSwitchesOff')} {tell('sumPricesMove')}
            </p>
          )}
        </div>
      )}
      <DialogEnd
        busy={busy || answer === null}
        error={error}
        textOf={refusalText}
        label={busy ? say('placing') : tell(selling ? 'panicSellAll' : 'cancelAllDeals')}
        back={tell('keep')}
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}

function heldWord(selling: boolean, strategy: 'long' | 'short') {
  if (strategy === 'long') return selling ? 'sumSells' : 'sumKeeps';
  return selling ? 'sumBuysBack' : 'sumStaysSold';
}

function DeleteDialog({ bot, onClose }: ActionProps) {
  const { busy, error, run } = useAction();
  const runs = bot.activeDeals.length > 0;
  const go = async (): Promise<void> => {
    if (!(await run(() => call('DELETE', `/bots/${bot.id}`)))) return;
    onClose();
    goTo('bots');
  };
  return (
    <Dialog title={`${tell('delete')}: ${bot.settings.name}`} onClose={onClose}>
      <p>{tell(runs ? 'deleteNot' : 'deleteText')}</p>
      <DialogEnd
        busy={busy || runs}
        error={error}
        textOf={refusalText}
        label={tell('delete')}
        back={tell('keep')}
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}
