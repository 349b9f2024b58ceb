import type { CompanyLogin, Connections, StrategyToken } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { rights } from '../../api/house.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { placesOf } from '../../connections/faces.ts';
import { type MadeRamm, RAMM_DOORS, type RammDoor, rammExamples } from '../../connections/ramm.ts';
import { tell } from '../../words/house/connection-words.ts';
import { Choices } from '../choices.tsx';
import { CopyDoors } from '../copy-doors.tsx';
import { Copyable } from '../copyable.tsx';
import { Refusal } from '../refusal.tsx';
import { Addresses, TlsHints } from './addresses.tsx';
import { LoginForm } from './login-form.tsx';
import { LoginList } from './login-list.tsx';
import { SnippetView } from './snippet-view.tsx';
import { TerminalList } from './terminal-list.tsx';

type Items<Row> = { readonly items: readonly Row[] };

/** The APIs of copy trading: where they are, who may come in, and programs that do. */
export function RammPanel({ connections }: { readonly connections: Connections }) {
  const looksAfter = rights.value.has('system:write');
  const managers = useAnswer<Items<CompanyLogin>>(looksAfter ? '/company-logins?kind=manager' : null);
  const clients = useAnswer<Items<CompanyLogin>>(looksAfter ? '/company-logins?kind=client' : null);
  const strategies = useAnswer<Items<StrategyToken>>(looksAfter ? '/strategy-tokens' : null);
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<MadeRamm | null>(null);
  const [door, setDoor] = useState<RammDoor>('manager');
  const places = placesOf(connections);
  const mine = made?.door === door ? made : null;
  const again = (): void => {
    managers.again();
    clients.again();
    strategies.again();
  };
  const show = (key: MadeRamm): void => {
    setMade(key);
    setDoor(key.door);
    setAsking(false);
    again();
  };
  const logins = managers.answer === null ? null : [...managers.answer.items, ...(clients.answer?.items ?? [])];
  const error = managers.error ?? clients.error ?? strategies.error;
  return (
    <>
      <p>{tell('about.ramm')}</p>
      <div class="columns">
        <div>
          <Addresses face="ramm" connections={connections} />
          <TlsHints connections={connections} />
        </div>
        <div>
          <Choices
            label={tell('programs')}
            values={RAMM_DOORS}
            value={door}
            wordOf={(each) => tell(`door.${each}`)}
            onChoose={setDoor}
          />
          <SnippetView
            snippets={mine === null ? rammExamples(door, places) : mine.snippets(places)}
            carriesKey={mine !== null}
            hint={tell(door === 'terminal' ? 'terminalExample' : 'rammExample')}
          />
        </div>
      </div>
      {looksAfter && (
        <>
          {error !== null && <Refusal error={error} />}
          {made !== null && <MadeView made={made} onHide={() => setMade(null)} />}
          <section>
            <div class="section-head">
              <h2>{tell('logins')}</h2>
              <button type="button" class="main" onClick={() => setAsking(true)}>
                {tell('makeLogin')}
              </button>
            </div>
            <p class="quiet">{tell('rammHow')}</p>
            <CopyDoors />
            <LoginList logins={logins} onChanged={again} />
          </section>
          <section>
            <h2>{tell('terminals')}</h2>
            <p class="quiet">{tell('terminalsHow')}</p>
            <TerminalList strategies={strategies.answer?.items ?? null} onMade={show} />
          </section>
        </>
      )}
      {asking && <LoginForm onClose={() => setAsking(false)} onMade={show} />}
    </>
  );
}

/** What was just made, shown this once. */
function MadeView({ made, onHide }: { readonly made: MadeRamm; readonly onHide: () => void }) {
  return (
    <section class="made" role="status">
      <h3>{tell(made.door === 'terminal' ? 'madeToken' : 'madeLogin', { name: made.name })}</h3>
      <p>{tell(made.door === 'terminal' ? 'madeOnceSealed' : 'madeOnce')}</p>
      {made.secrets.map(([label, text]) => (
        <Copyable key={label} name={tell(`secret.${label}`)} text={text} />
      ))}
      <p>
        <button type="button" onClick={onHide}>
          {tell('hide')}
        </button>
      </p>
    </section>
  );
}
