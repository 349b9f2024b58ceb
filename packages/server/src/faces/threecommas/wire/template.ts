import { JsonText, type JsonValue, jsonText } from './json.ts';

/** Stands on both sides of a place's name: JSON text holds no such letter, strings write it otherwise. */
const MARK = '\u0000';

/** What is told later of an object: stands where its value will. */
export function place(name: string): JsonText {
  return new JsonText(`${MARK}${name}${MARK}`);
}

/** The text of an object of which some values are told later, made once and filled in often. */
export class JsonTemplate<Name extends string> {
  readonly #first: string;
  /** Names of places, each with the text behind it. */
  readonly #rest: readonly { readonly name: Name; readonly text: string }[];

  constructor(value: JsonValue) {
    const [first = '', ...parts] = jsonText(value).split(MARK);
    this.#first = first;
    this.#rest = parts.flatMap((name, i) =>
      i % 2 === 0 ? [{ name: name as Name, text: parts[i + 1] as string }] : [],
    );
  }

  fill(values: Readonly<Record<Name, JsonValue>>): JsonText {
    let text = this.#first;
    for (const { name, text: behind } of this.#rest) text += jsonText(values[name]) + behind;
    return new JsonText(text);
  }
}
