import { useEffect, useRef, useState } from 'preact/hooks';
import { type Handle, type Move, pressed, spread } from '../chart/handles.ts';
import type { PriceChart } from '../chart/price-chart.ts';
import { decimal, decimalText, nearestTo } from '../decimal.ts';
import { shownPrice } from '../words/numbers.ts';

/** Labels are at least so far apart, and their middle is so far from the edges (px). */
const GAP = 24;
const EDGE = 12;

interface HandlesProps {
  readonly chart: PriceChart;
  readonly priceStep: string;
  readonly handles: readonly Handle[];
  /** How the keys move a line, for those who hear the page. */
  readonly hint: string;
  /** A line is at another price, a multiple of the instrument's step. Called again and again while it is dragged. */
  readonly onMove: (id: string, price: string) => void;
}

interface Drag {
  readonly id: string;
  readonly from: string;
  /** Where the line was taken, from its middle (px). */
  readonly off: number;
}

/** What lines of a chart are moved by: mouse, touch, and the arrow keys on their labels. */
export function LineHandles({ chart, priceStep, handles, hint, onMove }: HandlesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  useRedraw(chart);
  useEffect(() => (drag === null ? undefined : chart.holdScale()), [chart, drag]);
  const { width, height } = chart.size;
  const known = handles.flatMap((handle) => {
    const y = chart.yOf(handle.price);
    return y === null ? [] : [{ handle, y: Math.max(0, Math.min(height, y)) }];
  });
  const labels = spread(
    known.map(({ y }) => y - EDGE),
    GAP,
    Math.max(0, height - 2 * EDGE),
  );
  const begin = (event: PointerEvent, handle: Handle, y: number): void => {
    if (event.button !== 0 || box.current === null) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    setDrag({ id: handle.id, from: handle.price, off: event.clientY - box.current.getBoundingClientRect().top - y });
  };
  const move = (event: PointerEvent): void => {
    if (drag === null || box.current === null) return;
    const y = event.clientY - box.current.getBoundingClientRect().top - drag.off;
    const price = atStep(chart.priceAt(Math.max(0, Math.min(height, y))), priceStep);
    if (price !== null) onMove(drag.id, price);
  };
  const press = (event: KeyboardEvent, handle: Handle): void => {
    if (event.key === 'Escape' && drag !== null) {
      onMove(drag.id, drag.from);
      return setDrag(null);
    }
    const key = KEYS[event.key];
    if (key === undefined) return;
    event.preventDefault();
    onMove(handle.id, pressed(handle.price, priceStep, key[0], event.shiftKey ? 'one' : key[1]));
  };
  return (
    <div class="handles" ref={box} style={{ width: `${width}px`, height: `${height}px` }}>
      {known.map(({ handle, y }, place) => (
        <div
          key={handle.id}
          class={`handle ${handle.colour} ${drag?.id === handle.id ? 'dragged' : ''}`}
          onPointerDown={(event) => begin(event, handle, y)}
          onPointerMove={move}
          onPointerUp={() => setDrag(null)}
          onPointerCancel={() => setDrag(null)}
        >
          <i style={{ top: `${y}px` }} />
          <button
            type="button"
            role="slider"
            aria-orientation="vertical"
            aria-label={handle.name}
            aria-valuenow={Number(handle.price)}
            aria-valuetext={shownPrice(handle.price, priceStep)}
            title={hint}
            style={{ top: `${(labels[place] ?? 0) + EDGE}px` }}
            onKeyDown={(event) => press(event, handle)}
          >
            {handle.label}
          </button>
        </div>
      ))}
    </div>
  );
}

const KEYS: Readonly<Record<string, readonly [1 | -1, Move]>> = {
  ArrowUp: [1, 'some'],
  ArrowRight: [1, 'some'],
  ArrowDown: [-1, 'some'],
  ArrowLeft: [-1, 'some'],
  PageUp: [1, 'many'],
  PageDown: [-1, 'many'],
};

function atStep(price: string | null, priceStep: string): string | null {
  const [value, step] = [price === null ? null : decimal(price), decimal(priceStep)];
  if (value === null || step === null) return null;
  const near = nearestTo(value, step);
  return near.coefficient <= 0n ? priceStep : decimalText(near);
}

/** Draws the component again when prices have got another place in the picture, at most once a frame. */
function useRedraw(chart: PriceChart): void {
  const [, count] = useState(0);
  useEffect(() => {
    let frame = 0;
    const stop = chart.whenMoved(() => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        count((before) => before + 1);
      });
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [chart]);
}
