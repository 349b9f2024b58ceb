import type { GridBotProfit, GridBotWithLines, Instrument } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { cycleFile } from '../../grids/cycle-file.ts';
import { allCycles, type Cycles } from '../../grids/use-cycles.ts';
import { csvText, saveFile } from '../../table/csv.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { say } from '../../words/language.ts';
import { shownPrice, shownTime } from '../../words/numbers.ts';
import { Refusal } from '../refusal.tsx';
import { moneyCell } from '../tables.tsx';
import { Waiting } from '../waiting.tsx';

/** Rows before a press on More, and more with each. */
const ROWS = 25;

interface TableProps {
  readonly bot: GridBotWithLines;
  readonly instrument: Instrument;
  readonly cycles: Cycles;
}

/** Cycles of a bot, newest first, each with what it brought; all of them as a file. */
export function CycleTable({ bot, instrument, cycles }: TableProps) {
  const [most, setMost] = useState(ROWS);
  const { busy, error, run } = useAction();
  const { rows } = cycles;
  if (rows === null) return <Waiting error={cycles.error} />;
  if (rows.length === 0) return <p class="waiting">{tell('noCyclesYet')}</p>;
  const save = () =>
    run(async () => {
      const { heading, rows: lines } = cycleFile(await allCycles(bot.id), bot);
      saveFile(`grid-${bot.id}-cycles.csv`, csvText(heading, lines), 'text/csv;charset=utf-8');
    });
  const problem = error ?? cycles.error;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={tell('cyclesTitle')}>
        <table>
          <thead>
            <tr>
              <th>{say('time')}</th>
              <th class="number">{tell('boughtOn')}</th>
              <th class="number">{tell('soldOn')}</th>
              <th class="number">{tell('profit')}</th>
              <th class="number">{tell('leftOver')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((cycle, place) => (
              <Row key={rows.length - place} cycle={cycle} bot={bot} priceStep={instrument.priceStep} />
            ))}
          </tbody>
        </table>
      </section>
      <p class="under-table">
        {most < rows.length && (
          <button type="button" onClick={() => setMost(most + ROWS)}>
            {say('more')}
          </button>
        )}
        <button type="button" disabled={busy} onClick={() => void save()}>
          {say('saveCsv')}
        </button>
        {cycles.more && <span class="quiet">{tell('newestCycles', { most: String(rows.length) })}</span>}
      </p>
      <Refusal error={problem} kind="why" />
    </>
  );
}

interface RowProps {
  readonly cycle: GridBotProfit;
  readonly bot: GridBotWithLines;
  readonly priceStep: string;
}

function Row({ cycle, bot, priceStep }: RowProps) {
  const inCoins = bot.settings.profitCurrency === 'base';
  const price = (line: number): string =>
    shownPrice(bot.lines.find((each) => each.line === line)?.price ?? null, priceStep);
  const [main, rest] = [
    { amount: inCoins ? cycle.profitUnits : cycle.profit, asset: inCoins ? bot.base : bot.quote },
    { amount: inCoins ? cycle.profit : cycle.profitUnits, asset: inCoins ? bot.quote : bot.base },
  ];
  return (
    <tr>
      <td class="quiet">
        <time dateTime={cycle.at}>{shownTime(cycle.at)}</time>
      </td>
      <td class="number">{price(cycle.line)}</td>
      <td class="number">{price(cycle.line + 1)}</td>
      <td class="number">{moneyCell(main.amount, main.asset, true)}</td>
      <td class="number quiet">{rest.amount === '0' ? '—' : moneyCell(rest.amount, rest.asset)}</td>
    </tr>
  );
}
