import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { addressOf } from '../../invest/links.ts';
import { inAsset } from '../../invest/money-text.ts';
import type { Offer, StrategyDetails } from '../../invest/rows.ts';
import { STRATEGY_CLOSED } from '../../invest/states.ts';
import { isLess } from '../../invest/sums.ts';
import type { FormField } from '../../ramm/draft.ts';
import { isoOf, shownMoment, shownMoney, shownPercent } from '../../ramm/figures.ts';
import { useMember } from '../../ramm/member-context.ts';
import { percentOf } from '../../ramm/percent.ts';
import { problemText } from '../../ramm/problem.ts';
import { LOOK_MS, useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { say } from '../../words/language.ts';
import { shown } from '../../words/numbers.ts';
import { CopyButton } from '../copyable.tsx';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { type Done, DoneBar } from '../done-bar.tsx';
import { AskDialog } from '../ramm/ask-dialog.tsx';
import { Refusal } from '../refusal.tsx';

type Opened = 'add' | { readonly offer: Offer } | null;

/** Terms under which others may invest: hidden ones have links, at most one is public. */
export function OfferList({ strategy }: { readonly strategy: StrategyDetails }) {
  const [opened, setOpened] = useState<Opened>(null);
  const { answer, error } = useAsk<{ readonly Offers: readonly Offer[] }>(
    'strategies.getOffers',
    { StrategyID: strategy.ID },
    LOOK_MS,
  );
  const member = useMember();
  const action = useAction();
  const [done, setDone] = useState<Done | null>(null);
  const close = (): void => setOpened(null);
  const open = strategy.Status !== STRATEGY_CLOSED;
  const before = answer?.Offers.find(({ IsPublic }) => IsPublic)?.ID;
  const show = (offer: string | undefined): Promise<unknown> =>
    member.change('myStrategies.setPublicOffer', publicOffer(strategy.ID, offer));
  const tellMoved = (text: string): void =>
    setDone({ text, undo: { label: say('undo'), text: say('undone'), act: () => show(before) } });
  const move = async (offer: Offer): Promise<void> => {
    if (!offer.IsPublic) return setOpened({ offer });
    if (await action.run(() => show(undefined))) tellMoved(tell('offerHidden', { id: offer.ID }));
  };
  return (
    <>
      {open && (
        <div class="buttons">
          <button type="button" class="main" onClick={() => setOpened('add')}>
            {tell('addOffer')}
          </button>
        </div>
      )}
      {error !== null && <Refusal error={error} textOf={problemText} />}
      {(answer !== null || error === null) && (
        <DataTable
          rows={answer?.Offers ?? null}
          columns={columnsOf(open, (offer) => void move(offer))}
          keyOf={({ ID }) => ID}
          empty={tell('noOffers')}
          name={tell('offers')}
        />
      )}
      <DoneBar done={done} textOf={problemText} />
      <Refusal error={action.error} textOf={problemText} />
      {opened === 'add' && <AddOffer strategy={strategy.ID} onClose={close} />}
      {opened !== null && opened !== 'add' && (
        <PublishOffer
          strategy={strategy.ID}
          offer={opened.offer}
          onDone={() => {
            close();
            tellMoved(tell('offerPublic', { id: opened.offer.ID }));
          }}
          onClose={close}
        />
      )}
    </>
  );
}

function columnsOf(open: boolean, onMove: (offer: Offer) => void): readonly TableColumn<Offer>[] {
  const kindOf = ({ Type }: Offer): string => tell(`offer.${Type as '0'}`);
  return [
    { id: 'ID', title: tell('id'), number: true, cell: ({ ID }) => ID, text: ({ ID }) => ID },
    { id: 'Type', title: tell('offerKind'), cell: kindOf, text: kindOf },
    {
      id: 'FeeRate',
      title: tell('fee'),
      number: true,
      cell: ({ FeeRate }) => shownPercent(FeeRate),
      text: ({ FeeRate }) => percentOf(FeeRate),
    },
    {
      id: 'CommissionRate',
      title: tell('perMillion'),
      number: true,
      cell: ({ CommissionRate }) => inAsset(CommissionRate),
      text: ({ CommissionRate }) => CommissionRate,
    },
    {
      id: 'ActiveAccounts',
      title: tell('active'),
      number: true,
      cell: ({ ActiveAccounts }) => shown(ActiveAccounts),
      text: ({ ActiveAccounts }) => ActiveAccounts,
    },
    {
      id: 'TotalAccounts',
      title: tell('totalAccounts'),
      number: true,
      cell: ({ TotalAccounts }) => shown(TotalAccounts),
      text: ({ TotalAccounts }) => TotalAccounts,
    },
    {
      id: 'FeePaid',
      title: tell('feePaid'),
      number: true,
      cell: ({ FeePaid }) => shownMoney(FeePaid),
      text: ({ FeePaid }) => FeePaid,
    },
    {
      id: 'DTCreated',
      title: tell('created'),
      cell: ({ DTCreated }) => shownMoment(DTCreated),
      text: ({ DTCreated }) => isoOf(DTCreated),
    },
    {
      id: 'Link',
      title: tell('link'),
      cell: ({ ID, Link }) => <CopyButton text={addressOf(Link)} name={`${tell('link')} ${ID}`} />,
    },
    {
      id: 'move',
      title: '',
      cell: (offer) =>
        open &&
        offer.Type !== '0' && (
          <button type="button" onClick={() => onMove(offer)}>
            {tell(offer.IsPublic ? 'hide' : 'publish')}
          </button>
        ),
    },
  ];
}

interface Props {
  readonly strategy: string;
  readonly onClose: () => void;
}

function AddOffer({ strategy, onClose }: Props) {
  const fields: FormField[] = [
    {
      name: 'FeeRate',
      label: tell('feeOf'),
      kind: 'percent',
      required: true,
      initial: '25',
      hint: tell('feeHint'),
      check: (value) => (isLess(value, '0') || isLess('1', value) ? tell('feeRange') : null),
    },
    {
      name: 'CommissionRate',
      label: tell('commissionOf'),
      kind: 'number',
      required: true,
      initial: '0',
      unit: 'USD',
      hint: tell('commissionHint'),
    },
  ];
  return (
    <AskDialog
      title={tell('addOffer')}
      method="myStrategies.addOffer"
      fields={fields}
      body={(read) => ({ ...read, StrategyID: strategy })}
      about={() => <p class="quiet">{tell('addOfferText')}</p>}
      label={tell('add')}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

/** What makes an offer public in place of the one that was; none: all are hidden. */
function publicOffer(strategy: string, offer: string | undefined): object {
  return { StrategyID: strategy, ...(offer === undefined ? {} : { OfferID: offer }) };
}

/** Puts a hidden offer in public, for everybody to see: that is asked first. */
function PublishOffer(props: Props & { readonly offer: Offer; readonly onDone: () => void }) {
  const { strategy, offer, onDone, onClose } = props;
  return (
    <AskDialog
      title={`${tell('publish')}: ${tell('offers')} ${offer.ID}`}
      method="myStrategies.setPublicOffer"
      fields={[]}
      body={() => publicOffer(strategy, offer.ID)}
      confirm={() => tell('publishAsk', { fee: shownPercent(offer.FeeRate) })}
      label={tell('publish')}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
