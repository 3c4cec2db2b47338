import type { MailRequestOf } from '../../events/index.ts';
import type { FormEvent } from '../capture/event-config.ts';
import type { MailPlan, Postponed, Unsent } from '../mail/index.ts';
import { addMs, hoursMs } from '../platform/clock.ts';
import type { EventLedger, Registration } from '../registrations/index.ts';
import type { PostFacts } from './post-facts.ts';
import { afterQuietHours } from './rules-quiet.ts';
import { mailboxPauseMs, planToWriter } from './rules-receiver.ts';

/** How the place of somebody stands, and the event that it is at. */
export interface PlaceTold {
  readonly registration: Registration;
  readonly ledger: EventLedger;
  readonly event: FormEvent;
}

interface Asked {
  readonly request: MailRequestOf<'registrationMail'>;
  readonly company: { readonly timeZone: string };
  readonly facts: Omit<PostFacts, 'correlationId' | 'submission'> & { readonly place: PlaceTold | null };
}

/** What somebody who did nothing just now is told can wait for the morning, as long as that is not too late for the event. */
const canWait: ReadonlySet<Asked['request']['what']> = new Set(['movedUp', 'changed', 'calledOff', 'reminder']);
const soonMs = hoursMs;

const skip = (why: string): Unsent => ({ act: 'skip', why });

/** Decides about a mail that tells of a place: only what is still so is told. */
export function planPlaceMail({ request, company, facts }: Asked, now: Date): MailPlan {
  const { place } = facts;
  if (!place) return skip('eventGone');
  const why = outdated(request, place, now);
  if (why !== null) return skip(why);
  const plan = planToWriter(facts);
  if (plan.act !== 'send' || !canWait.has(request.what)) return plan;
  const until = afterQuietHours(now, company.timeZone);
  const isSoon = until > addMs(new Date(place.event.startsAt), -soonMs);
  return until > now && !isSoon ? { act: 'postpone', until, why: 'quietHours' } : plan;
}

/**
 * Decides about a mail whose mailbox was told of the place of another record within a day: tags and dots make one mailbox many people, and a form must not become
 * a way to bomb a stranger. It waits, as long as that is not too late for the event.
 */
export function afterAnotherRecord({ place }: { readonly place: PlaceTold | null }, now: Date): Unsent | Postponed {
  const until = addMs(now, mailboxPauseMs);
  const isTooLate = !place || until.toISOString() >= place.event.startsAt;
  return isTooLate ? { act: 'fail', reason: 'mailboxQuota' } : { act: 'postpone', until, why: 'writtenLately' };
}

function outdated({ what, code, sequence, startsAt, hours }: Asked['request'], place: PlaceTold, now: Date): string | null {
  const { registration, ledger, event } = place;
  const { state, reason } = registration;
  if (registration.code !== code) return 'registeredAnew';
  if (now.toISOString() > event.endsAt) return 'eventOver';
  switch (what) {
    case 'confirmed':
    case 'movedUp':
      return state === 'confirmed' ? null : 'placeGone';
    case 'waiting':
    case 'refused':
      return state === what ? null : 'placeChanged';
    case 'calledOff':
      return reason === 'calledOff' ? null : 'placeChanged';
    case 'changed':
      if (registration.edition !== ledger.edition || (state !== 'confirmed' && state !== 'waiting')) return 'placeGone';
      return sequence === ledger.sequence ? null : 'changedSince';
    case 'reminder':
      if (state !== 'confirmed') return 'placeGone';
      if (startsAt !== event.startsAt || !event.remindHoursBefore.some((one) => one === hours) || event.calledOff) return 'eventMoved';
      return now.toISOString() < event.startsAt ? null : 'eventBegan';
  }
}
