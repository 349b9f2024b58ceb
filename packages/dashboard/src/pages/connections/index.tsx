import type { Connections } from 'outcry/native-api';
import { useAnswer } from '../../api/use-answer.ts';
import { FACE_IDS, type FaceId, isKeyed } from '../../connections/faces.ts';
import { FacePanel } from '../../parts/connections/face-panel.tsx';
import { RammPanel } from '../../parts/connections/ramm-panel.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { goTo, place } from '../../route.ts';
import '../../styles/bots.css';
import '../../styles/bot-form.css';
import '../../styles/dialog.css';
import '../../styles/house.css';
import { tell } from '../../words/house/connection-words.ts';

/** Where programs find this platform, and their keys. */
export function ConnectionsPage() {
  const { answer, error } = useAnswer<Connections>('/connections');
  const faces = FACE_IDS.filter((face) => answer?.faces.includes(face));
  const wanted = place.value[1];
  const chosen = faces.find((face) => face === wanted) ?? faces[0];
  return (
    <div class="account-page house-page">
      <div class="page-head">
        <h1>{tell('title')}</h1>
      </div>
      <p class="quiet">{tell('intro')}</p>
      {error !== null && <Refusal error={error} />}
      {answer === null || chosen === undefined ? (
        error === null && <Waiting />
      ) : (
        <Tabs
          label={tell('title')}
          tabs={faces.map((face) => ({ id: face, title: tell(`face.${face}`) }))}
          chosen={chosen}
          onChoose={(face) => goTo('connections', face)}
        >
          <FaceView key={chosen} face={chosen} connections={answer} />
        </Tabs>
      )}
    </div>
  );
}

function FaceView({ face, connections }: { readonly face: FaceId; readonly connections: Connections }) {
  return isKeyed(face) ? <FacePanel face={face} connections={connections} /> : <RammPanel connections={connections} />;
}
