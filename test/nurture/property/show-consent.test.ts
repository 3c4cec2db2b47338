import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConsentStateView } from '../../../api/leads/consent-view.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import type { AddressState } from '../../../shared/mail/index.ts';
import { showConsent } from '../../../shared/nurture/show-consent.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { advertisingBar, topicsInForce } from '../../../shared/preferences/index.ts';
import { topicKind } from '../../../shared/preferences/topic-config.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { postRef } from '../../support/post-ref.ts';
import { seed, size } from '../../support/proof.ts';

const config = createFixedConfig();
/** A Friday morning. */
const now = new Date('2026-11-27T03:00:00.000Z');
const earlier = '2026-11-01T00:00:00.000Z';
const topics = [...(await config.current(topicKind)).documents.keys()];

async function shownOf(changes: Partial<Lead>, state: AddressState, at = now) {
  const table = memoryTable();
  const lead = sampleLead({ email: 'huong@gmail.com', ...changes });
  if (lead.email !== null) table.seed({ ...keys.address(digests.address(lead.email)), ...state });
  return ConsentStateView.parse(await showConsent(lead, { table, config, digests, clock: () => at }));
}

const contact = { contact: { granted: true, at: earlier, textVersion: '1', ...postRef('s1') } };

const anyState: fc.Arbitrary<AddressState> = fc
  .record({
    suppression: fc.option(
      fc.record({ reason: fc.constantFrom('permanentBounce' as const, 'complaint' as const), at: fc.constant(earlier) }),
      { nil: undefined },
    ),
    choices: fc.option(
      fc.record({
        said: fc.array(fc.constantFrom('confirmed', 'refused', 'unsaid'), { minLength: topics.length, maxLength: topics.length }),
        all: fc.boolean(),
        pausedUntil: fc.constantFrom(undefined, earlier, '2026-12-20T00:00:00.000Z'),
      }),
      { nil: undefined },
    ),
  })
  .map(({ suppression, choices }) => ({
    ...(suppression ? { suppression } : {}),
    ...(choices
      ? {
          choices: choices.all
            ? { version: 1, refusedAll: earlier, refused: {}, confirmed: {} }
            : {
                version: 1,
                refused: Object.fromEntries(topics.flatMap((topic, at) => (choices.said[at] === 'refused' ? [[topic, earlier]] : []))),
                confirmed: Object.fromEntries(
                  topics.flatMap((topic, at) => (choices.said[at] === 'confirmed' ? [[topic, { at: earlier, textVersion: '1' }]] : [])),
                ),
                ...(choices.pausedUntil === undefined ? {} : { pausedUntil: choices.pausedUntil }),
              },
        }
      : {}),
  }));

describe('what may be mailed to a person', () => {
  it('says of each topic what the claim of an advertising mail would say, whatever they chose', async () => {
    await fc.assert(
      fc.asyncProperty(anyState, async (state) => {
        const { mails } = await shownOf({ consent: contact }, state);

        for (const { id } of (await topicsInForce(config)).topics) {
          const shown = mails.find(({ topicId }) => topicId === id);
          const bar = advertisingBar(state, id, now);
          expect([id, shown?.may, shown?.reason]).toEqual([id, bar === null, bar]);
        }
        expect(mails.every(({ text }) => text.vi !== '' && text.en !== '')).toBe(true);
      }),
      { numRuns: size(150, 3_000), seed },
    );
  });

  it.each<[string, Partial<Lead>, string | null]>([
    ['may be, where they agreed to be contacted', { consent: contact }, null],
    ['may not be, where they did not', { consent: {} }, 'noConsent'],
    ['may not be, where they refused', { consent: { contact: { ...contact.contact, granted: false } } }, 'noConsent'],
    ['may not be without an address', { consent: contact, email: null }, 'noAddress'],
    ['may not be at an address of many', { consent: contact, email: 'info@songthu.vn' }, 'roleAddress'],
    ['may not be to whom sales is done with', { consent: contact, status: 'disqualified' }, 'disqualified'],
  ])('a service mail %s', async (_what, changes, reason) => {
    const { mails, address } = await shownOf(changes, {});

    expect(mails[0]).toMatchObject({ purpose: 'service', may: reason === null, reason });
    expect(address === null).toBe(changes.email === null);
  });

  it('waits for the morning at night, and says until when', async () => {
    const { mails } = await shownOf({ consent: contact }, {}, new Date('2026-11-27T18:00:00.000Z'));

    expect(mails[0]).toMatchObject({ may: false, reason: 'night' });
    expect(Date.parse(mails[0]?.until ?? '')).toBeGreaterThan(Date.parse('2026-11-27T22:00:00.000Z'));
  });

  it('shows each purpose with its evidence, and each topic with what was said of it', async () => {
    const [one, other] = topics;
    const said = {
      granted: false,
      at: earlier,
      textVersion: 'said-letter',
      channel: 'manual',
      sourceId: 'u-lan',
      submissionId: 'r1',
    } as never;

    const { purposes, address } = await shownOf(
      { consent: { ...contact, tracking: said } },
      { provenAt: earlier, choices: { version: 1, refused: { [one ?? '']: earlier }, confirmed: {} } },
    );

    expect(purposes).toMatchObject({
      contact: { granted: true, how: 'form', formId: 'contact', confirmedAt: null },
      tracking: { granted: false, how: 'letter', formId: null },
    });
    expect(address).toMatchObject({ suppressed: null, provenAt: earlier, refusedAllAt: null, pausedUntil: null });
    expect(address?.topics.map(({ topicId, state }) => [topicId, state]).slice(0, 2)).toEqual([
      [one, 'refused'],
      [other, 'unsaid'],
    ]);
  });
});
