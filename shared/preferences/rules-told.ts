import type { Lead, MailboxWord } from '../leads/index.ts';
import { consentAtMailbox } from '../leads/rules-consent.ts';
import type { AddressChoices } from '../mail/index.ts';
import type { SubmissionRef, TopicId } from '../platform/ids.ts';
import { type Choice, mailboxWordOf } from './rules-choices.ts';

/** What the timeline tells of a decision. */
export interface Told {
  readonly purpose: 'newsletter';
  readonly change: 'confirmed' | 'refused' | 'paused' | 'resumed';
  readonly topics: string[] | null;
  readonly until: string | null;
}

const newsletter = 'newsletter' as const;

/** Returns what is told of a decision that made `after` of `before`: the topics alone that it changed. */
export function toldOf(choice: Choice, before: AddressChoices | undefined, after: AddressChoices): Told {
  const changed = (topics: readonly TopicId[], kind: 'confirmed' | 'refused') =>
    topics.filter((topic) => after[kind][topic] !== undefined && after[kind][topic] !== before?.[kind][topic]);
  switch (choice.do) {
    case 'confirm':
      return { purpose: newsletter, change: 'confirmed', topics: changed(choice.topics, 'confirmed'), until: null };
    case 'refuse':
      return { purpose: newsletter, change: 'refused', topics: changed(choice.topics, 'refused'), until: null };
    case 'refuseAll':
      return { purpose: newsletter, change: 'refused', topics: null, until: null };
    case 'pause':
      return { purpose: newsletter, change: 'paused', topics: null, until: choice.until };
    case 'resume':
      return { purpose: newsletter, change: 'resumed', topics: null, until: null };
  }
}

/** How a person decided, for the record's consent. */
export interface Said {
  readonly at: string;
  readonly textVersion: string;
  readonly ref: SubmissionRef;
}

/** Returns the consent of a record whose address has these choices; null where it says so already. */
export function consentAfter(
  { consent }: Pick<Lead, 'consent'>,
  { refusedAll, refused, confirmed }: AddressChoices,
  { at, textVersion, ref }: Said,
): Lead['consent'] | null {
  const isGranted = Object.keys(confirmed).length > 0;
  const isRefused = refusedAll !== undefined || (!isGranted && Object.keys(refused).length > 0);
  if (!isGranted && !isRefused) return null;
  const { newsletter } = consent;
  const stands = newsletter?.granted === isGranted ? consentAtMailbox(consent, {}).newsletter : undefined;
  const decided = stands ?? { granted: isGranted, at, textVersion, ...ref };
  if (!isGranted) return stands ? null : { ...consent, newsletter: decided };
  // What was ticked stands, with its text and its post; the mailbox says so, too, from the first time on.
  const after = { ...decided, ...mailboxWordOf({ confirmed, refused }), confirmedAt: newsletter?.confirmedAt ?? at };
  const isSaid = stands && newsletter?.confirmedAt === after.confirmedAt && textOf(newsletter) === textOf(after);
  return isSaid ? null : { ...consent, newsletter: after };
}

const textOf = ({ refusedTopics = [] }: MailboxWord): string => refusedTopics.join(' ');
