import { readLead } from '../../../shared/leads/index.ts';
import { readAddressState } from '../../../shared/mail/index.ts';
import { sendMail } from '../../../shared/mail/send.ts';
import type { AddressDigest } from '../../../shared/platform/digests.ts';
import { advertisingBar, advertisingOpen } from '../../../shared/preferences/index.ts';
import { afterChoice, type Choice } from '../../../shared/preferences/rules-choices.ts';
import { writeChoices } from '../../../shared/preferences/store.ts';
import { acceptProposal, putProposals, readProposals } from '../../../shared/proposals/index.ts';
import { AdvertisingWorld } from '../../support/advertising-world.ts';
import { digests } from '../../support/digests.ts';
import { asked } from '../../support/mail-world.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { offers, Reader } from '../../support/preferences.ts';
import { seed } from '../../support/proof.ts';
import { proposedTo } from '../../support/proposals.ts';
import { type Alarm, dice, type Guard, stumble } from './alarm.ts';
import { type Weakness, weakened } from './weakened-table.ts';

const confirms: Choice = { do: 'confirm', topics: [offers], proof: { textVersion: 'topics-1' } };
const withoutAddress = (guard: Guard): Weakness => (guard === 'on' ? {} : { ignoresConditionsOn: ({ pk }) => pk.startsWith('ADDRESS#') });

async function choose(table: MemoryTable, address: AddressDigest, choice: Choice, at: Date): Promise<void> {
  const { choices } = await readAddressState(table, address);
  const after = afterChoice(choices, choice, at);
  if (after) await table.transact([writeChoices(address, choices, after)]);
}

export const preferenceAlarms: readonly Alarm[] = [
  {
    invariant: 4,
    guard: 'what a person wants of advertising, in the claim',
    async prove(guard) {
      const world = new AdvertisingWorld(seed, weakened(memoryTable(), withoutAddress(guard)));
      const { email } = world.putLead();
      const address = digests.address(email ?? '');
      world.open = (_to, now) => advertisingOpen(address, offers, now, { table: world.table });
      await choose(world.table, address, confirms, world.clock());
      const wanted = world.sent.length;
      await sendMail(asked('welcome', 'L1', 's1'), world.parts());
      if (world.sent.length !== wanted + 1) return ['a mail that was asked for did not leave'];
      // The refusal is stored after the next mail was planned and before it is claimed.
      const { choices } = await readAddressState(world.table, address);
      const refused = afterChoice(choices, { do: 'refuseAll' }, world.clock());
      let isRefused = refused === null;
      world.onCall = (name, when) => {
        if (isRefused || refused === null || name !== 'transact' || when !== 'before') return;
        isRefused = true;
        void world.table.transact([writeChoices(address, choices, refused)]);
      };
      await sendMail(asked('welcome', 'L1', 's2'), world.parts());
      if (!isRefused) return ['the refusal did not come in time'];
      return world.sent.length === wanted + 1 ? [] : ['an advertising mail was handed to SES after its person refused all'];
    },
  },
  {
    invariant: 4,
    guard: 'the version of what a person chose',
    async prove(guard) {
      const reader = await Reader.create();
      await reader.subscribe();
      const table = weakened(reader.world.table, withoutAddress(guard));
      reader.world.slow(stumble(dice()));
      const token = reader.leavingToken();
      await Promise.all([
        reader.follow('POST', 'unsubscribe', token, 'choose=topic', table),
        reader.follow('POST', 'preferences', token, 'choose=pause', table),
      ]);
      const choices = await reader.choices();
      return choices?.refused[offers] && choices.pausedUntil ? [] : ['of two choices at once one is lost'];
    },
  },
  {
    invariant: 4,
    guard: 'the choices of the old address, in the transaction of the move',
    async prove(guard) {
      const reader = await Reader.create();
      const { world, lead } = reader;
      await reader.subscribe();
      const email = 'huong.moi@example.com';
      const address = digests.address(email);
      await choose(world.table, address, confirms, world.parts.clock());
      const stored = await readProposals(world.table, lead.leadId);
      const { after, opened } = proposedTo(stored, lead, { email }, { id: 'proposer', matchedBy: 'phone' });
      await world.table.transact([putProposals(stored, after)]);
      const table = weakened(world.table, withoutAddress(guard));
      let isRefused = false;
      const late = {
        ...table,
        async transact(writes: Parameters<typeof table.transact>[0]) {
          if (!isRefused) {
            isRefused = true;
            world.pass(1_000);
            // A rest changes no consent of the record, and so not its version.
            await reader.follow('POST', 'preferences', reader.leavingToken(offers), 'choose=pause');
          }
          return table.transact(writes);
        },
      };
      const [proposal] = opened;
      if (!proposal) return ['nothing was proposed'];
      const decision = {
        leadId: lead.leadId,
        proposalId: proposal.proposalId,
        actor: { kind: 'rep', id: 'rep-1' },
        correlationId: 'r1',
      } as const;
      await acceptProposal(decision, { ...world.parts, table: late });
      const bar = advertisingBar(await readAddressState(world.table, address), offers, world.parts.clock());
      return bar === null ? ['who chose a rest a moment before their address changed gets advertising at the new one'] : [];
    },
  },
  {
    invariant: 4,
    guard: 'the word of the new mailbox, in the transaction of the move',
    async prove(guard) {
      const reader = await Reader.create();
      const { world, lead } = reader;
      await reader.subscribe();
      const email = 'huong.moi@example.com';
      const address = digests.address(email);
      await choose(world.table, address, confirms, world.parts.clock());
      const stored = await readProposals(world.table, lead.leadId);
      const { after, opened } = proposedTo(stored, lead, { email }, { id: 'proposer', matchedBy: 'phone' });
      await world.table.transact([putProposals(stored, after)]);
      const table = weakened(world.table, withoutAddress(guard));
      let isRefused = false;
      const late = {
        ...table,
        async transact(writes: Parameters<typeof table.transact>[0]) {
          if (!isRefused) {
            isRefused = true;
            await choose(world.table, address, { do: 'refuseAll' }, world.parts.clock());
          }
          return table.transact(writes);
        },
      };
      const [proposal] = opened;
      if (!proposal) return ['nothing was proposed'];
      const decision = {
        leadId: lead.leadId,
        proposalId: proposal.proposalId,
        actor: { kind: 'rep', id: 'rep-1' },
        correlationId: 'r1',
      } as const;
      await acceptProposal(decision, { ...world.parts, table: late });
      const { choices } = await readAddressState(world.table, address);
      const newsletter = (await readLead(world.table, lead.leadId))?.consent.newsletter;
      return choices?.refusedAll && newsletter?.confirmedAt === undefined
        ? []
        : ['a record calls newsletters agreed to that its mailbox refused'];
    },
  },
];
