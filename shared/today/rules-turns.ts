import type { MemberTurn } from '../../api/me/today-view.ts';
import type { Turn } from '../routing/index.ts';
import type { PoolConfig } from '../routing/pool-config.ts';

interface Seen {
  readonly mode: PoolConfig['mode'];
  /** Who asks; null: no rep. */
  readonly repId: string | null;
  readonly nameOf: (repId: string) => string;
}

/** Shows the turns of a pool: whoever is next first, those who are given nothing now last. */
export function shownTurns(turns: readonly Turn[], { mode, repId, nameOf }: Seen): MemberTurn[] {
  const next = turns.filter(({ place }) => place === 1).length;
  const shown = turns.map((turn): MemberTurn => {
    const { owed, credits, load, caps, place, until } = turn;
    return {
      name: nameOf(turn.repId),
      isMe: turn.repId === repId,
      standing: standingOf(turn, { mode, next }),
      until,
      place,
      credits,
      owed,
      load: load ? { open: load.open, today: load.count } : null,
      caps: { open: caps.open ?? null, perDay: caps.perDay ?? null },
    };
  });
  const rank = ({ place, standing }: MemberTurn) =>
    place ?? (standing === 'byLeader' || standing === 'firstCome' ? 1 : Number.MAX_SAFE_INTEGER);
  return shown.toSorted((one, other) => rank(one) - rank(other) || other.owed - one.owed || one.name.localeCompare(other.name, 'vi'));
}

function standingOf(
  { rejected, place }: Turn,
  { mode, next }: { readonly mode: PoolConfig['mode']; readonly next: number },
): MemberTurn['standing'] {
  switch (rejected) {
    case null:
      if (mode === 'leader') return 'byLeader';
      if (mode === 'claim') return 'firstCome';
      return place !== 1 ? 'inTurn' : next === 1 ? 'next' : 'amongNext';
    case 'capDay':
    case 'capOpen':
    case 'offDuty':
    case 'onLeave':
    case 'outsideHours':
      return rejected;
    default:
      return 'inactive';
  }
}
