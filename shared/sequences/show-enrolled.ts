import type {
  EnrolledListView,
  EnrolmentView,
  LeadEnrolmentsView,
  SequenceListView,
  SweepView,
} from '../../api/sequences/enrolment-view.ts';
import type { ListEnrolledQuery } from '../../api/sequences/list-enrolled.ts';
import { may, mayReadPlace, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, readUnmergedLeads } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { NotFoundError } from '../platform/errors.ts';
import { fillPage } from '../platform/fill-page.ts';
import { LeadId, type SequenceId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { idAtPlace } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import type { Enrolment } from './enrolment.ts';
import { readEnrolments, readEnrolmentsIn } from './enrolment-store.ts';
import { byEnrolling, countEnrolled } from './list-enrolled.ts';
import { isByHand } from './rules-by-hand.ts';
import { sequencesInForce } from './sequences-in-force.ts';
import { readSweeps, type SweepState } from './sweep-state.ts';

interface ShowParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly cursors: Cursors;
}

/** Rows looked at, and leads read, for one answer. */
const most = { rows: 2_000, reads: 500 } as const;
const sequencesAtOnce = 8;

/** Shows where a lead stands in a sequence. */
export function enrolmentView({ sequenceId, run, state, stepId, since, dueAt, waits, ended }: Enrolment): EnrolmentView {
  const waitsFor = waits ? [...waits.event.types] : null;
  return { sequenceId, run, state, stepId, since, dueAt, waitsFor, ended: ended && { ...ended, exitId: ended.exitId ?? null } };
}

/** Shows the sequences that a lead is in, or was in, those first that go on. */
export async function sequencesOfLead({ leadId }: Pick<Lead, 'leadId'>, table: Pick<Table, 'query'>): Promise<LeadEnrolmentsView> {
  const all = await readEnrolments(table, leadId);
  const key = ({ state, since }: Enrolment) => `${state === 'active' ? 1 : 0} ${since}`;
  return { items: all.sort((one, other) => (key(one) < key(other) ? 1 : -1)).map(enrolmentView) };
}

/** Returns the sequences in force; whoever sees all leads is told how many are in each. */
export async function listSequences(principal: Principal, { table, config }: Omit<ShowParts, 'cursors'>): Promise<SequenceListView> {
  const { sequences } = await sequencesInForce(config);
  const seesAll = mayReadPlace(principal, { provinceCode: null, macroRegion: null });
  const sweeps = seesAll ? await readSweeps(table) : new Map<string, SweepState>();
  const items = await inTurns([...sequences.values()], sequencesAtOnce, async (sequence) => {
    const { id, names, state } = sequence;
    const inside = seesAll ? await countEnrolled(table, id) : null;
    return { id, names, state, isByHand: isByHand(sequence), inside, sweep: sweepView(sweeps.get(id)) };
  });
  return { items };
}

function sweepView(state: SweepState | undefined): SweepView | null {
  if (!state) return null;
  const { publication, insideVersion, startedAt, doneAt, looked, adopted, moved, woken, ended } = state;
  return { publication, followsVersion: insideVersion, startedAt, doneAt, looked, adopted, moved, woken, ended };
}

/**
 * Lists the leads in a sequence that the caller may read, those first that are in it longest.
 * @throws NotFoundError where there is no such sequence
 */
export async function listEnrolled(
  sequenceId: SequenceId,
  principal: Principal,
  query: ListEnrolledQuery,
  { table, config, cursors }: ShowParts,
): Promise<EnrolledListView> {
  if (!(await sequencesInForce(config)).sequences.has(sequenceId)) throw new NotFoundError('no such sequence');
  const asked: Asked = { userId: principal.userId, route: `GET /v1/sequences/${sequenceId}/enrolments`, query };
  const before = query.cursor === undefined ? null : cursors.open(query.cursor, asked);
  const rows = walkIndex(table, byEnrolling(sequenceId), { from: null, to: null, before }, query.limit);
  const { items, next } = await fillPage(rows, {
    limit: query.limit,
    most,
    idOf: ({ place }) => LeadId.parse(idAtPlace(place)),
    mayFit: () => true,
    lookUp: async (found) => {
      const leadIds = found.map(({ place }) => LeadId.parse(idAtPlace(place)));
      const seen = await readable(leadIds, principal, table);
      const running = (await readEnrolmentsIn(table, sequenceId, seen)).filter(({ state }) => state === 'active');
      return new Map(running.map((one) => [one.leadId, shown(one)]));
    },
  });
  return { items, nextCursor: next === null ? null : cursors.seal(next, asked) };
}

function shown(enrolment: Enrolment): EnrolledListView['items'][number] {
  const { sequenceId: _sequenceId, ...run } = enrolmentView(enrolment);
  return { leadId: enrolment.leadId, ...run };
}

/** Rows lag behind and name no owner: the leads themselves tell who may read them. */
async function readable(leadIds: readonly LeadId[], principal: Principal, table: Table): Promise<LeadId[]> {
  const leads = await readUnmergedLeads(table, leadIds);
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  return [...leads.values()]
    .filter((lead) => may(principal, 'lead.read', lead, subjects.get(lead.leadId) ?? []))
    .map(({ leadId }) => leadId);
}
