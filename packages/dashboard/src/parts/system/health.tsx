import type { System } from 'outcry/native-api';
import { uptimeParts } from '../../system/uptime.ts';
import { tell } from '../../words/house/system-words.ts';
import { shown, shownTime } from '../../words/numbers.ts';
import { Figure } from '../figure.tsx';

/** Turns that may wait for the disk before it is called behind: a moment's work. */
const BEHIND = 1_000;

/** How the platform is. */
export function Health({ system }: { readonly system: System }) {
  const { journal, version, nodeVersion, uptimeSeconds, memoryBytes } = system;
  const behind = journal.waitingTurns > BEHIND;
  const uptime = uptimeParts(uptimeSeconds).map(([unit, n]) => tell(unit, { n: String(n) }));
  return (
    <section aria-labelledby="health">
      <div class="section-head">
        <h2 id="health">{tell('health')}</h2>
        <span class={`pill ${behind ? 'lost' : 'open'}`}>
          <i /> {tell(behind ? 'behind' : 'well')}
        </span>
      </div>
      <dl class="figures">
        <Figure name={tell('uptime')}>{uptime.join(' ')}</Figure>
        <Figure name={tell('marketTime')}>{shownTime(system.marketTime)}</Figure>
        <Figure name={tell('journal')}>{tell('journalAt', { seq: shown(String(journal.seq)) })}</Figure>
        <Figure name={tell('lag')}>
          {tell('lagText', { turns: String(journal.waitingTurns), commands: String(journal.waitingCommands) })}
        </Figure>
        <Figure name={tell('ticks')}>{shown(String(journal.waitingTicks))}</Figure>
        <Figure name={tell('refused')}>{shown(String(journal.refusedTicks))}</Figure>
        <Figure name={tell('memory')}>{tell('megabytes', { n: shown(String(Math.round(memoryBytes / 1e6))) })}</Figure>
        <Figure name={tell('version')}>
          {version} <small>Node {nodeVersion}</small>
        </Figure>
      </dl>
    </section>
  );
}
