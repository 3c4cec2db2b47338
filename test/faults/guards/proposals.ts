import { intakeSubmission } from '../../../shared/intake/index.ts';
import { readProposals } from '../../../shared/proposals/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { type Alarm, dice, stumble } from './alarm.ts';
import { type Weakness, weakened } from './weakened-table.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678' };

/** A lead, and a post after it that is taken in over a table with this weakness. */
async function postAfter(fields: Record<string, string>, weakness: Weakness) {
  const world = createWorld();
  await world.takeIn(world.post(huong));
  await intakeSubmission(world.post(fields), { ...world.parts, table: weakened(world.table, weakness) });
  return world.leads();
}

export const proposalAlarms: readonly Alarm[] = [
  {
    invariant: 2,
    guard: 'the value that stands, against which a post only proposes',
    async prove(guard) {
      // Intake sees a record without name and number, so that it takes the post's.
      const emptied: Weakness = { reads: (item) => (item.sk === 'LEAD' ? { ...item, fullName: null, nameKey: '', phone: null } : item) };
      const [lead] = await postAfter({ email: huong.email, fullName: 'Lê Thị Bình', phone: '0987654321' }, guard === 'on' ? {} : emptied);
      const rewritten = lead?.fullName !== huong.fullName || lead.phone?.e164 !== '+84912345678';
      return rewritten ? ['who knows an address rewrote the name and number of its owner'] : [];
    },
  },
  {
    invariant: 2,
    guard: 'the version of the proposals of a lead',
    async prove(guard) {
      const world = createWorld();
      await world.takeIn(world.post(huong));
      // The record has the mark of proposals by now, so what follows writes their item alone.
      await world.takeIn(world.post({ email: huong.email, fullName: 'Lê Thị Bình' }));
      const numbers = ['0987654321', '0987654322', '0987654323'];
      const refs = numbers.map((phone) => world.post({ email: huong.email, phone }));
      world.slow(stumble(dice()));
      const weakness: Weakness = guard === 'on' ? {} : { ignoresVersionsOn: ({ sk }) => sk === 'PROPOSALS' };
      const parts = { ...world.parts, table: weakened(world.table, weakness) };
      await Promise.all(refs.map((ref) => intakeSubmission(ref, parts)));
      const [lead] = world.leads();
      const { open } = lead ? await readProposals(world.table, lead.leadId) : { open: [] };
      const kept = open.filter(({ field }) => field === 'phone').length;
      return kept === numbers.length ? [] : [`${numbers.length} posts proposed a number each, and ${kept} are kept`];
    },
  },
];
