import { typedDecimal } from '../../decimal.ts';
import { factorField, levelFields, moneyField } from '../../invest/fields.ts';
import { follow } from '../../invest/followed.ts';
import { inAsset } from '../../invest/money-text.ts';
import type { Specification, StrategyDetails, Terms, Wallet } from '../../invest/rows.ts';
import type { Draft } from '../../ramm/draft.ts';
import { signOf } from '../../ramm/figures.ts';
import { useAsk } from '../../ramm/use-ask.ts';
import { goTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { shown } from '../../words/numbers.ts';
import { Dialog } from '../dialog.tsx';
import { AskDialog } from '../ramm/ask-dialog.tsx';
import { Waiting } from '../waiting.tsx';
import { LevelsText } from './levels-text.tsx';
import { TermsText } from './terms-text.tsx';
import { WalletText } from './wallet-text.tsx';

interface Props {
  readonly strategy: StrategyDetails;
  readonly terms: Terms;
  /** Of a hidden offer; without one the public offer is taken. */
  readonly link: string | null;
  readonly onClose: () => void;
}

/** Money from the wallet into a strategy: how much, how it follows, what it costs. */
export function InvestDialog(props: Props) {
  const wallet = useAsk<Wallet>('wallets.get').answer;
  const spec = useAsk<Specification>('platform.getSpecification').answer;
  const title = `${tell('investInto')}: ${props.strategy.Name}`;
  if (wallet === null || spec === null) {
    return (
      <Dialog title={title} onClose={props.onClose}>
        <Waiting />
      </Dialog>
    );
  }
  return <Form {...props} title={title} wallet={wallet} least={spec.Account.MinBalance} />;
}

interface Begun {
  readonly AccountID: string;
  readonly CommandBalanceID: string;
}

function Form(props: Props & { readonly title: string; readonly wallet: Wallet; readonly least: string }) {
  const { strategy, terms, link, wallet, least, title, onClose } = props;
  const { Name: name } = strategy;
  const { Balance: free, Asset: asset } = wallet;
  const moneyOf = ({ Money = '' }: Draft): string | null => typedDecimal(Money);
  const fields = [
    moneyField({
      name: 'Money',
      label: tell('money'),
      asset,
      least,
      most: free,
      hint: tell('leastMoney', { amount: inAsset(least, asset) }),
    }),
    factorField('1'),
    ...levelFields('0', '0'),
  ];
  return (
    <AskDialog<Begun>
      title={title}
      method="accounts.add"
      fields={fields}
      body={(read) =>
        link === null ? { ...read, StrategyID: strategy.ID, OfferID: terms.ID } : { ...read, Link: link }
      }
      about={(draft) => (
        <>
          <WalletText free={free} asset={asset} out={moneyOf(draft)} />
          <LevelsText draft={draft} base={moneyOf(draft)} asset={asset} />
          <TermsText terms={terms} />
        </>
      )}
      confirm={(draft) => (
        <>
          <p>{tell('investAsk', { amount: inAsset(moneyOf(draft), asset), name })}</p>
          {signOf(typedDecimal(draft.Factor ?? '') ?? '0') !== 0 && (
            <p>{tell('factorAsk', { factor: shown(typedDecimal(draft.Factor ?? '')) })}</p>
          )}
          <LevelsText draft={draft} base={moneyOf(draft)} asset={asset} />
          <TermsText terms={terms} />
          <p class="quiet">{tell('waitsSync')}</p>
        </>
      )}
      label={tell('investInto')}
      onDone={({ AccountID, CommandBalanceID }, { Money }) => {
        onClose();
        goTo('invest', 'accounts', AccountID);
        const text = tell('did.invest', { amount: inAsset(String(Money), asset), name });
        follow({ id: CommandBalanceID, of: { account: AccountID }, text });
      }}
      onClose={onClose}
    />
  );
}
