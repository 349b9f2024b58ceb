import type { Core, CoreEvent } from '../src/index.ts';
import type { Row } from './disk.ts';

/** A fault put in on purpose, to prove that the simulation would find it. */
export interface Plant {
  readonly name: string;
  /** Changes a core that has just been made or restored. */
  readonly install?: (core: Core) => void;
  /** Replays one journal row. */
  readonly replay: (core: Core, row: Row) => void;
  /** Commands are answered before the disk has them. */
  readonly answersEarly?: boolean;
  /** Keys older than the core's memory are not looked up. */
  readonly forgetsKeys?: boolean;
  /** After a restart nobody asks the venue about open orders. */
  readonly forgetsVenue?: boolean;
  /** After a restart orders that may be at the venue are sent again under another id. */
  readonly sendsAgain?: boolean;
}

/** Replays a row as it is. */
export const replay = (core: Core, row: Row): void => core.applyTurn(row.at, row.body);

/** No fault at all. */
export const SOUND: Plant = { name: 'none', replay };

/** Lets every event through a function on its way into the state. */
export function onApply(core: Core, change: (event: CoreEvent, apply: (event: CoreEvent) => void) => void): void {
  const apply = core.apply.bind(core);
  core.apply = (event) => change(event, apply);
}

/** A plant that does something wrong once an event has been folded. */
export function after(name: string, change: (core: Core, event: CoreEvent) => void): Plant {
  return {
    name,
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        apply(event);
        change(core, event);
      }),
  };
}
