import { idIn, place } from '../../route.ts';
import { say } from '../../words/language.ts';
import { AutomationPages } from '../automation-pages.tsx';
import { BotPage } from './bot.tsx';
import { DealPage } from './deal.tsx';
import { NewBotPage, OldBotPage } from './form.tsx';
import { BotList } from './list.tsx';

/** The pages of bots, and of their deals: `deals/12`. */
export function BotPages() {
  const [page, about] = place.value;
  if (page !== 'deals') return <AutomationPages List={BotList} New={NewBotPage} Old={OldBotPage} One={BotPage} />;
  const id = idIn(about);
  return id === null ? <p class="waiting">{say('noPage')}</p> : <DealPage key={id} id={id} />;
}
