import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Member } from './member.ts';

/** In whose name the parts of a page call. */
export const MemberContext = createContext<Member | null>(null);

/** The member whose page this is. Throws outside of one. */
export function useMember(): Member {
  const member = useContext(MemberContext);
  if (member === null) throw new Error('this part stands outside a member’s page');
  return member;
}
