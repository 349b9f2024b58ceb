import '../styles/bot-form.css';
import '../styles/bots.css';
import '../styles/dialog.css';
import type { ComponentType } from 'preact';
import { idIn, place } from '../route.ts';
import { say } from '../words/language.ts';

interface Pages {
  readonly List: ComponentType;
  /** The form of a new one. `symbol`: the pair that the address asks for. */
  readonly New: ComponentType<{ readonly symbol: string | undefined }>;
  /** The form of one that is changed, or of another one like it. */
  readonly Old: ComponentType<{ readonly id: number; readonly copies: boolean }>;
  readonly One: ComponentType<{ readonly id: number }>;
}

/** The pages of bots, grids or smart trades: `grids`, `…/new`, `…/new/USDT_BTC`, `…/copy/7`, `…/7`, `…/7/edit`. */
export function AutomationPages({ List, New, Old, One }: Pages) {
  const [, about, more] = place.value;
  if (about === undefined) return <List />;
  if (about === 'new') return <New symbol={more} />;
  const id = idIn(about === 'copy' ? more : about);
  if (id === null) return <p class="waiting">{say('noPage')}</p>;
  if (about === 'copy') return <Old key={`copy ${id}`} id={id} copies />;
  return more === 'edit' ? <Old key={`edit ${id}`} id={id} copies={false} /> : <One key={id} id={id} />;
}
