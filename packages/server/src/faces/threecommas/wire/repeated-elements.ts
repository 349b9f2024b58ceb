/** Lists of objects in each other that are followed. */
const MAX_LISTS = 8;

/** Counts the elements of one list as they come: a name that the newest element has already begins the next one. */
interface Elements {
  place: number;
  readonly names: Set<string>;
}

/**
 * Gives elements of lists of objects their places: `steps[][a]=1&steps[][b]=2&steps[][a]=3` is `steps[0][a]=1&steps[0][b]=2&steps[1][a]=3`,
 * as the service reads it: a further element begins when a name comes again. Everything else stays as it was sent.
 */
export function placeElements(form: string): string {
  if (!/\]\[|%5D%5B|%5D\[|\]%5B/i.test(form)) return form;
  const lists = new Map<string, Elements>();
  return form
    .split('&')
    .map((pair) => placed(pair, lists))
    .join('&');
}

function placed(pair: string, lists: Map<string, Elements>): string {
  const end = pair.indexOf('=');
  const name = (end < 0 ? pair : pair.slice(0, end)).replace(/%5B/gi, '[').replace(/%5D/gi, ']');
  const rest = end < 0 ? '' : pair.slice(end);
  let known = name;
  let open = known.indexOf('[][');
  // what nests deeper is refused by the parser
  for (let depth = 0; open >= 0 && depth < MAX_LISTS; depth++, open = known.indexOf('[][', open + 1)) {
    const [list, member] = [known.slice(0, open), known.slice(open + 2)];
    known = `${list}[${placeOf(list, member, lists)}]${member}`;
  }
  return known + rest;
}

/** Members that are lists themselves come as often as they have elements: they begin nothing. */
function placeOf(list: string, member: string, lists: Map<string, Elements>): number {
  const elements = lists.get(list) ?? { place: 0, names: new Set<string>() };
  lists.set(list, elements);
  if (elements.names.has(member)) {
    elements.place++;
    elements.names.clear();
  }
  if (!member.includes('[]')) elements.names.add(member);
  return elements.place;
}
