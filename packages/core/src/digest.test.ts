import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprint, fingerprint } from './digest.ts';

describe('the fingerprint of a text', () => {
  it('does not depend on how the text is cut into parts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 })), (parts) => {
        const print = new Fingerprint();
        for (const part of parts) print.add(part);
        expect(print.value).toBe(fingerprint(parts.join('')));
      }),
    );
  });

  it('tells a text from the same with one unit changed, with one more and with two swapped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2, maxLength: 60 }), fc.nat(), (text, position) => {
        const at = position % text.length;
        const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
        const others = [changed, `${text}\0`, text.slice(1), text.slice(1) + text[0]].filter((other) => other !== text);
        for (const other of others) expect(fingerprint(other)).not.toBe(fingerprint(text));
      }),
    );
  });

  it('stays what it was: digests of golden journals depend on it', () => {
    expect(fingerprint('')).toBe('f7bed5a15b576a1c5b576a1c5b576a1c');
    expect(fingerprint('abcdefgh')).toBe('50f5f1a355d52a32e6580dce4d41ef58');
  });
});
