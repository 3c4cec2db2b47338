import { indexAttributes, keys } from '../../../shared/platform/keys.ts';
import { type Company, userOf } from '../company.ts';
import type { Dice } from '../dice.ts';
import type { Fate, Person } from '../people.ts';
import { dayMs, hourMs, midnightOf, workingMomentFrom } from '../seasons.ts';
import { isAway } from './staffing.ts';

const minuteMs = 60_000;
const workOfRep = 'WORK#';

/** What was heard of somebody so far. */
interface Heard {
  reached: number;
  missed: number;
  isQualified: boolean;
}

/** An open task as `GET /v1/work` shows it. */
interface Work {
  readonly taskId: string;
  readonly leadId: string;
  readonly subject: string;
  readonly kind: string;
  readonly dueAt: string;
  readonly place: string;
}

/** Reps look at their work when something in it is due, and do what stands first. */
export function calling(company: Company): void {
  const { agenda, product } = company;
  const dice = company.dice.for('calling');
  const heard = new Map<string, Heard>();
  product.onChange(({ key, after }) => {
    if (!key.sk.startsWith(keys.taskPrefix) || after === undefined) return;
    const partition = String(after[indexAttributes.gsi3.pk]);
    const user = partition.startsWith(workOfRep) ? userOf(partition.slice(workOfRep.length)) : undefined;
    if (user === undefined) return;
    const dueMs = Math.max(agenda.nowMs, Date.parse(String(after.dueAt)));
    agenda.at(wholeMinute(workingMomentFrom(dueMs + delayMs(dice), dice)), () => work(company, user, heard));
  });
}

/** Nobody tells a call to the second, and a minute takes less room in a file. */
const wholeMinute = (ms: number): number => Math.ceil(ms / minuteMs) * minuteMs;

/** Most is done within two hours, some things lie for days. */
function delayMs(dice: Dice): number {
  if (dice.isLucky(4)) return dice.between(1, 3) * dayMs;
  return dice.between(4, 90) * minuteMs;
}

async function work(company: Company, user: string, heard: Map<string, Heard>): Promise<void> {
  if (isAway(company, user)) return;
  const answer = await company.ask({ user, route: 'GET /v1/work', query: { limit: '10' } });
  const items = (answer?.items ?? []) as readonly Work[];
  const first = items.find(({ dueAt, place }) => place !== 'today' || Date.parse(dueAt) <= company.agenda.nowMs);
  if (first === undefined) return;
  const person = company.personOf(first.leadId);
  const isPlanned = first.place === 'overdue' || first.place === 'today';
  if (isPlanned && person?.fate === 'cold' && company.dice.for(first.taskId).isLucky(45)) {
    // Most leads go cold like this: somebody thinks better of calling once more.
    await company.ask({ user, route: 'POST /v1/tasks/{taskId}/cancel', path: { taskId: first.taskId }, body: {} });
    return;
  }
  if (first.kind === 'call' && person?.phone) return await call(company, user, first, person, heard);
  // Nobody can be called without a number; they are written to.
  await company.ask({ user, route: 'POST /v1/tasks/{taskId}/done', path: { taskId: first.taskId }, body: {} });
}

async function call(
  company: Company,
  user: string,
  { leadId, taskId, subject }: Work,
  person: Person,
  heard: Map<string, Heard>,
): Promise<void> {
  const known = heard.get(leadId) ?? { reached: 0, missed: 0, isQualified: false };
  heard.set(leadId, known);
  const dice = company.dice.for(`call ${leadId} ${company.agenda.nowMs - company.span.startMs}`);
  const told = outcomeOf(person.fate, known, dice);
  const isReached = !missed.has(told);
  const callbackMs = told === 'callback' ? callbackFrom(company.agenda.nowMs, dice) : null;
  const note = isReached && dice.isLucky(55) ? dice.pick(notes[told] ?? ['Đã trao đổi']) : null;
  // Ticked off first: a last word does away with whatever is still planned.
  if (!endsByCall.test(taskId)) await company.ask({ user, route: 'POST /v1/tasks/{taskId}/done', path: { taskId }, body: {} });
  const logged = await company.ask({
    user,
    route: 'POST /v1/leads/{leadId}/calls',
    path: { leadId },
    body: {
      outcome: told,
      ...(subject !== 'lead' && { opportunityId: subject }),
      ...(isReached && { durationMs: dice.between(40, 480) * 1_000 }),
      ...(note !== null && { note }),
      ...(callbackMs !== null && { callbackAt: new Date(callbackMs).toISOString() }),
    },
  });
  if (logged === undefined) return;
  if (!isReached) return await missedAgain(company, user, leadId, known);
  known.reached += 1;
  if (known.isQualified || !(told === 'interested' || told === 'considering')) return;
  known.isQualified = true;
  await company.ask({
    user,
    route: 'POST /v1/leads/{leadId}/qualification',
    path: { leadId },
    body: { answers: answersOf(person.fate, dice) },
  });
}

/** What a call does away with by itself, by the names of tasks; others, such as the call that an offer suggests, are ticked off. */
const endsByCall = /\.(call|first|hot)-/;

/** Who cannot be reached three times is given back to marketing; rules that try for longer are the company's to set. */
async function missedAgain(company: Company, user: string, leadId: string, known: Heard): Promise<void> {
  known.missed += 1;
  if (known.missed < 3 || known.reached > 0) return;
  known.missed = 0;
  const body = { status: 'recycled', reason: 'unreached' };
  await company.ask({ user, route: 'POST /v1/leads/{leadId}/status', path: { leadId }, body });
}

const missed = new Set(['noAnswer', 'busy', 'unreachable', 'wrongNumber']);
const reachedPercent: Readonly<Record<Fate, number>> = { stranger: 60, cold: 46, warm: 70, buyer: 82 };

const firstWords = [
  [22, 'considering'],
  [60, 'notInterested'],
  [14, 'callback'],
  [4, 'interested'],
] as const;
const lastWords = [
  [82, 'notInterested'],
  [18, 'considering'],
] as const;

function outcomeOf(fate: Fate, { reached, isQualified }: Heard, dice: Dice): string {
  if (!dice.isLucky(reachedPercent[fate])) {
    return fate === 'stranger' && dice.isLucky(45)
      ? 'wrongNumber'
      : dice.weigh([
          [60, 'noAnswer'],
          [22, 'busy'],
          [18, 'unreachable'],
        ] as const);
  }
  if (fate === 'stranger')
    return dice.weigh([
      [60, 'wrongPerson'],
      [40, 'refusedContact'],
    ] as const);
  if (fate === 'cold') {
    const words = reached === 0 ? firstWords : lastWords;
    return dice.weigh(words);
  }
  if (!isQualified)
    return dice.weigh([
      [85, 'interested'],
      [15, 'considering'],
    ] as const);
  // What follows is the sale's: two calls on the way, and nobody is called for ever.
  return reached < 3 ? 'callback' : fate === 'buyer' ? 'closed' : 'notInterested';
}

const notes: Readonly<Record<string, readonly string[]>> = {
  interested: ['Đang dùng sổ tay, muốn chuyển trước cuối tháng', 'Có hai chi nhánh, hỏi về phân quyền nhân viên', 'Muốn xem demo'],
  considering: ['Đang so sánh hai bên', 'Chờ hỏi ý kiến người góp vốn', 'Thấy giá hơi cao'],
  callback: ['Đang bận khách, hẹn gọi lại', 'Hẹn gọi lại sau khi xem báo giá', 'Gọi lại buổi chiều'],
  notInterested: ['Đã mua bên khác', 'Đóng cửa hàng', 'Chỉ hỏi cho biết'],
  wrongPerson: ['Học sinh làm bài tập', 'Không biết ai đã gửi'],
};

function callbackFrom(nowMs: number, dice: Dice): number {
  const day = midnightOf(nowMs) + dice.between(5, 24) * dayMs;
  return workingMomentFrom(day + dice.between(9, 17) * hourMs + dice.pick([0, 15, 30, 45]) * minuteMs, dice);
}

function answersOf(fate: Fate, dice: Dice): Readonly<Record<string, string>> {
  if (fate === 'cold') return { problem: dice.pick(['looks-around', 'looks-around', 'no-problem']), start: 'later' };
  return {
    problem: 'wants-change',
    'way-of-working': dice.pick(['we-serve-it', 'we-serve-it', 'with-limits']),
    'monthly-budget': fate === 'buyer' ? dice.pick(['from-1m', 'under-1m']) : dice.pick(['under-1m', 'nothing']),
    'who-decides': dice.pick(['decides', 'decides', 'has-a-say']),
    start: fate === 'buyer' ? dice.pick(['this-month', 'this-quarter']) : dice.pick(['this-quarter', 'later']),
  };
}
