import type { EntryView } from '../../api/leads/timeline-view.ts';
import {
  Actor,
  leadMerged,
  leadMergedInto,
  leadProposed,
  leadUpdated,
  type MailKind,
  mailBounced,
  mailFailed,
  mailGathered,
  mailSent,
  mergeCandidateDropped,
  mergeCandidateFound,
  mergeUndone,
  proposalAccepted,
  proposalDropped,
} from '../../events/index.ts';
import { isContactField, type Locale, type TimelineEntry } from '../leads/index.ts';
import { withoutPostIn } from '../mail-requests/index.ts';
import { Source } from '../platform/ids.ts';
import { withForm, withoutPost } from './posts.ts';
import { summarise } from './summaries.ts';
import type { Names } from './views.ts';

/** Stands for an actor of a kind that a later version of the code wrote: nobody here can tell what its id says. */
const unknownActor: Actor = { kind: 'system', id: 'unknown' };

/** An entry as the contract shows it; without contact details it tells neither of a person nor which post it is of. */
export function entryView(entry: TimelineEntry, contact: boolean, locale: Locale, names: Names): EntryView {
  const { id, type, eventVersion, at } = entry;
  const known = Actor.safeParse(entry.actor).data ?? unknownActor;
  const actor = contact ? known : withoutPost(known);
  const { submission } = entry.data;
  const source = Source.safeParse(submission).data;
  const told = source ? { ...entry.data, submission: { ...Object(submission), ...withForm(source) } } : entry.data;
  const data = contact ? told : withoutOthers(told);
  const summary = summarise({ type, eventVersion, data }, locale, names);
  return { id, type, at, actor, leadVersion: contact ? entry.leadVersion : null, summary, data };
}

/** Entries that tell of contact details alone. */
const neverSeen: ReadonlySet<string> = new Set(
  [
    mergeCandidateFound,
    mergeCandidateDropped,
    leadMerged,
    leadMergedInto,
    mergeUndone,
    leadProposed,
    proposalAccepted,
    proposalDropped,
  ].map(({ detailType }) => detailType),
);

/** Mails that hang on whether a post says the known name, address and number or others. */
const tellingMails: ReadonlySet<unknown> = new Set<MailKind>(['proposedChange', 'repeatNotice']);
const mailEntries: ReadonlySet<string> = new Set([mailSent, mailGathered, mailFailed, mailBounced].map(({ detailType }) => detailType));

/**
 * Whether an entry is shown to whoever does not see contact details. One that tells of nothing else is not, nor one of another lead with
 * the same number or address: that it is there would tell of a guessed one whether we know it.
 */
export function isSeenWithoutContact({ type, data }: Pick<TimelineEntry, 'type' | 'data'>): boolean {
  if (neverSeen.has(type) || (mailEntries.has(type) && tellingMails.has(data.kind))) return false;
  return type !== leadUpdated.detailType || !Array.isArray(data.fields) || !data.fields.every(isContactField);
}

/**
 * Leaves out which post an entry is of, and which lead shares a number or an address: whoever posts a guessed one by a public form would
 * find the lead that holds it by their own post. Nor whether a post told the known name, address and number or others, for the same reason.
 */
function withoutOthers({
  otherLeadId,
  reason,
  submission,
  proposed: _proposed,
  fields,
  mailId,
  ...data
}: TimelineEntry['data']): TimelineEntry['data'] {
  const source = Source.safeParse(submission).data;
  return {
    ...data,
    ...(Array.isArray(fields) ? { fields: fields.filter((field) => !isContactField(field)) } : {}),
    ...(otherLeadId === undefined && reason !== undefined ? { reason } : {}),
    ...(source ? { submission: withForm(source) } : {}),
    ...(typeof mailId === 'string' ? { mailId: withoutPostIn(mailId) } : {}),
  };
}
