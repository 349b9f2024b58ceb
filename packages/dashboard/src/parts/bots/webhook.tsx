import type { Bot } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { useAnswer } from '../../api/use-answer.ts';
import { refusalText } from '../../bots/describe.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { Refusal } from '../refusal.tsx';

const ACTIONS = ['start', 'add', 'panicSell', 'cancel'] as const;

/** A message that a bot understands, ready for an alert of TradingView. */
function message(action: (typeof ACTIONS)[number], bot: Bot): string {
  const pair = bot.settings.instruments[0] ?? '';
  const volume = action === 'add' ? { volume: { amount: bot.settings.safetyVolume, unit: unitOf(bot) } } : {};
  return JSON.stringify({ action, pair, ...volume });
}

function unitOf({ settings }: Bot): 'quote' | 'base' {
  return settings.safetyVolumeType === 'base' ? 'base' : 'quote';
}

/** The secret address of a bot and the messages that it takes. */
export function Webhook({ bot }: { readonly bot: Bot }) {
  const [open, setOpen] = useState(false);
  const { answer, error } = useAnswer<{ path: string }>(open ? `/bots/${bot.id}/webhook` : null);
  return (
    <section class="webhook">
      <h2>{tell('webhook')}</h2>
      <p class="quiet">{tell('webhookText')}</p>
      {answer === null ? (
        <button type="button" onClick={() => setOpen(true)}>
          {tell('webhookShow')}
        </button>
      ) : (
        <>
          <Copyable name={tell('webhookAddress')} text={location.origin + answer.path} />
          {ACTIONS.map((action) => (
            <Copyable key={action} name={tell(`hook.${action}`)} text={message(action, bot)} />
          ))}
        </>
      )}
      <Refusal error={error} textOf={refusalText} />
    </section>
  );
}

function Copyable({ name, text }: { readonly name: string; readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div class="copyable">
      <span>{name}</span>
      <code>{text}</code>
      <button type="button" onClick={copy} aria-label={`${tell('copyText')}: ${name}`}>
        {tell(copied ? 'copied' : 'copyText')}
      </button>
    </div>
  );
}
