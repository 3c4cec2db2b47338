import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mailIdOf, repeatNoticeMessage, welcomeMessage, withoutPostIn } from '../../../shared/mail-requests/index.ts';
import { LeadId, SourceId, SubmissionId, type SubmissionRef } from '../../../shared/platform/ids.ts';
import { asked } from '../../support/mail-world.ts';

const leadId = LeadId.parse('L1');
/** What a value of an SES tag may be: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html */
const tag = /^[A-Za-z0-9_-]{1,256}$/;

const text = (characters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength }).map((rest) => `a${rest}`);
const post: fc.Arbitrary<SubmissionRef> = fc.record({
  channel: fc.constantFrom('form' as const, 'import' as const),
  sourceId: text('ab._-', 63).map((id) => SourceId.parse(id)),
  submissionId: text('ab._~-', 127).map((id) => SubmissionId.parse(id)),
});

describe('the id of a mail', () => {
  it.each([
    ['assignedNotice', 'assignedNotice-D1'],
    ['hotNotice', 'hotNotice-T1'],
    ['welcome', 'welcome-post-9DtsDa80HGpnnNb81gKB8aWng0I'],
  ] as const)('of a %s says its kind and what it is about: %s', (kind, id) => {
    expect(mailIdOf(asked(kind))).toBe(id);
  });

  it('passes through a tag of SES as it is, whatever the post is called', () => {
    fc.assert(fc.property(post, (ref) => expect(mailIdOf(welcomeMessage(leadId, ref))).toMatch(tag)));
  });

  it('is one for one post and another for each other', () => {
    fc.assert(
      fc.property(post, post, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(mailIdOf(welcomeMessage(leadId, one)) === mailIdOf(welcomeMessage(leadId, other))).toBe(same);
        expect(mailIdOf(welcomeMessage(leadId, one))).not.toBe(mailIdOf(repeatNoticeMessage(leadId, one)));
      }),
    );
  });

  it('keeps its kind alone where nobody may learn of the post', () => {
    fc.assert(fc.property(post, (ref) => expect(withoutPostIn(mailIdOf(welcomeMessage(leadId, ref)))).toBe('welcome')));
    expect(withoutPostIn('hotNotice-T1')).toBe('hotNotice-T1');
  });
});
