import { MailRequest, ScoreMessage } from '../../../events/index.ts';
import { suppressAddress } from '../../../shared/mail/address.ts';
import { sendMail } from '../../../shared/mail/send.ts';
import { scoreLead } from '../../../shared/scoring/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { digests } from '../../support/digests.ts';
import { Killed } from '../../support/effects.ts';
import { easilyHot } from '../../support/lead-world/config.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { asked, MailWorld } from '../../support/mail-world.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { seed } from '../../support/proof.ts';
import { countBy } from '../../support/table-facts.ts';
import type { Alarm, Guard } from './alarm.ts';
import { type Which, weakened } from './weakened-table.ts';

/** Mails of one lead, each message delivered three times, over a table that ignores conditions on these items. */
function mailWorld(guard: Guard, unguarded: Which): MailWorld {
  const world = new MailWorld(seed, weakened(memoryTable(), guard === 'on' ? {} : { ignoresConditionsOn: unguarded }));
  world.putHotLead();
  return world;
}

const welcomesOf = (world: MailWorld) => world.sent.filter(({ tags }) => tags.kind === 'welcome');

export const mailAlarms: readonly Alarm[] = [
  {
    invariant: 4,
    guard: "the mail's claim",
    async prove(guard) {
      const world = mailWorld(guard, ({ sk }) => sk.startsWith('MAIL#'));
      world.copies = () => 3;
      world.deliver('mail', asked('welcome'));
      world.deliver('notice', asked('assignedNotice'));
      world.deliver('notice', asked('hotNotice'));
      await world.run();
      const sent = countBy(world.sent, ({ tags }) => String(tags.mailId));
      return [...sent.values()].flatMap((times) => (times === 1 ? [] : [`one mail was handed to SES ${times} times`]));
    },
  },
  {
    invariant: 4,
    guard: "the mailbox's welcome turn",
    async prove(guard) {
      const world = mailWorld(guard, ({ pk }) => pk.startsWith('MAILBOX#'));
      // Two forms at the same moment: both read that nobody was welcomed yet.
      const parts = world.parts();
      await Promise.all(['s1', 's2'].map((submissionId) => sendMail(asked('welcome', 'L1', submissionId), parts)));
      const welcomes = welcomesOf(world).length;
      return welcomes === 1 ? [] : [`one mailbox was welcomed ${welcomes} times on one day`];
    },
  },
  {
    invariant: 4,
    guard: 'the closed address in the claim',
    async prove(guard) {
      const world = mailWorld(guard, ({ pk }) => pk.startsWith('ADDRESS#'));
      // The complaint is stored after the mail was planned and before it is claimed.
      let closed = false;
      world.onCall = (name, when) => {
        if (closed || name !== 'transact' || when !== 'before') return;
        closed = true;
        void world.table.transact([suppressAddress(digests.address('huong@example.com'), 'complaint', new Date(world.now).toISOString())]);
      };
      world.deliver('mail', asked('welcome'));
      await world.run();
      return welcomesOf(world).map(() => 'a mail was handed to SES after its address was closed');
    },
  },
  {
    invariant: 4,
    guard: 'the second telling of a rise by a message that comes again',
    async prove(guard) {
      const world = createWorld();
      world.config.change(scoringKind, 'scoring', easilyHot);
      const person = { fullName: 'Trần Văn Nam', phone: '0987 654 321', company: 'Sông Thu', province: 'Hà Nội' };
      await world.takeIn(world.post(person));
      await world.assignAll();
      await world.takeIn(world.post({ ...person, message: 'Cho xin báo giá' }));
      const messages = world.sent.score.splice(0).map(({ body }) => ScoreMessage.parse(body));
      const [lead] = world.leads();
      if (!lead) throw new Error('no lead');
      // The worker dies between the rise and its notice; SQS delivers the message again.
      world.fail({
        before({ what }) {
          if (what === 'send notice') throw new Killed();
        },
      });
      await scoreLead(lead.leadId, messages, world.parts).catch(() => undefined);
      world.fail({});
      await scoreLead(lead.leadId, messages, world.parts, { isRepeated: guard === 'on' });
      const told = world.sent.notice.filter(({ body }) => MailRequest.parse(body).kind === 'hotNotice');
      return told.length > 0 ? [] : ['a lead became hot and nobody was told'];
    },
  },
];
