/** Levels in one chunk. Small enough that moving half of it costs less than finding it. */
const SPAN = 64;
const SPARSE = SPAN / 4;
const FIRST_CHUNKS = 4;
const GROWTH = 1.25;

/**
 * The levels of one side, sorted by key, the best (highest) at the end: bids by price, asks by negated price. Keys stand in
 * chunks of at most 64; a directory of the chunks, in order, is searched first. An insertion moves half a chunk at
 * most, so a book of several hundred thousand levels costs hardly more than one of fifty.
 */
export class PriceIndex {
  #keys = new Float64Array(FIRST_CHUNKS * SPAN);
  #levels = new Int32Array(FIRST_CHUNKS * SPAN);
  #sizes = new Int32Array(FIRST_CHUNKS);
  /** The chunks in order of their keys; behind the first `#used` stand the free ones. */
  #order = Int32Array.from({ length: FIRST_CHUNKS }, (_, chunk) => chunk);
  /** No key of the chunk at this place of the order is lower; that of the first chunk is not looked at. */
  #lows = new Float64Array(FIRST_CHUNKS);
  #used = 1;
  /** Where the last search ended: place in the order, and position in the chunk. */
  #place = 0;
  #position = 0;

  get bytes(): number {
    return (
      this.#keys.byteLength +
      this.#levels.byteLength +
      this.#sizes.byteLength +
      this.#order.byteLength +
      this.#lows.byteLength
    );
  }

  /** Enters a level whose key is new, and returns the level next better, or -1. */
  add(key: number, level: number): number {
    this.#seek(key);
    if (this.#sizeAt(this.#place) === SPAN) this.#split(key);
    const chunk = this.#order[this.#place] as number;
    const size = this.#sizes[chunk] as number;
    const at = chunk * SPAN + this.#position;
    const end = chunk * SPAN + size;
    const better = at < end ? (this.#levels[at] as number) : this.#firstOf(this.#place + 1);
    for (let i = end; i > at; i -= 1) {
      this.#keys[i] = this.#keys[i - 1] as number;
      this.#levels[i] = this.#levels[i - 1] as number;
    }
    this.#keys[at] = key;
    this.#levels[at] = level;
    this.#sizes[chunk] = size + 1;
    return better;
  }

  /** Takes out a key. Throws if it is not in the index. */
  remove(key: number): void {
    this.#seek(key);
    const chunk = this.#order[this.#place] as number;
    const size = (this.#sizes[chunk] as number) - 1;
    const base = chunk * SPAN;
    if (this.#position > size || this.#keys[base + this.#position] !== key) throw new Error(`no level has key ${key}`);
    for (let i = base + this.#position; i < base + size; i += 1) {
      this.#keys[i] = this.#keys[i + 1] as number;
      this.#levels[i] = this.#levels[i + 1] as number;
    }
    this.#sizes[chunk] = size;
    if (size < SPARSE && this.#used > 1) this.#joinNeighbour(this.#place);
  }

  /** The level with the lowest key that is not below this one, or -1. */
  atLeast(key: number): number {
    this.#seek(key);
    const chunk = this.#order[this.#place] as number;
    return this.#position < (this.#sizes[chunk] as number)
      ? (this.#levels[chunk * SPAN + this.#position] as number)
      : this.#firstOf(this.#place + 1);
  }

  /** The lowest level of the chunk at a place, or -1 if there is no such place. */
  #firstOf(place: number): number {
    return place < this.#used ? (this.#levels[(this.#order[place] as number) * SPAN] as number) : -1;
  }

  #sizeAt(place: number): number {
    return this.#sizes[this.#order[place] as number] as number;
  }

  /** Finds the place and position of the first key that is not lower. */
  #seek(key: number): void {
    const place = this.#placeOf(key);
    const chunk = this.#order[place] as number;
    const base = chunk * SPAN;
    const keys = this.#keys;
    let from = base;
    let to = base + (this.#sizes[chunk] as number);
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((keys[middle] as number) < key) from = middle + 1;
      else to = middle;
    }
    this.#place = place;
    this.#position = from - base;
  }

  /** The last place of the order whose chunk may hold the key. */
  #placeOf(key: number): number {
    const lows = this.#lows;
    let to = this.#used - 1;
    if (to === 0 || key >= (lows[to] as number)) return to;
    let from = 0;
    to -= 1;
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if ((lows[middle] as number) <= key) from = middle;
      else to = middle - 1;
    }
    return from;
  }

  /** Makes room in the full chunk of the last search, and moves the place of that search with it. */
  #split(key: number): void {
    const place = this.#place;
    const full = this.#order[place] as number;
    const atBestEnd = this.#position === SPAN && place === this.#used - 1;
    const kept = atBestEnd ? SPAN : SPAN / 2;
    const first = full * SPAN + kept;
    const fresh = this.#insertChunk(place + 1, atBestEnd ? key : (this.#keys[first] as number));
    this.#keys.copyWithin(fresh * SPAN, first, (full + 1) * SPAN);
    this.#levels.copyWithin(fresh * SPAN, first, (full + 1) * SPAN);
    this.#sizes[full] = kept;
    this.#sizes[fresh] = SPAN - kept;
    if (atBestEnd || this.#position > kept) {
      this.#place = place + 1;
      this.#position -= kept;
    }
  }

  /** Moves a sparse chunk and a neighbour into one, if both together fill at most half of it. */
  #joinNeighbour(place: number): void {
    const size = this.#sizeAt(place);
    if (size === 0) this.#dropChunk(place);
    else if (place + 1 < this.#used && size + this.#sizeAt(place + 1) <= SPAN / 2) this.#join(place);
    else if (place > 0 && size + this.#sizeAt(place - 1) <= SPAN / 2) this.#join(place - 1);
  }

  /** Appends the chunk behind the place to the one at the place. */
  #join(place: number): void {
    const into = this.#order[place] as number;
    const from = this.#order[place + 1] as number;
    const size = this.#sizes[into] as number;
    const moved = this.#sizes[from] as number;
    this.#keys.copyWithin(into * SPAN + size, from * SPAN, from * SPAN + moved);
    this.#levels.copyWithin(into * SPAN + size, from * SPAN, from * SPAN + moved);
    this.#sizes[into] = size + moved;
    this.#dropChunk(place + 1);
  }

  #insertChunk(place: number, low: number): number {
    if (this.#used === this.#order.length) this.#grow();
    const chunk = this.#order[this.#used] as number;
    this.#order.copyWithin(place + 1, place, this.#used);
    this.#lows.copyWithin(place + 1, place, this.#used);
    this.#order[place] = chunk;
    this.#lows[place] = low;
    this.#used += 1;
    return chunk;
  }

  #dropChunk(place: number): void {
    const chunk = this.#order[place] as number;
    this.#used -= 1;
    this.#order.copyWithin(place, place + 1, this.#used + 1);
    this.#lows.copyWithin(place, place + 1, this.#used + 1);
    this.#order[this.#used] = chunk;
    this.#sizes[chunk] = 0;
  }

  #grow(): void {
    const old = this.#order.length;
    const chunks = Math.ceil(old * GROWTH);
    this.#keys = copyInto(new Float64Array(chunks * SPAN), this.#keys);
    this.#levels = copyInto(new Int32Array(chunks * SPAN), this.#levels);
    this.#sizes = copyInto(new Int32Array(chunks), this.#sizes);
    this.#order = copyInto(new Int32Array(chunks), this.#order);
    this.#lows = copyInto(new Float64Array(chunks), this.#lows);
    for (let chunk = old; chunk < chunks; chunk += 1) this.#order[chunk] = chunk;
  }
}

function copyInto<T extends Float64Array | Int32Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
