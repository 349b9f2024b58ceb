import '../../styles/bot-form.css';
import '../../styles/bots.css';
import '../../styles/dialog.css';
import '../../styles/smart-trades.css';
import '../../styles/grids.css';
import { place } from '../../route.ts';
import { say } from '../../words/language.ts';
import { GridBotPage } from './bot.tsx';
import { NewGridPage, OldGridPage } from './form.tsx';
import { GridList } from './list.tsx';

/** The pages of grid bots: `grids`, `…/new`, `…/new/USDT_BTC`, `…/copy/7`, `…/7`, `…/7/edit`. */
export function GridPages() {
  const [, about, more] = place.value;
  if (about === undefined) return <GridList />;
  if (about === 'new') return <NewGridPage symbol={more} />;
  const id = idOf(about === 'copy' ? more : about);
  if (id === null) return <p class="waiting">{say('noPage')}</p>;
  if (about === 'copy') return <OldGridPage key={`copy ${id}`} id={id} copies />;
  return more === 'edit' ? <OldGridPage key={id} id={id} copies={false} /> : <GridBotPage key={id} id={id} />;
}

function idOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
