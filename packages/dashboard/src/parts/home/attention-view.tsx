import { dealErrorText } from '../../bots/error-text.ts';
import { gridErrorText } from '../../grids/error-text.ts';
import type { Need } from '../../home/attention.ts';
import { pathTo } from '../../route.ts';
import { tradeErrorText } from '../../trades/error-text.ts';
import { tell } from '../../words/house/home-words.ts';

function needText({ kind, values }: Need): string {
  if (kind === 'deal') return tell('need.deal', { ...values, why: dealErrorText(values.why ?? '') });
  if (kind === 'trade') return tell('need.trade', { ...values, why: tradeErrorText(values.why ?? '') });
  if (kind === 'grid') return tell('need.grid', { ...values, why: gridErrorText(values.why ?? '') });
  if (kind === 'killed' && values.why !== undefined) return tell('need.killedWhy', values);
  return tell(`need.${kind}`, values);
}

/** What a person should look at, each leading to where it is seen to. */
export function AttentionView({ needs }: { readonly needs: readonly Need[] | null }) {
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{tell('attention')}</h2>
      {needs === null ? (
        <p class="quiet">…</p>
      ) : needs.length === 0 ? (
        <p class="quiet">{tell('allWell')}</p>
      ) : (
        <ul class="needs">
          {needs.map((need) => (
            <li key={`${need.kind} ${need.place.join()} ${need.values.name ?? ''}`} class={need.urgent ? 'urgent' : ''}>
              <a href={pathTo(...need.place)}>{needText(need)}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
