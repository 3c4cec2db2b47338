import { describe, expect, it } from '@jest/globals';
import { type DetailType, eventContracts, leadUpdated, mailSent } from '../../../events/index.ts';
import { type EventSentences, sentenceOf } from '../../../shared/leads/event-sentence.ts';
import { eventSentences } from '../../../shared/reading/summaries.ts';

describe('the sentences of the events', () => {
  it('are complete, and each is the one of its event', () => {
    expect(Object.values(eventSentences).map(({ detailType }) => detailType)).toEqual(Object.keys(eventSentences));
    expect(Object.keys(eventSentences).sort()).toEqual([...new Set(eventContracts.map(({ detailType }) => detailType))].sort());
  });

  it('do not compile when one is missing, is of another event, lacks a language or looks for what its contract does not say', () => {
    const { 'mail.sent': sent, ...rest } = eventSentences;
    const misplaced = { ...rest, 'mail.sent': eventSentences['mail.failed'] };
    const words = { assignedNotice: '', repeatNotice: '', hotNotice: '', welcome: '', followUp: '', proposedChange: '' };

    // @ts-expect-error: an event has no sentence.
    rest satisfies EventSentences<DetailType>;
    // @ts-expect-error: the sentence of another event stands in its place.
    misplaced satisfies EventSentences<DetailType>;
    // @ts-expect-error: there is no Vietnamese.
    sentenceOf(leadUpdated, () => ({ en: 'Updated' }));
    // @ts-expect-error: a mail that was sent has no reason.
    sentenceOf(mailSent, ({ reason }) => ({ vi: `${reason}`, en: `${reason}` }));
    sentenceOf(mailSent, ({ kind = 'welcome' }) => {
      // @ts-expect-error: a later kind of mail is none of the known ones.
      const word: string = words[kind];
      return { vi: word, en: word };
    });

    expect({ ...rest, 'mail.sent': sent } satisfies EventSentences<DetailType>).toEqual(eventSentences);
  });
});
