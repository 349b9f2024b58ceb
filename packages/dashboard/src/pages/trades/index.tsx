import '../../styles/smart-trades.css';
import { AutomationPages } from '../automation-pages.tsx';
import { NewTradePage, OldTradePage } from './form.tsx';
import { SmartTradeList } from './list.tsx';
import { SmartTradePage } from './trade.tsx';

/** The pages of smart trades. */
export function SmartTradePages() {
  return <AutomationPages List={SmartTradeList} New={NewTradePage} Old={OldTradePage} One={SmartTradePage} />;
}
