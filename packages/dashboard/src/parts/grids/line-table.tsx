import type { GridBotWithLines, Instrument } from 'outcry/native-api';
import { tell } from '../../words/grids/grid-words.ts';
import { say } from '../../words/language.ts';
import { shown, shownChange, shownPrice } from '../../words/numbers.ts';
import { SideText } from './plan-view.tsx';

type BotLine = GridBotWithLines['lines'][number];

/** The lines of a bot, the highest first, with what rests on each; the last price stands between them. */
export function LineTable({ bot, instrument }: { readonly bot: GridBotWithLines; readonly instrument: Instrument }) {
  const { priceStep } = instrument;
  const { price } = bot.figures;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll tall-table" tabIndex={0} aria-label={tell('linesTitle')}>
      <table>
        <thead>
          <tr>
            <th class="number">{tell('lineNo')}</th>
            <th class="number">{say('price')}</th>
            <th class="number">{tell('distanceNow')}</th>
            <th>{say('side')}</th>
            <th class="number">{say('quantity')}</th>
            <th>{say('status')}</th>
          </tr>
        </thead>
        <tbody>
          {bot.lines.map((line) => (
            <tr key={line.line}>
              <td class="number quiet">{line.line + 1}</td>
              <td class="number">{shownPrice(line.price, priceStep)}</td>
              <td class="number quiet">{shownChange(line.price, price)?.text ?? '—'}</td>
              <td>
                <SideText side={line.side} />
              </td>
              <td class="number">{line.side === null ? '—' : shown(line.quantity)}</td>
              <td class={line.order === null ? 'quiet' : ''}>{stateOf(line, bot.enabled)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function stateOf({ order, side }: BotLine, enabled: boolean): string {
  if (!enabled) return tell('lineState.off');
  if (order !== null) return tell('lineState.rests', { id: String(order) });
  return tell(side === null ? 'lineState.waits' : 'lineState.out');
}
