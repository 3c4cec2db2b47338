import type { MailRequestOf } from '../../events/index.ts';
import type { Locale } from '../leads/index.ts';
import { defineMail, filled, takeMailboxForLead } from '../mail/index.ts';
import { digest, FormId, LeadId } from '../platform/ids.ts';
import { calendarOf, hasEvent, placeUrl, readLedger, readRegistration, shownCode, whenOf, whereOf } from '../registrations/index.ts';
import { templates } from './generated/templates.ts';
import { placeWords } from './place-words.ts';
import { gatherPost } from './post-facts.ts';
import { readerOf } from './reader.ts';
import { afterAnotherRecord, type PlaceTold, planPlaceMail } from './rules-place-mail.ts';
import { mailboxPauseMs } from './rules-receiver.ts';
import { submitterValues } from './submitter-values.ts';

/**
 * Tells whoever registered for an event what became of it: that they have a place or wait for one, that they moved up, that the event was moved or
 * called off, and that it begins soon. It goes to the address of the post that registered them, as the thanks for a post do.
 */
export const registrationMail = defineMail({
  kind: 'registrationMail',
  audience: 'lead',
  purpose: 'service',
  name: ({ leadId, code, what, sequence, startsAt = '', hours = '' }) =>
    digest('registration', leadId, code, what, String(sequence), startsAt, String(hours)),
  async gather(request, begun, parts) {
    const formId = FormId.parse(request.sourceId);
    const [post, registration, ledger] = await Promise.all([
      gatherPost('registrationMail', request, begun, parts),
      readRegistration(parts.table, LeadId.parse(request.leadId), formId),
      readLedger(parts.table, formId),
    ]);
    const place: PlaceTold | null = registration && ledger && hasEvent(post.form) ? { registration, ledger, event: post.form.event } : null;
    return { ...post, place };
  },
  plan: ({ request, company, facts }, now) => planPlaceMail({ request, company, facts }, now),
  compose({ request, lead, company, facts: { form, place, submission, submitter } }, to, { digests, sender }) {
    const locale: Locale = submitter?.locale ?? company.defaultLocale;
    if (!place || !hasEvent(form)) throw new TypeError('a mail about no event is never planned');
    const { registration, ledger, event } = place;
    const has = registration.state === 'confirmed';
    const url = placeUrl({ formId: form.id, edition: registration.edition, code: registration.code, locale }, event.endsAt, sender);
    const isActive = has || registration.state === 'waiting';
    const words = placeWords(whatIs(request, registration.state), locale);
    const { phone: _phone, product: _product, ...greeting } = submitterValues(submitter, form, locale);
    const values = {
      ...greeting,
      eventTitle: form.title[locale],
      headline: words.headline,
      said: words.said,
      when: whenOf(event, company.timeZone, locale),
      where: whereOf(event, locale),
      joinUrl: has ? (event.onlineUrl ?? '') : '',
      code: has ? shownCode(registration.code) : '',
      calendarUrl: has ? `${url}/calendar` : '',
      placeUrl: isActive ? url : '',
      giveBack: isActive ? words.giveBack : '',
    };
    const isTold = has || request.what === 'calledOff';
    const file =
      isTold && request.what !== 'reminder' ? calendarOf(form, { registration, sequence: ledger.sequence, company, locale }) : null;
    return {
      ...filled(templates.registrationMail, values),
      locale,
      replyTo: company.email,
      reader: readerOf(to, lead, submission, digests),
      ...(file === null ? {} : { attachments: [{ fileName: `${form.id}.ics`, contentType: 'text/calendar', content: file }] }),
    };
  },
  guards: ({ facts }, to, { planned, ...parts }) =>
    facts.address.provenAt === undefined
      ? [
          {
            write: takeMailboxForLead(to, planned, { ...parts, pauseMs: mailboxPauseMs }),
            refused: () => afterAnotherRecord(facts, parts.now),
          },
        ]
      : [],
});

/** What of a place is told: an event that was moved reads otherwise for whoever waits. */
const whatIs = ({ what }: MailRequestOf<'registrationMail'>, state: string) =>
  what === 'changed' && state === 'waiting' ? 'changedWaiting' : what;
