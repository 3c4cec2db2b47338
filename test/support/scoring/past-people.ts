import { ScoreMessage } from '../../../events/index.ts';
import { intakeSubmission, type SubmissionParts } from '../../../shared/intake/index.ts';
import { addMs, daysMs, hoursMs, minutesMs } from '../../../shared/platform/clock.ts';
import { LeadId, refOf } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { OutgoingMessage, Queue } from '../../../shared/platform/queues.ts';
import { type ScoreParts, scoreLead } from '../../../shared/scoring/index.ts';
import { trackVisits } from '../../../shared/tracking/index.ts';
import { submissionOf } from '../lead-world/world.ts';
import { person } from '../people.ts';
import { postRef } from '../post-ref.ts';
import { randomFrom } from '../random-numbers.ts';
import { browserAgent } from '../tracking.ts';

/** What somebody does on the site in one visit: types of events, and the pages they are on. */
interface Visit {
  readonly at: Date;
  readonly events: readonly { readonly type: string; readonly page: string; readonly durationMs?: number }[];
}

/** Somebody whose story is known: when they came, what they did, and whether they bought. */
export interface PastPerson {
  readonly number: number;
  readonly isSerious: boolean;
  readonly posts: readonly { readonly at: Date; readonly fields: Readonly<Record<string, string>> }[];
  readonly visits: readonly Visit[];
  readonly boughtAt: Date | null;
}

/**
 * People of a shop in the ninety days before `until`: one in four is serious; those name their company, look at prices and mostly buy;
 * the others read, and some look for work. After they bought, people come back and do all that interest rules like best.
 */
export function pastPeople(seed: number, count: number, until: Date): PastPerson[] {
  const next = randomFrom(seed);
  const chance = (share: number) => next() < share;
  return Array.from({ length: count }, (_, index): PastPerson => {
    const number = index + 1;
    const isSerious = chance(0.25);
    const startMs = until.getTime() - Math.floor((5 + next() * 85) * daysMs);
    const later = (mostDays: number) => new Date(startMs + Math.floor(hoursMs + next() * mostDays * daysMs));
    const { fullName, email, phone } = person(number);
    const wantsWork = !isSerious && chance(0.15);
    const fields = {
      fullName,
      email,
      ...(isSerious || chance(0.5) ? { phone } : {}),
      ...(isSerious || chance(0.2) ? { company: `Cửa hàng ${number}`, province: 'TP.HCM' } : {}),
      ...(isSerious && chance(0.6) ? { title: 'Chủ cửa hàng' } : {}),
      message: wantsWork ? 'Em muốn ứng tuyển vị trí bán hàng' : isSerious && chance(0.7) ? 'Xin báo giá' : 'Tôi muốn tìm hiểu',
    };
    const boughtAt = chance(isSerious ? 0.6 : 0.06) ? new Date(startMs + Math.floor((1 + next() * 4) * daysMs)) : null;
    const look = (at: Date): Visit => ({
      at,
      events: [
        { type: 'page_view', page: wantsWork ? 'tuyen-dung' : isSerious ? 'bang-gia' : 'san-pham' },
        ...(chance(0.5) ? [{ type: 'page_leave', page: 'san-pham', durationMs: 45_000 }] : []),
        ...(isSerious && chance(0.6) ? [{ type: 'add_to_cart', page: 'san-pham' }] : []),
        ...(isSerious && chance(0.3) ? [{ type: 'download', page: 'bang-gia' }] : []),
      ],
    });
    const before = Array.from({ length: Math.floor(next() * 3) }, () =>
      look(new Date(startMs - Math.floor(next() * 2 * daysMs) - hoursMs)),
    );
    const after = Array.from({ length: Math.floor(next() * (isSerious ? 5 : 3)) }, () => look(later(boughtAt ? 1 : 30)));
    const bought: Visit[] = boughtAt
      ? [
          { at: boughtAt, events: [{ type: 'purchase', page: 'thanh-toan' }] },
          {
            at: addMs(boughtAt, hoursMs),
            events: ['checkout_start', 'add_to_cart', 'purchase'].map((type) => ({ type, page: 'gio-hang' })),
          },
        ]
      : [];
    const again = chance(0.2) ? [{ at: later(20), fields: { ...fields, message: 'Cho tôi hỏi chi phí' } }] : [];
    return { number, isSerious, boughtAt, posts: [{ at: new Date(startMs), fields }, ...again], visits: [...before, ...after, ...bought] };
  });
}

type Step = { readonly at: Date } & (
  | { readonly post: number; readonly of: PastPerson }
  | { readonly visit: number; readonly of: PastPerson }
);

/** A queue whose messages are handed over by whoever drains it. */
function collector(messages: OutgoingMessage[]): Queue {
  return { send: async (message) => void messages.push(message), sendAll: async (all) => void messages.push(...all) };
}

/**
 * Lets everything happen in its order through intake, tracking and scoring, each step shortly before it is looked at; scores are then
 * up to date as of `until`, with everything that was due to cool.
 */
export async function letHappen(people: readonly PastPerson[], parts: SubmissionParts & ScoreParts, until: Date): Promise<void> {
  let now = until;
  const waiting: OutgoingMessage[] = [];
  const moved = { ...parts, clock: () => now, score: collector(waiting) };
  const steps = people
    .flatMap((of): Step[] => [
      ...of.posts.map(({ at }, post) => ({ at, post, of })),
      ...of.visits.map(({ at }, visit) => ({ at, visit, of })),
    ])
    .filter(({ at }) => at < until)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  for (const step of steps) {
    now = addMs(step.at, 300);
    if ('post' in step) await takePost(step.of, step.post, moved);
    else await takeVisit(step.of, step.visit, moved);
    await scoreWaiting(waiting, moved);
  }
  now = until;
  for (const leadId of await leadsWith(people, moved)) await scoreLead(leadId, [{ v: 1, kind: 'cool', leadId }], moved);
}

async function takePost(of: PastPerson, index: number, parts: SubmissionParts): Promise<void> {
  const post = of.posts[index];
  if (!post) return;
  const submission = submissionOf({
    submissionId: `past-${of.number}-${index}`,
    fields: { ...post.fields },
    receivedAt: post.at.toISOString(),
    context: { pageUrl: null, referrer: null, utm: {}, visitorId: visitorOf(of), locale: 'vi', sentAt: post.at.toISOString() },
    consent: [{ purpose: 'tracking', granted: true, textVersion: 'tracking-1' }],
  });
  await parts.table.put({ Item: { ...keys.submission(submission), ...submission } });
  await intakeSubmission(refOf(submission), parts);
}

async function takeVisit(of: PastPerson, index: number, parts: SubmissionParts): Promise<void> {
  const visit = of.visits[index];
  if (!visit) return;
  const body = {
    visitorId: visitorOf(of),
    sessionId: `visit-${index}`,
    sessionStartedAt: visit.at.toISOString(),
    sentAt: addMs(visit.at, minutesMs).toISOString(),
    seq: 0,
    consent: true,
    ua: browserAgent,
    events: visit.events.map(({ type, page, durationMs }, place) => ({
      id: `event-${place}`,
      type,
      at: addMs(visit.at, place * 1_000).toISOString(),
      url: `https://annhien.example/${page}`,
      ...(durationMs === undefined ? {} : { durationMs }),
    })),
  };
  await trackVisits(
    [{ messageId: `visit-${of.number}-${index}`, body: JSON.stringify(body), receivedAt: addMs(visit.at, minutesMs) }],
    parts,
  );
}

const visitorOf = ({ number }: PastPerson): string => `past-visitor-${number}`;

async function scoreWaiting(waiting: OutgoingMessage[], parts: ScoreParts): Promise<void> {
  const messages = waiting.splice(0).map(({ body }) => ScoreMessage.parse(body));
  for (const [leadId, same] of Map.groupBy(messages, (message) => message.leadId)) await scoreLead(LeadId.parse(leadId), same, parts);
}

async function leadsWith(people: readonly PastPerson[], { table }: SubmissionParts): Promise<Set<LeadId>> {
  const found = await Promise.all(
    people.map(async ({ number }) => {
      const outcome = await table.get(keys.outcome(postRef(`past-${number}-0`)));
      return outcome?.leadId === undefined ? [] : [LeadId.parse(outcome.leadId)];
    }),
  );
  return new Set(found.flat());
}
