import { searchPairs } from '../../pairs.ts';
import { goTo } from '../../route.ts';
import { tell } from '../../words/automation/automation-words.ts';
import { AccountSelect } from '../account-select.tsx';
import { InstrumentSearch } from '../instrument-search.tsx';

/** The pair of a new grid or smart trade, and the account that trades it. With another pair the form begins anew. */
export function PairAndAccount(props: {
  readonly draft: { readonly symbol: string; readonly account: number };
  /** The word of the pages: `grids`. */
  readonly page: string;
  readonly placeholder: string;
  readonly wrong: (field: string) => string | undefined;
  readonly onChoose: (account: number) => void;
}) {
  const { draft, page, placeholder, wrong, onChoose } = props;
  return (
    <>
      <InstrumentSearch
        label={tell('pair')}
        placeholder={placeholder}
        find={(wanted) => searchPairs(wanted, [draft.symbol], '')}
        onTake={({ symbol }) => goTo(page, 'new', symbol)}
        wrong={wrong('instrument')}
      >
        <b class="chosen">{draft.symbol}</b>
      </InstrumentSearch>
      <AccountSelect account={draft.account} wrong={wrong('account')} onChoose={onChoose} />
    </>
  );
}
