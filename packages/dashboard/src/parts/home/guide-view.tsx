import { useState } from 'preact/hooks';
import { guideSteps, isThrough, NOTHING_DONE, type Progress } from '../../home/guide.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/house/home-words.ts';

const KEPT = 'outcry.guideHidden';

/** Whether the guide is shown in this browser, and how to change that. */
export function useGuideShown(): readonly [boolean, (shown: boolean) => void] {
  const [shown, setShown] = useState(localStorage.getItem(KEPT) === null);
  return [
    shown,
    (wanted) => {
      if (wanted) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, '1');
      setShown(wanted);
    },
  ];
}

/** First steps up to a running bot; the first open one is in front. Until the progress is known their room is kept. */
export function GuideView(props: { readonly progress: Progress | null; readonly onHide: () => void }) {
  const waits = props.progress === null;
  const steps = guideSteps(props.progress ?? NOTHING_DONE);
  const next = steps.find(({ done, optional }) => !done && !optional) ?? steps.find(({ done }) => !done);
  const through = isThrough(steps);
  return (
    <section class={waits ? 'guide waits' : 'guide'} aria-labelledby="guide" aria-busy={waits}>
      <div class="section-head">
        <h2 id="guide">{tell('guide')}</h2>
        <button type="button" class="small" onClick={props.onHide}>
          {tell('hideGuide')}
        </button>
      </div>
      <p class={through ? 'sent' : 'quiet'}>{tell(through ? 'guideDone' : 'guideText')}</p>
      <ol>
        {steps.map(({ id, done, place }) => (
          <li key={id} class={done ? 'done' : id === next?.id ? 'next' : ''}>
            <span class="tick" role="img" aria-label={tell(done ? 'stepDone' : 'stepOpen')}>
              {done ? '✓' : ''}
            </span>
            <span>
              <b>{tell(`step.${id}`)}</b>
              {!done && <small>{tell(`stepText.${id}`)}</small>}
            </span>
            {!done && (
              <a class={id === next?.id ? 'button main' : 'button'} href={pathTo(...place)}>
                {tell(`go.${id}`)}
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
