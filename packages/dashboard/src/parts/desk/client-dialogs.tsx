import { useRef, useState } from 'preact/hooks';
import { typedDecimal } from '../../decimal.ts';
import { may } from '../../desk/manager.ts';
import type { Client, Wallet } from '../../desk/rows.ts';
import type { FormField } from '../../ramm/draft.ts';
import { percentOf } from '../../ramm/percent.ts';
import { goTo } from '../../route.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { amountText } from '../../words/numbers.ts';
import { CopyButton } from '../copyable.tsx';
import { Dialog } from '../dialog.tsx';
import { AskDialog } from '../ramm/ask-dialog.tsx';

/** What may be told of a client, with what is known already. */
function personal(known?: Client): FormField[] {
  return [
    { name: 'FirstName', label: tell('firstName'), most: 200, initial: known?.FirstName ?? '' },
    { name: 'LastName', label: tell('lastName'), most: 200, initial: known?.LastName ?? '' },
    { name: 'Email', label: tell('email'), most: 300, initial: known?.Email ?? '' },
    { name: 'Mobile', label: tell('mobile'), most: 200, initial: known?.Mobile ?? '' },
    { name: 'Country', label: tell('country'), most: 200, initial: known?.Country ?? '' },
    { name: 'Language', label: tell('language'), most: 3, initial: known?.Language ?? '' },
    { name: 'Comment', label: tell('comment'), most: 10_000, initial: known?.Comment ?? '' },
    { name: 'Tag', label: tell('tag'), most: 20, initial: known?.Tag ?? '' },
    {
      name: 'ExternalPartnerReference',
      label: tell('partnerReference'),
      most: 1_000,
      initial: known?.ExternalPartnerReference ?? '',
    },
  ];
}

export function AddClient({ onClose }: { readonly onClose: () => void }) {
  const fields: FormField[] = [
    { name: 'Login', label: tell('login'), required: true },
    { name: 'Password', label: tell('password'), kind: 'password', required: true, hint: tell('passwordLeast') },
    ...personal(),
    { name: 'ExecutionServerName', label: tell('executionServer'), most: 64 },
    { name: 'ExecutionAccount', label: tell('executionAccount'), most: 64 },
    { name: 'PrecisionVolume', label: tell('precision'), kind: 'number' },
    { name: 'Test', label: tell('testClient'), kind: 'check' },
  ];
  return (
    <AskDialog<{ readonly Client: { readonly ID: string } }>
      title={tell('addClient')}
      method="clients.addWithWallet"
      fields={fields}
      label={tell('add')}
      onDone={({ Client: { ID } }) => {
        onClose();
        if (may('clients.get')) goTo('desk', 'clients', ID);
      }}
      onClose={onClose}
    />
  );
}

interface OfClient {
  readonly client: Client;
  readonly onClose: () => void;
}

export function EditClient({ client, onClose }: OfClient) {
  const streams = client.AvailableStreams.map(({ StreamID, Name }) => ({ value: StreamID, label: Name }));
  const fields: FormField[] = [
    { name: 'Login', label: tell('login'), required: true, initial: client.Login },
    ...personal(client),
    {
      name: 'StrategyDefaultStreamID',
      label: tell('defaultStream'),
      kind: 'choice',
      choices: streams,
      initial: client.StrategyDefaultStreamID ?? '',
    },
    {
      name: 'StrategyDefaultHedge',
      label: tell('defaultHedge'),
      kind: 'percent',
      initial: percentOf(client.StrategyDefaultHedge) ?? '',
    },
  ];
  return (
    <AskDialog
      title={`${tell('edit')}: ${client.Login}`}
      method="clients.set"
      fields={fields}
      changesOnly
      body={(read) => ({ ID: client.ID, ...read })}
      label={tell('save')}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

/** Shuts a client out, or lets him in again. */
export function EnableClient({ client, onClose }: OfClient) {
  const enabled = !client.Enabled;
  const { Login: login } = client;
  return (
    <AskDialog
      title={`${tell(enabled ? 'enable' : 'disable')}: ${login}`}
      method="clients.set"
      fields={[]}
      body={() => ({ ID: client.ID, Enabled: enabled })}
      confirm={() => tell(enabled ? 'enableText' : 'disableText', { login })}
      label={tell(enabled ? 'enable' : 'disable')}
      grave={!enabled}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

export function OneTimePassword({ client, onClose }: OfClient) {
  const [otp, setOtp] = useState<string | null>(null);
  const { ID, Login: login } = client;
  if (otp !== null) {
    return (
      <Dialog title={tell('otp')} onClose={onClose}>
        <p>{tell('otpText')}</p>
        <p class="otp">
          <code>{otp}</code> <CopyButton text={otp} name={tell('otp')} />
        </p>
      </Dialog>
    );
  }
  return (
    <AskDialog<{ readonly OTP: string }>
      title={tell('otp')}
      method="clients.getOTP"
      fields={[]}
      body={() => ({ ClientID: ID })}
      confirm={() => tell('otpAsk', { login })}
      label={tell('make')}
      onDone={({ OTP }) => setOtp(OTP)}
      onClose={onClose}
    />
  );
}

export function NewPassword({ client, onClose }: OfClient) {
  const hint = tell('passwordLeast');
  return (
    <AskDialog
      title={`${tell('newPassword')}: ${client.Login}`}
      method="clients.setPassword"
      fields={[{ name: 'Password', label: tell('password'), kind: 'password', required: true, hint }]}
      body={(read) => ({ ClientID: client.ID, ...read })}
      label={tell('save')}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

/** Money into a wallet and out of it. The same transfer is booked once, however often it is sent. */
export function MoveMoney({ wallet, onClose }: { readonly wallet: Wallet; readonly onClose: () => void }) {
  const sent = useRef({ wish: '', number: '' });
  const numberOf = (wish: string): string => {
    if (sent.current.wish !== wish) sent.current = { wish, number: freshNumber() };
    return sent.current.number;
  };
  const kinds = (['0', '1', '2', '3'] as const).map((value) => ({ value, label: tell(`move.${value}`) }));
  const fields: FormField[] = [
    { name: 'Type', label: tell('kind'), kind: 'choice', choices: kinds, initial: '0' },
    { name: 'Amount', label: tell('amount'), kind: 'number', required: true, unit: wallet.Asset },
    { name: 'CommentClient', label: tell('commentClient'), most: 200 },
    { name: 'CommentCompany', label: tell('commentCompany'), most: 200 },
  ];
  return (
    <AskDialog
      title={`${tell('transfer')}: ${tell('wallet')} ${wallet.ID}`}
      method="walletTransfers.add"
      fields={fields}
      body={(read) => ({ ...read, WalletID: wallet.ID, ExternalTransferID: numberOf(JSON.stringify(read)) })}
      confirm={({ Type = '0', Amount = '' }) =>
        tell(`moveText.${Type as '0'}`, {
          amount: amountText(typedDecimal(Amount), wallet.Asset),
          wallet: wallet.ID,
        })
      }
      label={tell('confirm')}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

/** A number by which the platform knows a transfer again: 52 bits of chance. */
function freshNumber(): string {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return String((BigInt(high % 0x10_0000) << 32n) + BigInt(low) + 1n);
}

export function AddStrategy({ wallet, onClose }: { readonly wallet: Wallet; readonly onClose: () => void }) {
  const fields: FormField[] = [
    { name: 'Name', label: tell('name'), required: true, most: 50 },
    { name: 'Money', label: tell('traderMoney'), kind: 'number', required: true, unit: wallet.Asset },
    { name: 'FeeRate', label: tell('fee'), kind: 'percent' },
    { name: 'CommissionRate', label: tell('commissionRate'), kind: 'number', unit: wallet.Asset },
    { name: 'Protection', label: tell('protection'), kind: 'percent', hint: tell('protectionHint') },
    { name: 'Target', label: tell('target'), kind: 'percent', hint: tell('targetHint') },
    { name: 'PartnerShare', label: tell('partnerShare'), kind: 'percent' },
    {
      name: 'AccountingSystem',
      label: tell('accounting'),
      kind: 'choice',
      choices: [
        { value: '1', label: tell('netting') },
        { value: '0', label: tell('hedging') },
      ],
      initial: '1',
    },
    { name: 'ExternalServer', label: tell('executionServer'), most: 64 },
    { name: 'ExternalAccount', label: tell('executionAccount'), most: 64 },
  ];
  return (
    <AskDialog<{ readonly Strategy: { readonly ID: string } }>
      title={tell('addStrategy')}
      method="strategies.add"
      fields={fields}
      body={(read) => ({ ...read, WalletID: wallet.ID, ClientID: wallet.ClientID })}
      label={tell('add')}
      onDone={({ Strategy: { ID } }) => {
        onClose();
        if (may('strategies.get')) goTo('desk', 'strategies', ID);
      }}
      onClose={onClose}
    />
  );
}
