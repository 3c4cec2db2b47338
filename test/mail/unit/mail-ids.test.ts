import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mailRequest, withoutPostIn } from '../../../shared/mail-requests/index.ts';
import { repeatNotice } from '../../../shared/notices/index.ts';
import { welcome } from '../../../shared/nurture/index.ts';
import { LeadId, SourceId, SubmissionId, type SubmissionRef } from '../../../shared/platform/ids.ts';
import { mailIdFor } from '../../support/mail-world.ts';

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

const welcomeId = (ref: SubmissionRef) => welcome.idOf(mailRequest('welcome', leadId, ref));

describe('the id of a mail', () => {
  it.each([
    ['assignedNotice', 'assignedNotice-D1'],
    ['hotNotice', 'hotNotice-T1'],
    ['welcome', 'welcome-post-9DtsDa80HGpnnNb81gKB8aWng0I'],
  ] as const)('of a %s says its kind and what it is about: %s', (kind, id) => {
    expect(mailIdFor(kind)).toBe(id);
  });

  it('passes through a tag of SES as it is, whatever the post is called', () => {
    fc.assert(fc.property(post, (ref) => expect(welcomeId(ref)).toMatch(tag)));
  });

  it('is one for one post and another for each other', () => {
    fc.assert(
      fc.property(post, post, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(welcomeId(one) === welcomeId(other)).toBe(same);
        expect(welcomeId(one)).not.toBe(repeatNotice.idOf(mailRequest('repeatNotice', leadId, one)));
      }),
    );
  });

  it('keeps its kind alone where nobody may learn of the post', () => {
    fc.assert(fc.property(post, (ref) => expect(withoutPostIn(welcomeId(ref))).toBe('welcome')));
    expect(withoutPostIn('hotNotice-T1')).toBe('hotNotice-T1');
  });
});
