import {
  findAllByName,
  formatDecimal,
  type Instrument,
  type InstrumentsState,
  instrumentById,
  isTradable,
} from '@outcry/core';
import { TInvestError } from './errors.ts';
import type { TInvestParts } from './parts.ts';
import { nameUuid } from './wire/name-uuid.ts';

/** The asset in which what this face shows is quoted: its broker trades in roubles. */
export const CURRENCY = 'rub';

/** An instrument as the broker knows it. Ids that the catalogue has not are derived from its names, the same always. */
export interface Listed {
  readonly instrument: Instrument;
  readonly uid: string;
  readonly positionUid: string;
  readonly assetUid: string;
  /** Empty where none is known. */
  readonly figi: string;
  readonly ticker: string;
  readonly classCode: string;
  /** Pieces in one lot. The quantity step of the core is the lot, so a quantity in steps is one in lots. */
  readonly lot: number;
}

/** The instruments of this face with all their ids. */
export class Listing {
  readonly #engine: TInvestParts['engine'];
  /** By core id. */
  readonly #known = new Map<number, Listed>();
  readonly #byUid = new Map<string, Listed>();
  readonly #byPosition = new Map<string, Listed[]>();
  /** Instruments of the core that have been looked at. */
  #seen = 0;

  constructor({ engine }: Pick<TInvestParts, 'engine'>) {
    this.#engine = engine;
  }

  /** Everything that is shown, in the order of listing; what is traded no more is left out. */
  all(): Listed[] {
    const state = this.#refresh();
    return [...this.#known.values()].filter(({ instrument }) => !state.delistedAt.has(instrument.id));
  }

  byId(id: number): Listed | undefined {
    this.#refresh();
    return this.#known.get(id);
  }

  /** The instrument with this core id; throws when this face shows none. */
  shown(id: number): Listed {
    const listed = this.byId(id);
    if (listed === undefined) throw new Error(`instrument ${id} is not shown`);
    return listed;
  }

  byUid(uid: string): Listed | undefined {
    this.#refresh();
    return this.#byUid.get(uid.toLowerCase());
  }

  byFigi(figi: string): Listed | undefined {
    return figi === '' ? undefined : this.#named(figi).find((listed) => listed.figi === figi);
  }

  byTicker(ticker: string, classCode: string): Listed | undefined {
    return this.#named(`${ticker}_${classCode}`).find(
      (listed) => listed.ticker === ticker && listed.classCode === classCode,
    );
  }

  /** The one that the API trades comes first. */
  byPosition(positionUid: string): Listed | undefined {
    const state = this.#refresh();
    const sharing = this.#byPosition.get(positionUid.toLowerCase());
    return sharing?.find(({ instrument }) => isTradable(state, instrument)) ?? sharing?.[0];
  }

  /** `instrument_id` of every request: uid, then FIGI, then `<ticker>_<class_code>` (`tinvest.md` 8.1). */
  find(id: string): Listed | undefined {
    return (
      this.byUid(id) ?? this.byFigi(id) ?? this.#named(id).find((each) => `${each.ticker}_${each.classCode}` === id)
    );
  }

  /** The instrument that a request names by `instrument_id` or the older `figi`. Throws TInvestError 30093, 50002. */
  named({ instrumentId = '', figi = '' }: { instrumentId?: string | undefined; figi?: string | undefined }): Listed {
    const id = instrumentId === '' ? figi : instrumentId;
    if (id === '') throw new TInvestError('30093');
    const listed = this.find(id);
    if (listed === undefined) throw new TInvestError('50002');
    return listed;
  }

  isTradable({ instrument }: Listed): boolean {
    return this.#engine.market((state) => isTradable(state.instruments, instrument));
  }

  #named(name: string): Listed[] {
    const state = this.#refresh();
    return findAllByName(state, name)
      .map(({ id }) => this.#known.get(id))
      .filter((listed) => listed !== undefined);
  }

  #refresh(): InstrumentsState {
    const state = this.#engine.market(({ instruments }) => instruments);
    if (state.instruments.length === this.#seen) return state;
    for (let id = Math.max(1, this.#seen); id < state.instruments.length; id++) {
      const instrument = instrumentById(state, id);
      if (instrument !== undefined && instrument.spec.quote === CURRENCY) this.#add(listedOf(instrument));
    }
    this.#seen = state.instruments.length;
    return state;
  }

  #add(listed: Listed): void {
    this.#known.set(listed.instrument.id, listed);
    this.#byUid.set(listed.uid, listed);
    const sharing = this.#byPosition.get(listed.positionUid) ?? [];
    sharing.push(listed);
    this.#byPosition.set(listed.positionUid, sharing);
  }
}

function listedOf(instrument: Instrument): Listed {
  const { symbol, spec } = instrument;
  const { ids } = spec;
  const lot = Number(formatDecimal(instrument.quantityStep));
  if (!Number.isSafeInteger(lot)) throw new Error(`a lot of ${symbol} is no whole number of pieces`);
  return {
    instrument,
    uid: (ids.uid ?? nameUuid('instrument', symbol)).toLowerCase(),
    positionUid: (ids.positionUid ?? nameUuid('position', symbol)).toLowerCase(),
    assetUid: (ids.assetUid ?? nameUuid('asset', spec.base ?? symbol)).toLowerCase(),
    figi: ids.figi ?? '',
    ticker: ids.ticker,
    classCode: ids.classCode,
    lot,
  };
}
