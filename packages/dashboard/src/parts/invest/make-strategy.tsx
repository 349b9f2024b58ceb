import { typedDecimal } from '../../decimal.ts';
import { levelFields, moneyField } from '../../invest/fields.ts';
import { follow } from '../../invest/followed.ts';
import { inAsset } from '../../invest/money-text.ts';
import type { Specification, Wallet } from '../../invest/rows.ts';
import type { Draft, FormField } from '../../ramm/draft.ts';
import { useAsk } from '../../ramm/use-ask.ts';
import { goTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { Dialog } from '../dialog.tsx';
import { AskDialog } from '../ramm/ask-dialog.tsx';
import { Waiting } from '../waiting.tsx';
import { LevelsText } from './levels-text.tsx';
import { WalletText } from './wallet-text.tsx';

interface Made {
  readonly StrategyID: string;
  readonly AccountID: string;
  readonly AccountCommandID: string;
}

/** A strategy of the caller's own, with his own money in it. */
export function MakeStrategy({ onClose }: { readonly onClose: () => void }) {
  const wallet = useAsk<Wallet>('wallets.get').answer;
  const spec = useAsk<Specification>('platform.getSpecification').answer;
  if (wallet === null || spec === null) {
    return (
      <Dialog title={tell('makeStrategy')} onClose={onClose}>
        <Waiting />
      </Dialog>
    );
  }
  return <Form wallet={wallet} least={spec.Strategy.MinAmountToCreate} onClose={onClose} />;
}

function Form(props: { readonly wallet: Wallet; readonly least: string; readonly onClose: () => void }) {
  const { wallet, least, onClose } = props;
  const { Balance: free, Asset: asset } = wallet;
  const moneyOf = ({ Money = '' }: Draft): string | null => typedDecimal(Money);
  const fields: FormField[] = [
    {
      name: 'Name',
      label: tell('strategyName'),
      required: true,
      most: 50,
      under: (written) => <NameText name={written.trim()} />,
    },
    moneyField({
      name: 'Money',
      label: tell('ownMoney'),
      asset,
      least,
      most: free,
      hint: tell('atLeast', { amount: inAsset(least, asset) }),
    }),
    {
      name: 'AccountingSystem',
      label: tell('accounting'),
      kind: 'choice',
      choices: [
        { value: '1', label: tell('nettingLong') },
        { value: '0', label: tell('hedgingLong') },
      ],
      initial: '1',
    },
    ...levelFields('0', '0'),
  ];
  return (
    <AskDialog<Made>
      title={tell('makeStrategy')}
      method="myStrategies.add"
      fields={fields}
      about={(draft) => (
        <>
          <WalletText free={free} asset={asset} out={moneyOf(draft)} />
          <LevelsText draft={draft} base={moneyOf(draft)} asset={asset} />
        </>
      )}
      confirm={(draft) => (
        <p>{tell('makeAsk', { amount: inAsset(moneyOf(draft), asset), name: (draft.Name ?? '').trim() })}</p>
      )}
      label={tell('makeStrategy')}
      onDone={({ StrategyID, AccountID, AccountCommandID }, { Name }) => {
        onClose();
        goTo('invest', 'strategies', StrategyID);
        const text = tell('did.make', { name: String(Name) });
        follow({ id: AccountCommandID, of: { account: AccountID }, text });
      }}
      onClose={onClose}
    />
  );
}

interface Checked {
  readonly StrategyNameAvailable: boolean | string;
}

/** Whether the name that is written is taken; its line is there from the beginning, so that nothing moves. */
function NameText({ name }: { readonly name: string }) {
  const { answer, busy } = useAsk<Checked>(name === '' ? null : 'myStrategies.checkName', { Name: name });
  const free = answer === null || busy ? null : answer.StrategyNameAvailable === true;
  return (
    <small class={free === false ? 'wrong' : 'quiet'} role="status">
      {name === '' || free === null ? '\u00a0' : tell(free ? 'nameFree' : 'nameTaken')}
    </small>
  );
}
