import { defineEraser } from '../erasing/eraser.ts';
import { Assignment } from './assignment.ts';
import { readLoads, releaseLoad } from './load.ts';

/** Who has, or had, a lead and its opportunities. What it counted in ledgers stays: they hold ids and credits. */
export const assignmentsEraser = defineEraser({
  capability: 'routing',
  items: ['LEAD ASSIGN'],
  name: { vi: 'Phân công', en: 'Assignments' },
  fate: { becomes: 'deleted' },
  /** What goes counts no more in the hand of whoever has it. */
  async follow(item, _person, { table }) {
    const { data } = Assignment.safeParse(item);
    if (!data || data.repId === null || !data.counted) return { removals: [], isAll: true };
    const isCounted = (await readLoads(table, [data.repId])).get(data.repId)?.version;
    return { removals: isCounted ? [{ kind: null, write: releaseLoad(data.repId) }] : [], isAll: true };
  },
});
