/**
 * How numbers of replies arrive: `number`, as `JSON.parse` makes them (binary floats), or `string`, each number as its
 * text in the body.
 */
export type Decimals = 'number' | 'string';

/** A number of a reply. */
export type Num<D extends Decimals = 'number'> = D extends 'string' ? string : number;

/** A number in a request: text such as `'12.30'` is sent as exactly that JSON number. */
export type Decimal = number | string | bigint;
