import { recordEngagements } from '../../../shared/engagement/index.ts';
import { mailedLead, moment, seenClick } from '../../support/engagement.ts';
import type { Alarm } from './alarm.ts';
import { weakened } from './weakened-table.ts';

export const engagementAlarms: readonly Alarm[] = [
  {
    invariant: 6,
    guard: "the version of a mail's engagements",
    async prove(guard) {
      const lead = await mailedLead();
      const ignoresVersionsOn = ({ sk }: { readonly sk: string }) => guard === 'off' && sk.startsWith('ENGAGEMENT#');
      const parts = { ...lead.parts, table: weakened(lead.world.table, { ignoresVersionsOn }) };
      const hidden = seenClick('hidden', moment(3_600), { link: 'hidden' });
      const beside = seenClick('beside', moment(3_610));
      await Promise.all([hidden, beside].map((one) => recordEngagements(lead.mail, [one], parts)));
      await lead.world.scoreAll();
      return (await lead.grades()).filter((line) => line.startsWith('click human')).map(() => 'a click beside the hidden link counts');
    },
  },
];
