import { useState } from 'preact/hooks';
import { follow } from '../../invest/followed.ts';
import type { StrategyDetails } from '../../invest/rows.ts';
import { STRATEGY_CLOSED, strategySteps } from '../../invest/states.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { AskDialog } from '../ramm/ask-dialog.tsx';
import { Tabs } from '../tabs.tsx';
import { FollowerTable } from './follower-table.tsx';
import { OfferList } from './offer-list.tsx';
import { TerminalToken } from './terminal-token.tsx';

interface Props {
  readonly strategy: StrategyDetails;
}

const ASKED = { pause: 'pauseStrategyAsk', resume: 'resumeStrategyAsk', close: 'closeStrategyText' } as const;

/** Pauses, resumes and closes a strategy. */
export function TraderButtons({ strategy: { ID, Name: name, Status } }: Props) {
  const [step, setStep] = useState<keyof typeof ASKED | null>(null);
  const close = (): void => setStep(null);
  return (
    <>
      {strategySteps(Status).map((each) => (
        <button type="button" key={each} onClick={() => setStep(each)}>
          {tell(each)}
        </button>
      ))}
      {step !== null && (
        <AskDialog<{ readonly CommandID: string }>
          title={`${tell(step)}: ${name}`}
          method={`myStrategies.${step}`}
          fields={[]}
          body={() => ({ StrategyID: ID })}
          confirm={() => tell(ASKED[step], { name })}
          label={tell(step)}
          grave={step !== 'resume'}
          onDone={({ CommandID }) => {
            follow({ id: CommandID, of: { strategy: ID }, text: tell(`did.${step}`, { name }) });
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

const TABS = ['followers', 'closedFollowers', 'offers', 'terminal'] as const;

/** What the trader alone sees of his strategy. */
export function TraderTabs({ strategy }: Props) {
  const [tab, setTab] = useState<(typeof TABS)[number]>('followers');
  const { ID, Name, Status } = strategy;
  const tabs = TABS.filter((each) => each !== 'terminal' || Status !== STRATEGY_CLOSED);
  return (
    <Tabs label={Name} tabs={tabs.map((each) => ({ id: each, title: tell(each) }))} chosen={tab} onChoose={setTab}>
      {tab === 'followers' && <FollowerTable strategy={ID} />}
      {tab === 'closedFollowers' && <FollowerTable strategy={ID} closed />}
      {tab === 'offers' && <OfferList strategy={strategy} />}
      {tab === 'terminal' && <TerminalToken strategy={ID} name={Name} />}
    </Tabs>
  );
}
