import '../../styles/bot-form.css';
import '../../styles/bots.css';
import '../../styles/dialog.css';
import { place } from '../../route.ts';
import { say } from '../../words/language.ts';
import { BotPage } from './bot.tsx';
import { DealPage } from './deal.tsx';
import { BotFormPage } from './form.tsx';
import { BotList } from './list.tsx';

/** The pages of bots and deals: `bots`, `bots/new`, `bots/copy/7`, `bots/7`, `bots/7/edit`, `deals/12`. */
export function BotPages() {
  const [page, about, more] = place.value;
  const id = idOf(about);
  if (page === 'deals') return id === null ? <NoPage /> : <DealPage key={id} id={id} />;
  if (about === undefined) return <BotList />;
  if (about === 'new') return <BotFormPage key="new" of={null} copies={false} />;
  if (about === 'copy') {
    const of = idOf(more);
    return of === null ? <NoPage /> : <BotFormPage key={`copy ${of}`} of={of} copies />;
  }
  if (id === null) return <NoPage />;
  return more === 'edit' ? <BotFormPage key={`edit ${id}`} of={id} copies={false} /> : <BotPage key={id} id={id} />;
}

function NoPage() {
  return <p class="waiting">{say('noPage')}</p>;
}

function idOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
