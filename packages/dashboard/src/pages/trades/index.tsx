import '../../styles/bot-form.css';
import '../../styles/bots.css';
import '../../styles/dialog.css';
import '../../styles/smart-trades.css';
import { place } from '../../route.ts';
import { say } from '../../words/language.ts';
import { NewTradePage, OldTradePage } from './form.tsx';
import { SmartTradeList } from './list.tsx';
import { SmartTradePage } from './trade.tsx';

/** The pages of smart trades: `smart-trades`, `…/new`, `…/new/USDT_BTC`, `…/copy/7`, `…/7`, `…/7/edit`. */
export function SmartTradePages() {
  const [, about, more] = place.value;
  if (about === undefined) return <SmartTradeList />;
  if (about === 'new') return <NewTradePage symbol={more} />;
  const id = idOf(about === 'copy' ? more : about);
  if (id === null) return <p class="waiting">{say('noPage')}</p>;
  if (about === 'copy') return <OldTradePage key={`copy ${id}`} id={id} copies />;
  return more === 'edit' ? <OldTradePage key={id} id={id} copies={false} /> : <SmartTradePage key={id} id={id} />;
}

function idOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
