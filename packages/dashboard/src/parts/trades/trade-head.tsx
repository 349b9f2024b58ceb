import type { SmartTrade } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { goTo, pathTo } from '../../route.ts';
import { kindText, statusText } from '../../trades/describe.ts';
import { isLongTrade } from '../../trades/trade-money.ts';
import { type TradeAction, whyNot } from '../../trades/why-not.ts';
import { errorText } from '../../words/errors.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Permitted } from '../permitted.tsx';

export type AskedAction = 'panicSell' | 'cancel' | 'forceStart' | 'add' | 'reduce';

/** The name of a trade, where it stands, and everything that steers it as a whole. */
export function TradeHead(props: {
  readonly trade: SmartTrade;
  readonly onAsk: (action: AskedAction) => void;
  readonly onDone: () => void;
}) {
  const { trade, onAsk, onDone } = props;
  const [why, setWhy] = useState('');
  const { busy, error, run } = useAction();
  const long = isLongTrade(trade);
  const process = async (): Promise<void> => {
    if (await run(() => call('POST', `/smart-trades/${trade.id}/force-process`))) onDone();
  };
  const button = (action: TradeAction, label: string, act: () => void, kind = '') => {
    const word = whyNot(trade, action);
    return (
      <Permitted
        label={label}
        kind={kind}
        why={word === null ? null : tell(word)}
        onWhy={setWhy}
        onGo={() => {
          setWhy('');
          act();
        }}
      />
    );
  };
  const problem = error === null ? why : errorText(error);
  return (
    <>
      <div class="page-head">
        <h1>
          {tell('trade', { id: String(trade.id) })} · <a href={pathTo('trade', trade.instrument)}>{trade.instrument}</a>{' '}
          <small>
            <span class={long ? 'up' : 'down'}>{kindText(trade)}</span>
            {trade.deal !== null && (
              <>
                , <a href={pathTo('deals', trade.deal)}>{tell('ofDeal', { deal: String(trade.deal) })}</a>
              </>
            )}
          </small>
        </h1>
        <span class={`badge ${trade.active ? '' : 'over'}`}>{statusText(trade)}</span>
        <div class="buttons">
          {trade.active ? (
            <>
              {trade.allows.forceStart && button('forceStart', tell('forceStart'), () => onAsk('forceStart'), 'main')}
              {button('edit', tell('edit'), () => goTo('smart-trades', trade.id, 'edit'))}
              {button('add', tell(long ? 'addFunds' : 'addFundsShort'), () => onAsk('add'))}
              {button('reduce', tell(long ? 'reduceFunds' : 'reduceFundsShort'), () => onAsk('reduce'))}
              {!busy && button('forceProcess', tell('forceProcess'), () => void process())}
              {button('panicSell', tell(long ? 'panicSell' : 'panicBuy'), () => onAsk('panicSell'), 'danger')}
              {button('cancel', tell('cancelTrade'), () => onAsk('cancel'), 'danger')}
            </>
          ) : (
            <a class="button" href={pathTo('smart-trades', 'copy', trade.id)}>
              {tell('again')}
            </a>
          )}
        </div>
      </div>
      <p class="refusal why" role="status">
        {problem}
      </p>
    </>
  );
}
