import { type Account, type GridBot, type Instrument, legsOf } from '../src/index.ts';
import { gridChangesOf, gridWishOf } from './grid-settings.ts';
import type { View, Wish } from './orders-of-clients.ts';

/** Something that the owner of grid bots might want; null when there is nothing it could be done to. */
export function gridWish(view: View, account: Account): Wish | null {
  const { bots } = view.core.state.grid;
  const kind = view.random.weighted({ create: bots.size < 5 ? 10 : 1, ofBot: 20 });
  if (kind === 'create') return createGridWish(view, account);
  return bots.size === 0 ? null : wishOfBot(view, view.random.pick([...bots.values()]));
}

/** The note of a bot tells which command has made it. */
export function createGridWish(view: View, account: Account): Wish | null {
  const settings = gridWishOf(view, account);
  return settings === null ? null : (note) => ({ type: 'grid.create', account: account.id, settings, note });
}

function wishOfBot(view: View, bot: GridBot): Wish | null {
  const { random, core } = view;
  const { id, status } = bot;
  const kind = random.weighted({
    enable: status === 'disabled' ? 30 : 0.5,
    disable: status === 'disabled' ? 0.2 : 1.5,
    edit: 4,
    note: 1,
    delete: 0.7,
    order: 6,
  });
  switch (kind) {
    case 'enable':
    case 'delete':
      return () => ({ type: `grid.${kind}`, bot: id });
    case 'disable': {
      const sell = random.chance(0.5);
      return () => ({ type: 'grid.disable', bot: id, sell });
    }
    case 'edit': {
      const instrument = core.state.instruments.instruments[bot.settings.instrument] as Instrument;
      const changes = gridChangesOf(view, bot, instrument);
      return () => ({ type: 'grid.edit', bot: id, changes });
    }
    case 'note': {
      const note = random.chance(0.3) ? null : 'worth a look';
      return () => ({ type: 'grid.note', bot: id, note });
    }
    case 'order': {
      const legs = legsOf(core.state.legs, 'grid', id);
      if (legs.length === 0) return null;
      const { order } = random.pick([...legs]);
      return () => ({ type: 'orders.cancel', order });
    }
  }
}
