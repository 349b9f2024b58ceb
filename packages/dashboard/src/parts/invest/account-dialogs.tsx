import { typedDecimal } from '../../decimal.ts';
import { factorField, levelFields, moneyField } from '../../invest/fields.ts';
import { follow } from '../../invest/followed.ts';
import { investor } from '../../invest/investor.ts';
import { inAsset } from '../../invest/money-text.ts';
import type { Account, Strategy, Wallet } from '../../invest/rows.ts';
import { withdrawsAtOnce } from '../../invest/states.ts';
import type { Draft, FormField } from '../../ramm/draft.ts';
import { useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { say } from '../../words/language.ts';
import { Dialog } from '../dialog.tsx';
import { AskDialog } from '../ramm/ask-dialog.tsx';
import { Waiting } from '../waiting.tsx';
import { LevelsText } from './levels-text.tsx';
import { WalletText } from './wallet-text.tsx';

interface Props {
  readonly account: Account;
  readonly strategy: Strategy;
  readonly onClose: () => void;
}

interface Moved {
  readonly CommandBalanceID: string;
}

/** What was asked for is followed until it is done. */
function followMoved(what: 'fund' | 'withdraw', { account, strategy }: Props, id: string, amount: string): void {
  const text = tell(`did.${what}`, { amount: inAsset(amount, account.Asset), name: strategy.Name });
  follow({ id, of: { account: account.ID }, text });
}

export function FundDialog(props: Props) {
  const { account, strategy, onClose } = props;
  const wallet = useAsk<Wallet>('wallets.get').answer;
  const { Asset: asset } = account;
  const title = `${tell('fund')}: ${strategy.Name}`;
  if (wallet === null) {
    return (
      <Dialog title={title} onClose={onClose}>
        <Waiting />
      </Dialog>
    );
  }
  return (
    <AskDialog<Moved>
      title={title}
      method="accounts.fund"
      fields={[moneyField({ name: 'Amount', label: tell('amount'), asset, most: wallet.Balance })]}
      body={(read) => ({ ...read, AccountID: account.ID })}
      about={({ Amount = '' }) => <WalletText free={wallet.Balance} asset={asset} out={typedDecimal(Amount)} />}
      confirm={({ Amount = '' }) => (
        <>
          <p>{tell('fundAsk', { amount: inAsset(typedDecimal(Amount), asset) })}</p>
          <p class="quiet">{tell('fundLevels')}</p>
        </>
      )}
      label={tell('confirm')}
      onDone={({ CommandBalanceID }, { Amount }) => {
        followMoved('fund', props, CommandBalanceID, String(Amount));
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** `onPause`: money leaves a following investment only after a pause. */
export function WithdrawDialog(props: Props & { readonly onPause: () => void }) {
  const { account, strategy, onClose, onPause } = props;
  const { Asset: asset, AvailableToWithdraw: most, AccountMinBalance: least } = account;
  const title = `${tell('withdraw')}: ${strategy.Name}`;
  if (!withdrawsAtOnce(account)) {
    return (
      <Dialog title={title} onClose={onClose}>
        <p>{tell(account.IsSecurity ? 'pauseFirstTrader' : 'pauseFirst')}</p>
        <div class="buttons">
          {!account.IsSecurity && (
            <button type="button" class="main" onClick={onPause}>
              {tell('pause')}
            </button>
          )}
          <button type="button" onClick={onClose}>
            {say('back')}
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <AskDialog<Moved>
      title={title}
      method="accounts.withdraw"
      fields={[moneyField({ name: 'Amount', label: tell('amount'), asset, most, mostText: 'onlyWithdrawable' })]}
      body={(read) => ({ ...read, AccountID: account.ID })}
      about={() => (
        <p class="quiet">
          {tell('onlyWithdrawable', { amount: inAsset(most, asset) })};{' '}
          {tell('staysIn', { amount: inAsset(least, asset) })}
        </p>
      )}
      confirm={({ Amount = '' }) => <p>{tell('withdrawAsk', { amount: inAsset(typedDecimal(Amount), asset) })}</p>}
      label={tell('confirm')}
      onDone={({ CommandBalanceID }, { Amount }) => {
        followMoved('withdraw', props, CommandBalanceID, String(Amount));
        onClose();
      }}
      onClose={onClose}
    />
  );
}

interface Commanded {
  readonly CommandID: string;
}

const ASKED = { pause: 'pauseAsk', resume: 'resumeAsk', close: 'closeAsk' } as const;

/** Pause, resume or close, after a question. */
export function StepDialog(props: Props & { readonly step: 'pause' | 'resume' | 'close' }) {
  const { account, strategy, step, onClose } = props;
  const { Name: name } = strategy;
  const worth = { amount: inAsset(account.Equity, account.Asset), fee: inAsset(account.FeeToPay, account.Asset) };
  return (
    <AskDialog<Commanded>
      title={`${tell(step)}: ${name}`}
      method={`accounts.${step}`}
      fields={[]}
      body={() => ({ AccountID: account.ID })}
      confirm={() => (
        <>
          <p>{tell(ASKED[step], { name })}</p>
          {step === 'close' && <p>{tell('closeNow', worth)}</p>}
        </>
      )}
      label={tell(step)}
      grave={step === 'close'}
      onDone={({ CommandID }) => {
        follow({ id: CommandID, of: { account: account.ID }, text: tell(`did.${step}`, { name }) });
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** What was written into fields beside what stood in them. */
function changedOf(fields: readonly FormField[], draft: Draft): Draft {
  return Object.fromEntries(
    fields.map(({ name, initial }) => [name, draft[name] === initial ? '' : (draft[name] ?? '')]),
  );
}

const SETTINGS = ['Factor', 'Protection', 'Target'] as const;

/** Factor, protection and target; each that was changed is a command of its own. */
export function SettingsDialog({ account, strategy, onClose }: Props) {
  const { ID, Factor, Protection, Target = '0', Equity, Asset: asset, IsSecurity } = account;
  const { Name: name } = strategy;
  const levels = levelFields(Protection, Target);
  const send = async (body: object): Promise<void> => {
    const changed = body as Readonly<Record<string, string>>;
    for (const field of SETTINGS) {
      const value = changed[field];
      if (value === undefined) continue;
      const { CommandID } = await investor.change<Commanded>(`accounts.set${field}`, { AccountID: ID, [field]: value });
      follow({ id: CommandID, of: { account: ID }, text: tell(`did.set${field}`, { name }) });
    }
  };
  return (
    <AskDialog<void>
      title={`${tell('settings')}: ${name}`}
      method="accounts.setFactor"
      send={send}
      fields={[...(IsSecurity ? [] : [factorField(Factor)]), ...levels]}
      changesOnly
      about={(draft) => (
        <>
          <p class="quiet">{tell('settingsText', { amount: inAsset(Equity, asset) })}</p>
          <LevelsText draft={changedOf(levels, draft)} base={Equity} asset={asset} />
        </>
      )}
      label={tell('save')}
      onDone={onClose}
      onClose={onClose}
    />
  );
}
