import type { Bot } from 'outcry/native-api';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { refusalText } from '../../bots/describe.ts';
import { tell } from '../../words/bots/bot-words.ts';

/** Switches a bot on and off; what the stream says afterwards is what it shows. */
export function BotSwitch({ bot }: { readonly bot: Bot }) {
  const { busy, error, run } = useAction();
  const { id, enabled } = bot;
  const { name } = bot.settings;
  return (
    <>
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={enabled}
        aria-label={tell(enabled ? 'switchOff' : 'switchOn', { name })}
        disabled={busy}
        onClick={() => void run(() => call('POST', `/bots/${id}/${enabled ? 'disable' : 'enable'}`))}
      >
        <i />
      </button>
      {error !== null && (
        <span class="refusal" role="alert">
          {refusalText(error)}
        </span>
      )}
    </>
  );
}
