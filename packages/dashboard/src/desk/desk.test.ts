import { describe, expect, it } from 'vitest';
import { rightsGrid, rightsToSend } from './rights.ts';
import { readSync } from './sync.ts';

describe('the grid of rights', () => {
  const mine = new Set(['session.get', 'clients.search', 'clients.get', 'deals.search']);
  const held = new Set(['clients.get', 'streams.get']);

  it('shows by family what I may hand on and what the other has beyond that', () => {
    const grid = rightsGrid(mine, held).map(({ family, rights }) => [
      family,
      rights.map(({ verb, held: has, grantable }) => `${verb} ${has ? 'held' : '-'} ${grantable ? 'mine' : '-'}`),
    ]);
    expect(grid).toEqual([
      ['clients', ['get held mine', 'search - mine']],
      ['deals', ['search - mine']],
      ['streams', ['get held -']],
    ]);
  });

  it('sends what is mine to give alone', () => {
    expect(rightsToSend(mine, new Set(['streams.get', 'deals.search', 'session.get']))).toEqual(['deals.search']);
  });
});

describe('a sync by hand', () => {
  const row = { symbol: 'EURUSD', lot: '-0,5', equity: '', ticket: '' };
  it('takes rows with something in them; none at all makes the strategy flat', () => {
    const empty = { symbol: '', lot: '', equity: '', ticket: '' };
    expect(readSync([row, empty], false)).toEqual({ signals: [{ Symbol: 'EURUSD', Lot: '-0.5' }], wrong: [{}, {}] });
    expect(readSync([empty], false).signals).toEqual([]);
  });

  it('needs a lot, and a ticket where positions are hedged', () => {
    expect(readSync([{ ...row, lot: '', equity: 'x' }], true).wrong).toEqual([
      { lot: 'needValue', equity: 'needNumber', ticket: 'needValue' },
    ]);
  });
});
