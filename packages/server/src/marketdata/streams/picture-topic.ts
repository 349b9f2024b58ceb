import { Audience } from './audience.ts';
import type { PictureSubject, StreamReader } from './subject.ts';
import { CHANGED, type Topic } from './topic.ts';

/** Which changes make a new picture. */
const CONCERNS: Readonly<Record<PictureSubject['kind'], number>> = {
  quotes: CHANGED.book | CHANGED.trades | CHANGED.day | CHANGED.status,
  depth: CHANGED.book | CHANGED.status,
  last: CHANGED.trades,
  status: CHANGED.status,
};

/** Pictures of which only the newest counts, drawn when they are sent: never an older one after a newer. */
export class PictureTopic<Message> implements Topic<Message> {
  readonly #audience = new Audience<Message>();
  readonly #concerns: number;
  readonly #draw: (first: boolean) => Message;
  #changed = false;

  constructor(kind: PictureSubject['kind'], draw: (first: boolean) => Message) {
    this.#concerns = CONCERNS[kind];
    this.#draw = draw;
  }

  get isEmpty(): boolean {
    return this.#audience.size === 0;
  }

  get isDue(): boolean {
    return this.#changed || this.#audience.hasBehind;
  }

  add(reader: StreamReader<Message>): undefined {
    this.#audience.add(reader);
    reader.send(this.#draw(true));
  }

  delete(reader: StreamReader<Message>): void {
    this.#audience.delete(reader);
  }

  changed(parts: number): void {
    if ((parts & this.#concerns) !== 0) this.#changed = true;
  }

  trade(): void {}

  pass(): void {}

  flush(): void {
    const draw = (): Message => this.#draw(false);
    if (this.#changed) this.#audience.show(draw);
    else this.#audience.catchUp(draw);
    this.#changed = false;
  }
}
