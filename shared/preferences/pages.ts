import { readCompany } from '../company/index.ts';
import { type AddressChoices, readAddressState } from '../mail/index.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import type { TopicId } from '../platform/ids.ts';
import { decide } from './carry-out.ts';
import { type LeavingClaims, readLeavingLink } from './links.ts';
import type { PostedForm, PreferencePage, PreferenceParts, Shown } from './page.ts';
import { type Choice, isPaused } from './rules-choices.ts';
import type { TopicConfig } from './topic-config.ts';
import { topicsInForce } from './topics.ts';

/** Days for which a person may have a rest from advertising mails. */
const pauseDays = 30;

/** Shows what can be stopped by a mail's link. Changes nothing: programs open links before people do. */
export async function showUnsubscribe(token: string, parts: PreferenceParts): Promise<PreferencePage> {
  const opened = await openLeaving(token, parts);
  if (opened.kind !== 'open') return opened.page;
  const { shown, claims, topics, choices } = opened;
  const preferencesPath = `/v1/preferences/${token}`;
  if (choices?.refusedAll !== undefined) return { ...shown, kind: 'left', topic: null, preferencesPath };
  const topic = topics.find(({ id }) => id === claims.topic) ?? null;
  const isLeft = topic !== null && choices?.refused[topic.id] !== undefined;
  return { ...shown, kind: 'leave', topic: isLeft ? null : topic, preferencesPath };
}

/**
 * Stops the mails of a link's topic where the form says `topic`, else all advertising: a mail program's one-click POST says nothing of ours. It works
 * for as long as the mail lies about, also by a link that has ended.
 */
export async function unsubscribe(token: string, form: PostedForm, requestId: string, parts: PreferenceParts): Promise<PreferencePage> {
  const opened = await openLeaving(token, parts);
  if (opened.kind !== 'open') return opened.page;
  const { shown, claims, textVersion, topics } = opened;
  const isTopic = form.get('choose') === 'topic' && claims.topic !== null;
  const choice: Choice = isTopic && claims.topic !== null ? { do: 'refuse', topics: [claims.topic] } : { do: 'refuseAll' };
  await decide({ ...claims, requestId, textVersion, choose: () => [choice] }, parts);
  const topic = isTopic ? (topics.find(({ id }) => id === claims.topic) ?? null) : null;
  return { ...shown, kind: 'left', topic, preferencesPath: `/v1/preferences/${token}` };
}

/** Shows what a person may choose, and what they chose. Changes nothing. */
export async function showPreferences(token: string, parts: PreferenceParts): Promise<PreferencePage> {
  const opened = await openLeaving(token, parts);
  if (opened.kind !== 'open') return opened.page;
  if (opened.isExpired) return { ...opened.shown, kind: 'expired' };
  return choicesPage(opened, opened.choices, false, parts);
}

/** Carries out what a person chose on the page: topics, a rest of thirty days or its end, or nothing at all. */
export async function choosePreferences(
  token: string,
  form: PostedForm,
  requestId: string,
  parts: PreferenceParts,
): Promise<PreferencePage> {
  const opened = await openLeaving(token, parts);
  if (opened.kind !== 'open') return opened.page;
  if (opened.isExpired) return { ...opened.shown, kind: 'expired' };
  const { claims, textVersion, topics } = opened;
  const choose = choicesIn(form, topics, textVersion, parts.clock());
  if (!choose) return choicesPage(opened, opened.choices, false, parts);
  const after = await decide({ ...claims, requestId, textVersion, choose }, parts);
  return choicesPage(opened, after, true, parts);
}

/** Reads what a form asks for; undefined where it is none of ours. */
function choicesIn(
  form: PostedForm,
  topics: readonly TopicConfig[],
  textVersion: string,
  now: Date,
): ((before: AddressChoices | undefined) => readonly Choice[]) | undefined {
  switch (form.get('choose')) {
    case 'topics': {
      const named = form.getAll('topic');
      const wanted = topics.filter(({ id }) => named.includes(id)).map(({ id }) => id);
      return (before) => chosenTopics(wanted, topics, before, textVersion);
    }
    case 'pause':
      // A second press within the rest does not lengthen it.
      return (before) => (before && isPaused(before, now) ? [] : [{ do: 'pause', until: addMs(now, pauseDays * daysMs).toISOString() }]);
    case 'resume':
      return () => [{ do: 'resume' }];
    case 'none':
      return () => [{ do: 'refuseAll' }];
    default:
      return undefined;
  }
}

function chosenTopics(
  wanted: readonly TopicId[],
  topics: readonly TopicConfig[],
  before: AddressChoices | undefined,
  textVersion: string,
): Choice[] {
  const comes = (topic: TopicId) => before?.confirmed[topic] !== undefined;
  const unwanted = topics.flatMap(({ id }) => (comes(id) && !wanted.includes(id) ? [id] : []));
  const news = wanted.filter((topic) => !comes(topic));
  return [
    ...(news.length > 0 ? [{ do: 'confirm' as const, topics: news, proof: { textVersion } }] : []),
    ...(unwanted.length > 0 ? [{ do: 'refuse' as const, topics: unwanted }] : []),
  ];
}

function choicesPage(
  { shown, topics }: OpenedLeaving,
  choices: AddressChoices | undefined,
  isSaved: boolean,
  { clock }: PreferenceParts,
): PreferencePage {
  const pausedUntil = choices && isPaused(choices, clock()) ? (choices.pausedUntil ?? null) : null;
  const listed = topics.map((topic) => ({ ...topic, isConfirmed: choices?.confirmed[topic.id] !== undefined }));
  return { ...shown, kind: 'choose', topics: listed, isStopped: choices?.refusedAll !== undefined, pausedUntil, isSaved };
}

interface OpenedLeaving {
  readonly kind: 'open';
  readonly shown: Shown;
  readonly claims: LeavingClaims;
  readonly isExpired: boolean;
  readonly topics: readonly TopicConfig[];
  readonly textVersion: string;
  readonly choices: AddressChoices | undefined;
}

async function openLeaving(
  token: string,
  parts: PreferenceParts,
): Promise<OpenedLeaving | { readonly kind: 'closed'; readonly page: PreferencePage }> {
  const link = readLeavingLink(token, parts.clock(), parts.signedLinkKeys);
  const company = await readCompany(parts.config);
  if (link.kind === 'unknown') return { kind: 'closed', page: { kind: 'unknown', company } };
  const { claims } = link;
  const [{ choices }, known] = await Promise.all([
    readAddressState(parts.table, claims.address, { consistent: true }),
    topicsInForce(parts.config),
  ]);
  return { kind: 'open', shown: { company, locale: claims.locale }, claims, isExpired: link.kind === 'expired', ...known, choices };
}
