import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CoreEvent, defineEvent, EventCodec, EventFormatError } from './index.ts';

interface Paid extends CoreEvent {
  readonly type: 'test.paid';
  readonly id: number;
  readonly amount: bigint;
  readonly name: string;
  readonly note: string | null;
  readonly urgent: boolean;
  readonly terms: unknown;
  readonly rows: readonly number[];
}

const FIELDS = [
  ['id', 'integer'],
  ['amount', 'money'],
  ['name', 'text'],
  ['note', 'optionalText'],
  ['urgent', 'flag'],
  ['terms', 'json'],
  ['rows', { tableOf: 2 }],
] as const;

const codec = new EventCodec([defineEvent<Paid>('test.paid', 7, 1, FIELDS)]);

const paid: Paid = {
  type: 'test.paid',
  at: 5,
  id: 16,
  amount: -12_345_678_901_234_567_890n,
  name: 'a "quoted" name',
  note: null,
  urgent: true,
  terms: { rate: 1000, mode: 'quote' },
  rows: [7, -70, 8, -70],
};

describe('the journal body of a turn', () => {
  it('writes code, version and the fields in declared order', () => {
    expect(codec.encode([paid])).toBe(
      '[[7,1,16,"-12345678901234567890","a \\"quoted\\" name",null,1,{"rate":1000,"mode":"quote"},"OtECA"]]',
    );
    expect(codec.encode([])).toBe('[]');
  });

  it('comes back as it was, with the time of its row', () => {
    expect(codec.decode(codec.encode([paid, { ...paid, id: 32, note: 'x', urgent: false }]), 9)).toEqual([
      { ...paid, at: 9 },
      { ...paid, at: 9, id: 32, note: 'x', urgent: false },
    ]);
  });

  it('comes back as it was for any values', () => {
    const events = fc.record({
      type: fc.constant('test.paid' as const),
      at: fc.constant(0),
      id: fc.maxSafeInteger(),
      amount: fc.bigInt({ min: -(10n ** 45n), max: 10n ** 45n }),
      name: fc.string({ unit: 'binary' }),
      note: fc.option(fc.string()),
      urgent: fc.boolean(),
      // -0 is written as 0, as JSON does
      terms: fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.parse(JSON.stringify(value)) as unknown),
      rows: fc.array(fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger())).map((rows) => rows.flat().map((n) => n + 0)),
    });
    fc.assert(
      fc.property(fc.array(events), (turn) => {
        const exact = turn.map((event) => ({ ...event, id: event.id + 0 }));
        expect(codec.decode(codec.encode(exact), 0)).toEqual(exact);
      }),
    );
  });
});

describe('what cannot be read back is never written', () => {
  const wrong: [string, unknown, string][] = [
    ['id', 1.5, 'test.paid.id is not a safe integer: 1.5'],
    ['id', Number.NaN, 'test.paid.id is not a safe integer: NaN'],
    ['id', 2 ** 53, 'test.paid.id is not a safe integer: 9007199254740992'],
    ['id', '16', 'test.paid.id is not a safe integer: 16'],
    ['amount', 12, 'test.paid.amount is not money: 12'],
    ['name', null, 'test.paid.name is not text: null'],
    ['name', undefined, 'test.paid.name is not text: undefined'],
    ['note', 3, 'test.paid.note is not text: 3'],
    ['note', undefined, 'test.paid.note is not text: undefined'],
    ['urgent', 'yes', 'test.paid.urgent is not a flag: yes'],
    ['terms', undefined, 'test.paid.terms is missing'],
    ['rows', undefined, 'test.paid.rows is not a table: undefined'],
    ['rows', 'CC', 'test.paid.rows is not a table: CC'],
    ['rows', [1, 2, 3], 'test.paid.rows is not a table: 3 numbers in rows of 2'],
    ['rows', [1, 0.5], 'test.paid.rows is not a table: 0.5 is not a safe integer'],
    ['rows', [1, '2'], 'test.paid.rows is not a table: 2 is not a safe integer'],
    ['rows', [1, null], 'test.paid.rows is not a table: null is not a safe integer'],
  ];
  it.each(wrong)('%s = %s', (field, value, message) => {
    const event = { ...paid, [field]: value } as CoreEvent;
    expect(() => codec.encode([event])).toThrow(new EventFormatError(message));
  });

  it('an event type nobody defined', () => {
    expect(() => codec.encode([{ type: 'test.other', at: 0 }])).toThrow('event type without definition: test.other');
  });
});

describe('a damaged body names its place and gives nothing', () => {
  const good = '[7,1,16,"1","n",null,1,{},""]';
  const damaged: [string, string][] = [
    ['[[7,1', 'body is not JSON'],
    ['{}', 'body is not an array of events'],
    ['null', 'body is not an array of events'],
    [`[${good},7]`, 'event 1 is not an array'],
    [`[${good},[8,1]]`, 'event 1 has unknown code 8'],
    ['[["7",1]]', 'event 0 has unknown code 7'],
    ['[[7,2,16]]', 'event 0 (test.paid) has version 2, this program knows 1'],
    ['[[7,"constructor",16]]', 'event 0 (test.paid) has version constructor, this program knows 1'],
    ['[[7,null,16]]', 'event 0 (test.paid) has version null, this program knows 1'],
    ['[[7,1,16,"1","n",null,1]]', 'event 0 (test.paid) has 5 fields, expected 7'],
    ['[[7,1,16,"1","n",null,1,{},"",0]]', 'event 0 (test.paid) has 8 fields, expected 7'],
    ['[[7,1,16,"1","n",null,1,{},[]]]', 'event 0 (test.paid) field rows is not a table'],
    ['[[7,1,16,"1","n",null,1,{},"C"]]', 'event 0 (test.paid) field rows is not a table: 1 numbers in rows of 2'],
    ['[[7,1,1.5,"1","n",null,1,{},""]]', 'event 0 (test.paid) field id is not a safe integer'],
    ['[[7,1,1e300,"1","n",null,1,{},""]]', 'event 0 (test.paid) field id is not a safe integer'],
    ['[[7,1,16,1,"n",null,1,{},""]]', 'event 0 (test.paid) field amount is not money'],
    ['[[7,1,16,"1.0","n",null,1,{},""]]', 'event 0 (test.paid) field amount is not money'],
    ['[[7,1,16,"0x1","n",null,1,{},""]]', 'event 0 (test.paid) field amount is not money'],
    ['[[7,1,16,"1",null,null,1,{},""]]', 'event 0 (test.paid) field name is not text'],
    ['[[7,1,16,"1","n",5,1,{},""]]', 'event 0 (test.paid) field note is not text'],
    ['[[7,1,16,"1","n",null,true,{},""]]', 'event 0 (test.paid) field urgent is not a flag'],
  ];
  it.each(damaged)('%s', (body, message) => {
    expect(() => codec.decode(body, 0)).toThrow(EventFormatError);
    expect(() => codec.decode(body, 0)).toThrow(message);
  });

  it('any text is either read or refused with an EventFormatError', () => {
    const garbled = fc
      .tuple(fc.nat({ max: codec.encode([paid]).length }), fc.string({ maxLength: 3 }), fc.nat({ max: 4 }))
      .map(([at, text, cut]) => {
        const body = codec.encode([paid]);
        return body.slice(0, at) + text + body.slice(at + cut);
      });
    fc.assert(
      fc.property(fc.oneof(garbled, fc.string(), fc.json()), (body) => {
        try {
          codec.decode(body, 0);
        } catch (error) {
          expect(error).toBeInstanceOf(EventFormatError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an older journal loads in a newer version', () => {
  const newer = new EventCodec([
    defineEvent<Paid>('test.paid', 7, 2, FIELDS, {
      1: {
        fields: [
          ['id', 'integer'],
          ['roubles', 'integer'],
        ],
        upcast: ({ id, roubles }) => ({
          id,
          amount: BigInt(roubles as number) * 100n,
          name: 'unnamed',
          note: null,
          urgent: false,
          terms: {},
          rows: [],
        }),
      },
    }),
  ]);

  it('by its own field list and the upcaster of its version', () => {
    expect(newer.decode('[[7,1,48,250]]', 3)).toEqual([
      {
        type: 'test.paid',
        at: 3,
        id: 48,
        amount: 25_000n,
        name: 'unnamed',
        note: null,
        urgent: false,
        terms: {},
        rows: [],
      },
    ]);
  });

  it('and a damaged old row is named as well', () => {
    expect(() => newer.decode('[[7,1,48,"x"]]', 3)).toThrow('event 0 (test.paid) field roubles is not a safe integer');
    expect(() => newer.decode('[[7,3,48]]', 3)).toThrow('has version 3, this program knows 2');
  });
});

describe('definitions', () => {
  it('never share a type or a code', () => {
    const one = defineEvent<CoreEvent>('a.b', 1, 1, []);
    expect(() => new EventCodec([one, { ...one, code: 2 }])).toThrow('event type defined twice: a.b');
    expect(() => new EventCodec([one, { ...one, type: 'a.c' }])).toThrow('event code defined twice: 1');
  });
});
