import type { MailboxWord } from '../leads/index.ts';
import type { AddressChoices, AddressState, ConfirmedTopic } from '../mail/index.ts';
import { TopicId } from '../platform/ids.ts';

/** One decision of the person behind an address. */
export type Choice =
  | { readonly do: 'confirm'; readonly topics: readonly TopicId[]; readonly proof: Omit<ConfirmedTopic, 'at'> }
  | { readonly do: 'refuse'; readonly topics: readonly TopicId[] }
  | { readonly do: 'refuseAll' }
  | { readonly do: 'pause'; readonly until: string }
  | { readonly do: 'resume' };

/** Why an address gets no advertising mail about a topic. */
export type AdvertisingBar = 'suppressed' | 'refusedAll' | 'refusedTopic' | 'notConfirmed' | 'personPaused';

/**
 * Finds why an address gets no advertising mail about a topic at a moment; null where it gets one. `advertisingOpen` is the same question as
 * a condition of the table: the two change together.
 */
export function advertisingBar({ suppression, choices }: AddressState, topic: TopicId, at: Date): AdvertisingBar | null {
  if (suppression) return 'suppressed';
  if (choices?.refusedAll !== undefined) return 'refusedAll';
  if (choices?.refused[topic] !== undefined) return 'refusedTopic';
  if (!choices?.confirmed[topic]) return 'notConfirmed';
  return isPaused(choices, at) ? 'personPaused' : null;
}

/** Returns what the mailbox of an address says of newsletters: since when it wants some, about one topic at the least, and what not about. */
export function mailboxWordOf(choices: Pick<AddressChoices, 'confirmed' | 'refused' | 'refusedAll'> | undefined): MailboxWord {
  const [confirmedAt] = Object.values(choices?.confirmed ?? {})
    .map(({ at }) => at)
    .sort();
  const refusedTopics = topicsIn(choices?.refused ?? {}).sort();
  return { ...(confirmedAt === undefined ? {} : { confirmedAt }), ...(refusedTopics.length > 0 ? { refusedTopics } : {}) };
}

/** Tells whether a person wants a rest at a moment. */
export function isPaused({ pausedUntil }: Pick<AddressChoices, 'pausedUntil'>, at: Date): boolean {
  return pausedUntil !== undefined && pausedUntil > at.toISOString();
}

/** Tells whether something that was asked for at a moment was refused since: that ends it. */
export function isRefusedSince(choices: AddressChoices | undefined, askedAt: string): boolean {
  return [choices?.refusedAll, ...Object.values(choices?.refused ?? {})].some((at) => at !== undefined && at > askedAt);
}

/** Tells whether what was refused at a moment is refused still, and by that act: who took it back and refused anew did so by another one. */
export function isStillRefused(choices: AddressChoices | undefined, refusedAt: string): boolean {
  return [choices?.refusedAll, ...Object.values(choices?.refused ?? {})].includes(refusedAt);
}

/** Returns what a person has decided after one more decision; null where the decision changes nothing. */
export function afterChoice(before: AddressChoices | undefined, choice: Choice, at: Date): AddressChoices | null {
  const { version, ...stood } = before ?? nothingChosen;
  const next = chosen(stood, choice, at);
  return next && { version: version + 1, ...next };
}

/** Lists the topics that something is known of. */
const topicsIn = (values: Readonly<Record<TopicId, unknown>>): TopicId[] => Object.keys(values).map((topic) => TopicId.parse(topic));

const nothingChosen: AddressChoices = { version: 0, refused: {}, confirmed: {} };

type Chosen = Omit<AddressChoices, 'version'>;

function chosen(before: Chosen, choice: Choice, now: Date): Chosen | null {
  const at = now.toISOString();
  switch (choice.do) {
    case 'confirm': {
      const isNews = (topic: TopicId) => !before.confirmed[topic] || before.refusedAll !== undefined;
      const news = choice.topics.filter(isNews);
      if (news.length === 0) return null;
      // Who refused all is asked for nothing but what they choose again: the other topics lost their confirmation with the refusal.
      const { refusedAll: _refusal, ...others } = before;
      const confirmed = Object.fromEntries(news.map((topic) => [topic, { at, ...choice.proof }]));
      return { ...others, refused: without(before.refused, news), confirmed: { ...before.confirmed, ...confirmed } };
    }
    case 'refuse': {
      const news = choice.topics.filter((topic) => before.refused[topic] === undefined);
      if (news.length === 0 || before.refusedAll !== undefined) return null;
      const refused = Object.fromEntries(news.map((topic) => [topic, at]));
      return { ...before, refused: { ...before.refused, ...refused }, confirmed: without(before.confirmed, news) };
    }
    case 'refuseAll':
      return before.refusedAll === undefined ? { refusedAll: at, refused: {}, confirmed: {} } : null;
    case 'pause':
      return before.pausedUntil === choice.until || before.refusedAll !== undefined ? null : { ...before, pausedUntil: choice.until };
    case 'resume': {
      const { pausedUntil, ...others } = before;
      return pausedUntil === undefined ? null : others;
    }
  }
}

function without<Value>(values: Readonly<Record<TopicId, Value>>, topics: readonly TopicId[]): Record<TopicId, Value> {
  const left: Record<TopicId, Value> = { ...values };
  for (const topic of topics) delete left[topic];
  return left;
}

/**
 * Returns the choices of an address to which a person moves from another: what they refused there counts here, but for topics that they
 * confirmed here later, and the longer rest. Null where nothing changes. Confirmations stay behind: each is the word of one mailbox.
 */
export function withRefusalsOf(from: AddressChoices | undefined, to: AddressChoices | undefined): AddressChoices | null {
  if (!from) return null;
  const { version, ...stood } = to ?? nothingChosen;
  const all = from.refusedAll;
  const refusedAt = (topic: TopicId) => all ?? from.refused[topic];
  const isOver = (topic: TopicId) => (refusedAt(topic) ?? '') >= (stood.confirmed[topic]?.at ?? '');
  const lost = topicsIn(stood.confirmed).filter((topic) => refusedAt(topic) !== undefined && isOver(topic));
  const left = without(stood.confirmed, lost);
  const news = topicsIn(from.refused).filter((topic) => stood.refused[topic] === undefined && !left[topic]);
  const refused = { ...stood.refused, ...Object.fromEntries(news.map((topic) => [topic, from.refused[topic]])) };
  // What was confirmed here since stays; a refusal of all beside it would contradict it.
  const refusesAll = all !== undefined && stood.refusedAll === undefined && topicsIn(left).length === 0;
  if (refusesAll) return { version: version + 1, refusedAll: all, refused: {}, confirmed: {} };
  // Who refused all here rests for good.
  const isLonger = from.pausedUntil !== undefined && from.pausedUntil > (stood.pausedUntil ?? '') && stood.refusedAll === undefined;
  if (lost.length === 0 && news.length === 0 && !isLonger) return null;
  return { version: version + 1, ...stood, refused, confirmed: left, ...(isLonger ? { pausedUntil: from.pausedUntil } : {}) };
}
