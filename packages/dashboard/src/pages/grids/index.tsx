import '../../styles/smart-trades.css';
import '../../styles/grids.css';
import { AutomationPages } from '../automation-pages.tsx';
import { GridBotPage } from './bot.tsx';
import { NewGridPage, OldGridPage } from './form.tsx';
import { GridList } from './list.tsx';

/** The pages of grid bots. */
export function GridPages() {
  return <AutomationPages List={GridList} New={NewGridPage} Old={OldGridPage} One={GridBotPage} />;
}
