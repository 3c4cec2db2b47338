import {
  leadAccepted,
  leadAssigned,
  leadCreated,
  submissionLinked,
  submissionReleased,
  taskDone,
  taskReopened,
} from '../../events/index.ts';
import { workingMsBetween } from '../calendar/index.ts';
import { kindOf } from '../identity/rules-kind.ts';
import { mailKindOf } from '../identity/rules-mail-kind.ts';
import { leadSubject } from '../platform/ids.ts';
import { type Enquiry, type Fact, type FactTouch, type Milestones, type Moment, momentOf, type Ownership } from './fact.ts';
import type { PersonItems, RecordItems } from './person-items.ts';
import { clocksOf } from './rules-clocks.ts';
import { hasBounced, notifiedAt, sequencesOf, trialsOf } from './rules-mails.ts';
import { milestonesBy } from './rules-milestones.ts';
import { ownersOf } from './rules-owners.ts';
import { needsOf, ordersOf } from './rules-sales.ts';
import { stagesOf, statusesOf, temperaturesOf } from './rules-steps.ts';
import { byMoment, toldBy } from './rules-told.ts';

/** Folds all that lies under the records of a person to what figures know of them. It follows from the items alone, in whatever order they came. */
export function foldFact({ records, visits, hoursOf }: PersonItems): Fact {
  const [{ lead }] = records;
  const eldest = eldestOf(records);
  const created = toldBy(eldest, leadCreated)[0];
  const arrivedAt = momentOf(eldest.lead.createdAt);
  const owners = ownersOf(records);
  const stages = stagesOf(records);
  const calls = callsOf(records);
  const enquiries = enquiriesOf(records);
  return {
    id: lead.leadId,
    erased: false,
    arrivedAt,
    origin: eldest.lead.source.origin,
    first: touchOf(eldest.lead.source.first),
    last: touchOf(latestPost(records) ?? eldest.lead.source.first),
    provinceCode: created?.data.provinceCode ?? lead.region.provinceCode,
    macroRegion: (created?.data.macroRegion as Fact['macroRegion'] | undefined) ?? lead.region.macroRegion,
    poolId: created?.data.poolId ?? null,
    products: lead.products,
    kind: kindOf(lead) === 'b2b' ? 'company' : 'person',
    profile: profileOf(records),
    enquiries,
    quality: qualityOf(records),
    stages,
    statuses: statusesOf(records),
    temperatures: temperaturesOf(records),
    owners,
    clocks: clocksOf(records, owners),
    t: milestonesOf(records, { arrivedAt, owners, stages, calls, hoursOf }),
    calls,
    feedback: feedbackOf(records),
    needs: needsOf(records, owners),
    orders: ordersOf(records, owners),
    sequences: sequencesOf(records),
    visits,
    tags: lead.tags,
    trials: trialsOf(records),
  };
}

/** The person arrived when the first of their records was made. */
export function eldestOf<One extends Pick<RecordItems, 'lead'>>(records: readonly [One, ...One[]]): One {
  return records.reduce((one, other) => (other.lead.createdAt < one.lead.createdAt ? other : one));
}

interface Post {
  readonly at: string;
  readonly channel: string;
  readonly sourceId: string;
  readonly utm: { readonly source?: string | undefined; readonly medium?: string | undefined; readonly campaign?: string | undefined };
}

const touchOf = ({ at, channel, sourceId, utm }: Post): FactTouch => ({
  at: momentOf(at),
  channel,
  sourceId,
  utmSource: utm.source ?? null,
  utmMedium: utm.medium ?? null,
  utmCampaign: utm.campaign ?? null,
});

function postsOf(records: readonly RecordItems[]) {
  const posts = records.flatMap((record) => record.posts);
  return posts.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.submissionId < other.submissionId ? -1 : 1));
}

const latestPost = (records: readonly RecordItems[]) => postsOf(records).at(-1);

function enquiriesOf(records: readonly RecordItems[]): Enquiry[] {
  const again = new Set(
    records.flatMap((record) =>
      toldBy(record, submissionLinked).flatMap(({ data }) => (data.matchedBy === 'repeat' ? [nameOfPost(data.submission)] : [])),
    ),
  );
  const released = new Set(records.flatMap((record) => toldBy(record, submissionReleased).map(({ data }) => nameOfPost(data.submission))));
  return postsOf(records).map((post, place) => ({
    at: momentOf(post.at),
    channel: post.channel,
    sourceId: post.sourceId,
    campaign: post.utm.campaign ?? null,
    kind: place === 0 ? 'new' : again.has(nameOfPost(post)) ? 'duplicate' : 'repeat',
    ...(released.has(nameOfPost(post)) ? { isReleased: true } : {}),
  }));
}

const nameOfPost = (post: { readonly channel: string; readonly sourceId: string; readonly submissionId: string }): string =>
  `${post.channel}/${post.sourceId}/${post.submissionId}`;

function callsOf(records: readonly RecordItems[]): Fact['calls'] {
  const calls = records.flatMap((record) => record.calls);
  return byMoment(calls, ({ at }) => momentOf(at)).map(({ at, repId, outcome, isReached }) => ({
    at: momentOf(at),
    repId,
    outcome,
    reached: isReached,
  }));
}

interface KnownOfWork {
  readonly arrivedAt: Moment;
  readonly owners: readonly Ownership[];
  readonly stages: Fact['stages'];
  readonly calls: Fact['calls'];
  readonly hoursOf: PersonItems['hoursOf'];
}

function milestonesOf(records: readonly RecordItems[], known: KnownOfWork): Milestones {
  const { arrivedAt, owners, stages, calls, hoursOf } = known;
  const isHeld = records.some((record) => toldBy(record, submissionReleased).length > 0);
  const first = postsOf(records)[0];
  const followed = milestonesBy({ owners, calls, stages });
  const attemptedAt = earliest([...(followed.attemptedAt === null ? [] : [followed.attemptedAt]), ...records.flatMap(triesOf)]);
  const ofLead = <One extends { readonly at: Moment; readonly data: { readonly subject: string } }>(told: readonly One[]) =>
    told.flatMap(({ at, data }) => (data.subject === leadSubject ? [at] : []));
  return {
    // A post that was held came long before it was accepted.
    acceptedAt: first && !isHeld ? Math.min(momentOf(first.at), arrivedAt) : arrivedAt,
    ...followed,
    notifiedAt: notifiedAt(records),
    repAcceptedAt: earliest(records.flatMap((record) => ofLead(toldBy(record, leadAccepted)))) ?? opened(records),
    attemptedAt,
    attemptWorkMs: workUntil(attemptedAt, owners, hoursOf),
    contactWorkMs: workUntil(followed.contactedAt, owners, hoursOf),
  };
}

/** Who was the first of several to take it has accepted it, too. */
function opened(records: readonly RecordItems[]): Moment | null {
  return earliest(
    records.flatMap((record) =>
      toldBy(record, leadAssigned).flatMap(({ at, data }) => (data.subject === leadSubject && data.how === 'open' ? [at] : [])),
    ),
  );
}

const earliest = (moments: readonly Moment[]): Moment | null => (moments.length === 0 ? null : Math.min(...moments));

/** Finds when people say that they wrote, called or met; what was only planned, or taken back, is no try. */
function triesOf(record: RecordItems): Moment[] {
  const reopened = toldBy(record, taskReopened);
  return toldBy(record, taskDone).flatMap(({ at, place, actor, data }) => {
    const isTry = data.kind === 'call' || data.kind === 'mail' || data.kind === 'text' || data.kind === 'meeting';
    const isPersons = actor.kind === 'rep' || actor.kind === 'user';
    const isTakenBack = reopened.some((later) => later.data.taskId === data.taskId && later.place > place);
    return isTry && isPersons && !isTakenBack ? [at] : [];
  });
}

function workUntil(at: Moment | null, owners: readonly Ownership[], hoursOf: PersonItems['hoursOf']): number | null {
  if (at === null) return null;
  const owner = owners.findLast(({ subject, from, to }) => subject === leadSubject && from <= at && (to === null || at <= to));
  const hours = owner && hoursOf(owner.repId, owner.poolId);
  return owner && hours ? momentOf(workingMsBetween(hours, new Date(owner.from), new Date(at))) : null;
}

/** Short words of a list, and no sentence in which somebody may be named. */
const word = /^[\p{L}\p{N}][\p{L}\p{N} .,&+/<>–-]{0,39}$/u;
const wordOf = (text: string | undefined): string | null => (text !== undefined && word.test(text) ? text : null);

function profileOf(records: readonly RecordItems[]): Fact['profile'] {
  const newestOf = (field: 'ageBand' | 'incomeBand') => records.map(({ profile }) => profile?.values[field]?.[0]?.value).find(Boolean);
  const [{ lead } = { lead: undefined }] = records;
  return {
    ageBand: wordOf(newestOf('ageBand')),
    industry: wordOf(lead?.extra.industry),
    sizeBand: wordOf(lead?.extra.companySize),
    incomeBand: wordOf(newestOf('incomeBand')),
  };
}

/** Ids of a company's own lists and numbers: what somebody wrote in their own words is no word. */
const listed = /^[a-z0-9][a-zA-Z0-9+._-]{0,39}$/;

function feedbackOf(records: readonly RecordItems[]): Fact['feedback'] {
  const said = records.flatMap(({ profile }) => {
    if (!profile) return [];
    const { values, opinions } = profile;
    const newest = (kind: 'satisfaction' | 'readiness') => (values[kind] ?? []).slice(0, 1).map(({ value, at }) => ({ kind, value, at }));
    const each = (kind: 'needs' | 'interests' | 'buyingHabits') => (values[kind] ?? []).map(({ value, at }) => ({ kind, value, at }));
    return [
      ...opinions.map(({ question, value, at }) => ({ kind: question, value, at })),
      ...newest('satisfaction'),
      ...newest('readiness'),
      ...each('needs'),
      ...each('interests'),
      ...each('buyingHabits'),
    ];
  });
  const words = said.flatMap(({ kind, value, at }) => (listed.test(value) ? [{ kind, word: value, at: momentOf(at) }] : []));
  return byMoment(words, ({ at }) => at);
}

function qualityOf(records: readonly [RecordItems, ...RecordItems[]]): Fact['quality'] {
  const [{ lead }] = records;
  const { fullName, email, phone, company, title, region, products, emailTyped } = lead;
  const known = [fullName, email, phone, company, title, region.provinceCode, products[0] ?? null];
  const phoneQuality = () => {
    if (phone === null) return 'none' as const;
    if (!phone.valid) return 'invalid' as const;
    if (phone.type === 'mobile') return 'mobile' as const;
    return phone.type === 'fixedLine' ? ('landline' as const) : ('other' as const);
  };
  const emailQuality = () => {
    if (email === null) return emailTyped === undefined ? ('none' as const) : ('typed' as const);
    if (hasBounced(records)) return 'bounced' as const;
    return mailKindOf(email) === 'disposable' ? ('disposable' as const) : ('good' as const);
  };
  return { phone: phoneQuality(), email: emailQuality(), fields: known.filter((value) => value !== null && value !== '').length };
}
