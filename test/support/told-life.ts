import { LeadView } from '../../api/leads/lead-view.ts';
import { TimelineView } from '../../api/leads/timeline-view.ts';
import { WorkView } from '../../api/tasks/task-view.ts';
import users from '../../config/users.json' with { type: 'json' };
import { type HttpAnswer, type Runtime, startRuntime } from './runtime.ts';
import { browserAgent } from './tracking.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** The company's zone, which knows no summer time. */
const zoneMs = 7 * 60 * minuteMs;
/** After every holiday of the company's calendar, so that each working day of a story is one. */
const earliestMs = Date.parse('2028-01-10T00:00:00+07:00');
const reader = 'admin@example.com';

/** A sentence in both languages. */
export interface Both {
  readonly vi: string;
  readonly en: string;
}

/** One moment of a life, and what is to be seen after it by those who work with the person. */
export interface Scene {
  readonly when: string;
  readonly told: string;
  readonly stage: string;
  /** What the timeline has more than in the scene before, oldest first: a line, and what happened with it. */
  readonly lines: readonly (readonly Both[])[];
  /** What the person's rep is to do, first things first. */
  readonly work: readonly Both[];
  /** The mails that came since the scene before. */
  readonly mails: readonly ToldMail[];
}

/** In the order in which a scene names them. */
export const receivers = ['the rep', 'a colleague', 'the person', 'somebody else'] as const;

export interface ToldMail {
  readonly to: (typeof receivers)[number];
  readonly subject: string;
}

/** Whom the story is about, and who has them. */
export interface Known {
  readonly leadId: string;
  /** Told where the story has mails to somebody else, too. */
  readonly email?: string;
  readonly rep: { readonly name: string; readonly email: string };
}

export interface Life {
  readonly runtime: Runtime;
  readonly scenes: readonly Scene[];
  /** Moves the clock to a moment of the story, lets happen what falls due, then what `act` does. */
  scene(day: number, time: string, told: string, act?: () => Promise<unknown>): Promise<Scene>;
  /** Asks as one of the company's users, and waits for what follows. @throws when the answer is no success */
  ask(user: string, method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer['body']>;
  /** What the person's browser tells of one visit. */
  browse(...events: readonly { readonly type: string; readonly url: string }[]): Promise<void>;
  /** The visit that is under way, as a form tells it. */
  visit(): Readonly<Record<string, string>>;
  /** A moment of the story with its zone. */
  moment(day: number, time: string): string;
  isAbout(known: Known): void;
  /** Has what differs from run to run, as a name or an id, stand in the page as one and the same words. */
  call(differing: string, always: string): void;
  /** A text without what differs from run to run: dates become days of the story, and whose turn it was one and the same name. */
  alike(text: string): string;
}

/** Begins a story at midnight of a Monday, in a runtime of its own. */
export async function beginLife(): Promise<Life> {
  const runtime = await startRuntime({ isOwn: true });
  const nowMs = (): number => Date.parse(runtime.ago(0));
  const beganMs = mondayFrom(Math.max(nowMs(), earliestMs));
  const scenes: Scene[] = [];
  const seenEntries = new Set<string>();
  const seenMails = new Set<string>();
  const names = new Map<string, string>();
  let known: Known | undefined;
  let visits = 0;

  const momentMs = (day: number, time: string): number => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return beganMs + (day - 1) * dayMs + (hours * 60 + minutes) * minuteMs;
  };
  const moveTo = async (targetMs: number): Promise<void> => {
    const bySeconds = Math.ceil((targetMs - nowMs()) / 1_000);
    // A slow machine is late for a scene that comes soon after another, which changes nothing that is seen.
    if (bySeconds > 0) await runtime.advance(`PT${bySeconds}S`);
    await runtime.idle();
  };
  const ask: Life['ask'] = async (user, method, path, body, more = {}) => {
    const headers = { authorization: `Bearer ${await runtime.token(user)}`, ...more };
    const answer = await runtime.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    await runtime.idle();
    return answer.body;
  };
  const visit = () => ({
    visitorId: 'visitor-of-the-story',
    sessionId: `visit-${visits}`,
    sessionStartedAt: runtime.ago(60),
    sentAt: runtime.ago(0),
  });
  const withDays = (text: string, dayWord: string): string =>
    text.replaceAll(/\b(?:(\d\d)\/(\d\d)\/(\d{4})|\d{1,2} [A-Z][a-z]{2} \d{4})\b/g, (english, day, month, year) => {
      const at = day === undefined ? `${english} 00:00 GMT+0700` : `${year}-${month}-${day}T00:00:00+07:00`;
      const sinceMs = Date.parse(at) - beganMs;
      return `${dayWord} ${sinceMs / dayMs + 1}`;
    });
  const newLines = async ({ leadId }: Known): Promise<Both[][]> => {
    const [vi = [], en = []] = await Promise.all(['vi', 'en'].map((lang) => timelineOf(ask, leadId, lang)));
    const lines = vi.flatMap((group, index) => {
      if (group.entryIds.every((id) => seenEntries.has(id))) return [];
      const [inVi, inEn] = [group, en[index]].map((told) => (told ? [told.summary, ...told.details] : []));
      return [(inVi ?? []).map((line, place) => ({ vi: line, en: withDays(inEn?.[place] ?? '', 'day') }))];
    });
    for (const id of vi.flatMap(({ entryIds }) => entryIds)) seenEntries.add(id);
    return lines.reverse();
  };
  const receiverOf = (to: string): ToldMail['to'] => {
    if (to === known?.rep.email) return 'the rep';
    if (users.some(({ email }) => email === to)) return 'a colleague';
    return known?.email === undefined || to === known.email ? 'the person' : 'somebody else';
  };
  const newMails = async (): Promise<ToldMail[]> => {
    const mails = (await runtime.mails()).filter(({ messageId }) => !seenMails.has(messageId));
    for (const { messageId } of mails) seenMails.add(messageId);
    const told = mails.map(({ to, subject }): ToldMail => ({ to: receiverOf([to].flat().join()), subject }));
    // Two queues carry them, so which of a moment comes first is chance.
    return told.toSorted((one, other) => receivers.indexOf(one.to) - receivers.indexOf(other.to));
  };
  const seenAfter = async (who: Known): Promise<Omit<Scene, 'when' | 'told'>> => {
    const { stage } = LeadView.parse(await ask(reader, 'GET', `/v1/leads/${who.leadId}`));
    const work = WorkView.parse(await ask(who.rep.email, 'GET', '/v1/work')).items;
    return {
      stage,
      lines: await newLines(who),
      work: work.map(({ why, next }) => ({ vi: `${why.vi}: ${next.vi}`, en: `${why.en}: ${next.en}` })),
      mails: await newMails(),
    };
  };

  return {
    runtime,
    scenes,
    ask,
    visit,
    moment: (day, time) => new Date(momentMs(day, time) + zoneMs).toISOString().replace('.000Z', '+07:00'),
    isAbout(who) {
      known = who;
      names.set(who.rep.name, 'Trần Thị Lan');
    },
    call(differing, always) {
      names.set(differing, always);
    },
    // All at once: the name that one stands for may be another one's own.
    alike: (text) =>
      withDays(text, 'ngày').replaceAll(new RegExp([...names.keys(), '$^'].join('|'), 'g'), (name) => names.get(name) ?? name),
    async browse(...events) {
      visits += 1;
      const shown = visit();
      const numbered = events.map((event, index) => ({ id: `${visits}-${index}`, at: shown.sentAt, ...event }));
      const body = JSON.stringify({ ...shown, seq: 0, consent: true, ua: browserAgent, events: numbered });
      await runtime.request('/v1/events', { method: 'POST', body });
      await runtime.advance('PT5S');
      await runtime.idle();
    },
    async scene(day, time, told, act) {
      await moveTo(momentMs(day, time));
      await act?.();
      await runtime.idle();
      const nobody = { stage: 'anonymous', lines: [], work: [], mails: [] };
      const scene = { when: `Day ${day}, ${time}`, told, ...(known ? await seenAfter(known) : nobody) };
      scenes.push(scene);
      return scene;
    },
  };
}

async function timelineOf(ask: Life['ask'], leadId: string, lang: string): Promise<TimelineView['groups']> {
  const groups: TimelineView['groups'] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: TimelineView = TimelineView.parse(
      await ask(reader, 'GET', `/v1/leads/${leadId}/timeline?limit=100&lang=${lang}${cursor && `&cursor=${cursor}`}`),
    );
    groups.push(...page.groups);
    cursor = page.nextCursor;
  }
  return groups;
}

/** The first midnight of a Monday from a moment on, in the company's zone. */
function mondayFrom(ms: number): number {
  const midnightMs = Math.ceil((ms + zoneMs) / dayMs) * dayMs;
  const days = (8 - new Date(midnightMs).getUTCDay()) % 7;
  return midnightMs + days * dayMs - zoneMs;
}
