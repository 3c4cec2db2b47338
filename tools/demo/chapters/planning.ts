import repsFile from '../../../config/reps.json' with { type: 'json' };
import { type Company, userOf } from '../company.ts';
import type { Dice } from '../dice.ts';
import { dayMs, hourMs, isWorkingDay, midnightOf } from '../seasons.ts';
import { awayOf, isAway } from './staffing.ts';

const minuteMs = 60_000;
/** For how long before the end reps have been planning: what they planned before is done, and would only take room. */
const daysPlanned = 20;
/** What somebody plans before they go on leave. */
const leftForReturn = 5;

/** Somebody with whom a rep is talking, and what has been reached with them. */
interface Talk {
  readonly leadId: string;
  /** Of the sale; null: there is none yet. */
  readonly stage: string | null;
}

/** Reps end a working day by planning the next one: whom they are going to meet, to call and to write to. */
export function planning(company: Company): void {
  const { agenda, span } = company;
  for (const { id: repId } of repsFile) {
    const user = userOf(repId);
    if (user === undefined) continue;
    for (let day = daysPlanned; day >= 0; day -= 1) {
      const midnight = midnightOf(span.endMs - day * dayMs);
      const dice = company.dice.for(`plans of ${repId} ${day}`);
      const atMs = midnight + 16.5 * hourMs + dice.between(0, 40) * minuteMs;
      if (isWorkingDay(midnight) && atMs >= span.startMs) agenda.at(atMs, () => planNext(company, user, dice));
    }
    const leave = awayOf(company, repId);
    if (leave === undefined) continue;
    const dice = company.dice.for(`return of ${repId}`);
    agenda.at(Math.max(span.startMs, leave.leavesMs - 20 * minuteMs), () => plan(company, user, leave.returnsMs, leftForReturn, dice));
  }
}

/** Fills the mornings until there is somebody at work again; shops are open on Sundays, and some owners have time only then. */
async function planNext(company: Company, user: string, dice: Dice): Promise<void> {
  if (isAway(company, user)) return;
  let day = midnightOf(company.agenda.nowMs);
  do {
    day += dayMs;
    await plan(company, user, day, dice.between(2, 3), dice);
  } while (!isWorkingDay(day));
}

/** Plans so many tasks for a day, with as many people: those first for whom nothing is planned yet. */
async function plan(company: Company, user: string, day: number, count: number, dice: Dice): Promise<void> {
  const talks = await talksOf(company, user);
  const planned = await company.ask({ user, route: 'GET /v1/tasks', query: { limit: '100' } });
  const busy = new Set(((planned?.items ?? []) as readonly Talk[]).map(({ leadId }) => leadId));
  const free = talks.filter(({ leadId }) => !busy.has(leadId));
  const moments = dice.pick(dayPlans);
  for (let index = 0; index < count; index += 1) {
    const from = free.length > 0 ? free : talks;
    if (from.length === 0) return;
    // Whom they talk about a sale stands first, and is met sooner.
    const talk = from.splice(dice.between(0, Math.min(from.length - 1, 5)), 1)[0];
    if (talk === undefined) return;
    const dueMs = day + (moments[index % moments.length] ?? 9) * hourMs;
    await company.ask({
      user,
      route: 'POST /v1/leads/{leadId}/tasks',
      path: { leadId: talk.leadId },
      body: { ...taskOf(company, talk, day, dice), dueAt: new Date(dueMs).toISOString() },
    });
  }
}

/** The hours of a day for which somebody plans. */
const dayPlans = [
  [9, 10.5, 14, 15.5, 16],
  [9.5, 11, 15, 16, 14],
  [9.25, 10.75, 14.5, 16.5, 15.5],
] as const;

/** Whom a rep talks with: those of open sales, and then those who did something last. */
async function talksOf(company: Company, user: string): Promise<Talk[]> {
  const needs = await company.ask({ user, route: 'GET /v1/opportunities', query: { limit: '50' } });
  const leads = await company.ask({ user, route: 'GET /v1/leads', query: { status: 'active', sort: 'activity', limit: '25' } });
  const talks = new Map<string, Talk>();
  for (const { leadId, stage } of (needs?.items ?? []) as readonly NeedRow[]) talks.set(leadId, { leadId, stage: stage.id });
  for (const { leadId } of (leads?.items ?? []) as readonly Talk[]) if (!talks.has(leadId)) talks.set(leadId, { leadId, stage: null });
  return [...talks.values()];
}

interface NeedRow {
  readonly leadId: string;
  readonly stage: { readonly id: string };
}

interface Planned {
  readonly kind: 'call' | 'mail' | 'meeting' | 'custom';
  readonly title: string;
}

const demo: readonly Planned[] = [
  { kind: 'meeting', title: 'Demo tại cửa hàng' },
  { kind: 'meeting', title: 'Demo trực tuyến cho nhân viên' },
  { kind: 'call', title: 'Hỏi cảm nhận sau khi dùng thử' },
];
const contract: readonly Planned[] = [
  { kind: 'meeting', title: 'Gặp chốt hợp đồng' },
  { kind: 'call', title: 'Hỏi ngày bắt đầu' },
  { kind: 'custom', title: 'Chuẩn bị hợp đồng' },
];
/** What is next at a stage of a sale. */
const tasksAt: Readonly<Record<string, readonly Planned[]>> = {
  demo,
  solution: [
    { kind: 'meeting', title: 'Khảo sát kho' },
    { kind: 'custom', title: 'Vẽ quy trình kho với kỹ thuật' },
  ],
  proposal: [
    { kind: 'call', title: 'Hỏi ý kiến về báo giá' },
    { kind: 'mail', title: 'Gửi lại báo giá đã sửa' },
    { kind: 'meeting', title: 'Giải thích báo giá' },
  ],
  negotiation: contract,
  contract,
};
const firstTalks: readonly Planned[] = [
  { kind: 'call', title: 'Hỏi thêm nhu cầu' },
  { kind: 'mail', title: 'Gửi tài liệu và bảng giá' },
  { kind: 'meeting', title: 'Ghé cửa hàng làm quen' },
];

/** What is to be done next with somebody: nobody is called who gave no number, and on a Sunday people are met. */
function taskOf(company: Company, { leadId, stage }: Talk, day: number, dice: Dice): Planned {
  const choices = (stage === null ? undefined : tasksAt[stage]) ?? firstTalks;
  const hasPhone = company.personOf(leadId)?.phone != null;
  const fit = choices.filter(({ kind }) => (isWorkingDay(day) ? kind !== 'call' || hasPhone : kind === 'meeting'));
  return dice.pick(fit.length > 0 ? fit : demo.slice(0, 1));
}
