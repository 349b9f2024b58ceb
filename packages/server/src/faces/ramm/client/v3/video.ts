import { Fault } from '../../errors.ts';
import { type Field, text } from '../../fields.ts';

const ID = /^[\w-]{1,32}$/;
const ADDRESS =
  /^https?:\/\/(?:www\.|m\.)?(?:youtube\.com\/(?:watch\?(?:.*&)?v=|embed\/|shorts\/)|youtu\.be\/)([\w-]{1,32})/;

/** A video at YouTube, by its id or its address; pages put the id into addresses of their own, so nothing else is let in. */
export function youtube(): Field<string> {
  const field = text({ least: 1, most: 200 });
  return {
    ...field,
    read(value, name) {
      const given = field.read(value, name).trim();
      const id = ID.test(given) ? given : ADDRESS.exec(given)?.[1];
      if (id === undefined) throw Fault.invalid(name, 'the id or the address of a video at YouTube');
      return id;
    },
  };
}
