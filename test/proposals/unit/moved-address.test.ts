import { beforeEach, describe, expect, it } from '@jest/globals';
import { readLead } from '../../../shared/leads/index.ts';
import { readAddressState } from '../../../shared/mail/index.ts';
import type { ProposalId } from '../../../shared/platform/ids.ts';
import { advertisingBar } from '../../../shared/preferences/index.ts';
import { afterChoice } from '../../../shared/preferences/rules-choices.ts';
import { writeChoices } from '../../../shared/preferences/store.ts';
import { acceptProposal, putProposals, readProposals } from '../../../shared/proposals/index.ts';
import { digests } from '../../support/digests.ts';
import { offers, Reader, tips } from '../../support/preferences.ts';
import { proposedTo } from '../../support/proposals.ts';

const newEmail = 'huong.moi@example.com';
const newAddress = digests.address(newEmail);
let reader: Reader;
let proposalId: ProposalId;

beforeEach(async () => {
  reader = await Reader.create();
  await reader.subscribe();
  const { world, lead } = reader;
  const stored = await readProposals(world.table, lead.leadId);
  const { after, opened } = proposedTo(stored, lead, { email: newEmail }, { id: 'proposer', matchedBy: 'phone' });
  await world.table.transact([putProposals(stored, after)]);
  const [proposal] = opened;
  if (!proposal) throw new Error('nothing was proposed');
  ({ proposalId } = proposal);
});

const accept = (table = reader.world.table) =>
  acceptProposal(
    { leadId: reader.lead.leadId, proposalId, actor: { kind: 'rep', id: 'rep-1' }, correlationId: 'request-1' },
    { ...reader.world.parts, table },
  );
const newsletterNow = async () => (await readLead(reader.world.table, reader.lead.leadId))?.consent.newsletter;
const barsThere = async () => {
  const state = await readAddressState(reader.world.table, newAddress);
  return [offers, tips].map((topic) => advertisingBar(state, topic, reader.world.parts.clock()));
};

describe('an address that a person moves to', () => {
  it('gets no mails by what was confirmed at the old one', async () => {
    const before = await newsletterNow();

    await accept();

    expect(await readAddressState(reader.world.table, newAddress)).toEqual({});
    expect(await barsThere()).toEqual(['notConfirmed', 'notConfirmed']);
    expect(before).toMatchObject({ granted: true, confirmedAt: expect.any(String) });
    expect(await newsletterNow()).toEqual({ ...before, confirmedAt: undefined });
  });

  it('brings its own word to the record, where it has said that it wants mails', async () => {
    const at = reader.world.parts.clock();
    const confirmed = afterChoice(undefined, { do: 'confirm', topics: [tips], proof: { textVersion: 'topics-1' } }, at);
    if (confirmed) await reader.world.table.transact([writeChoices(newAddress, undefined, confirmed)]);
    reader.world.pass(1_000);

    await accept();

    expect(await newsletterNow()).toMatchObject({ granted: true, confirmedAt: at.toISOString() });
  });

  it.each([
    ['all that was refused', 'unsubscribe', 'choose=all', ['refusedAll', 'refusedAll']],
    ['a topic that was refused', 'unsubscribe', 'choose=topic', ['refusedTopic', 'notConfirmed']],
  ] as const)('keeps %s at the old one', async (_what, page, form, bars) => {
    await reader.follow('POST', page, reader.leavingToken(), form);

    await accept();

    expect(await barsThere()).toEqual(bars);
  });

  it('keeps the rest that its person has', async () => {
    await reader.follow('POST', 'preferences', reader.leavingToken(), 'choose=pause');

    await accept();

    expect((await readAddressState(reader.world.table, newAddress)).choices?.pausedUntil).toBe((await reader.choices())?.pausedUntil);
  });

  it('keeps a refusal that comes between the reading and the move', async () => {
    const { table } = reader.world;
    let isRefused = false;
    const late = {
      ...table,
      async transact(writes: Parameters<typeof table.transact>[0]) {
        if (!isRefused) {
          isRefused = true;
          await reader.follow('POST', 'unsubscribe', reader.leavingToken());
        }
        return table.transact(writes);
      },
    };

    const moved = await accept(late);

    expect(moved.email).toBe(newEmail);
    expect(await barsThere()).toEqual(['refusedAll', 'refusedAll']);
  });
});
