import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FormConfig } from '../../../shared/capture/form-config.ts';
import { readDownloadLink } from '../../../shared/downloads/link.ts';
import { asked, MailWorld, sender } from '../../support/mail-world.ts';

const minutes = 60_000;
const hours = 60 * minutes;

let world: MailWorld;
const configure = (changes: Partial<FormConfig>) => {
  world.documents.forms = world.documents.forms.map((form) => ({ ...form, ...changes }));
};
beforeEach(() => {
  world = new MailWorld();
  configure({ download: { file: 'so-quy.csv', deliver: 'both' }, welcomeMail: false });
});
const reasons = () => world.mails().map(({ status, reason }) => reason ?? status);
const links = () => world.sent.map(({ html }) => /\/v1\/downloads\/([\w.-]+)"/.exec(html)?.[1] ?? '');

describe('the mail with the file that a post asked for', () => {
  it('goes once to the address of the post, is no advertising, and has a link of that post for a day', async () => {
    const lead = world.putLead();
    world.deliver('mail', asked('fileLink', lead.leadId));
    world.deliver('mail', asked('fileLink', lead.leadId));
    await world.run();
    const [token = ''] = links();
    const read = (after: number) => readDownloadLink(token, new Date(world.now + after), [sender.signedLinkKey]);

    expect(world.sent).toHaveLength(1);
    expect(world.sent[0]?.subject).not.toContain('[QC]');
    expect(world.sent[0]?.headers['List-Unsubscribe']).toBeUndefined();
    expect(read(hours)).toMatchObject({ claims: { formId: 'contact', submissionId: 's1' } });
    expect(read(26 * hours)).toMatchObject({ kind: 'expired' });
  });

  it('goes also where the address refused all advertising, and not where its form delivers on the page alone', async () => {
    const lead = world.putLead();
    configure({ download: { file: 'so-quy.csv' } });
    world.deliver('mail', asked('fileLink', lead.leadId));
    await world.run();

    expect([world.sent.length, reasons()]).toEqual([0, ['mailOff']]);
  });

  it('lets a second file wait for an hour, and brings it then', async () => {
    const lead = world.putLead();
    world.deliver('mail', asked('fileLink', lead.leadId));
    world.deliver('mail', asked('fileLink', lead.leadId, 's1', 'other-form'));
    const form = world.documents.forms[0];
    if (form) world.documents.forms.push({ ...form, id: 'other-form' as FormConfig['id'] });
    await world.run(world.now + 50 * minutes);
    const before = world.sent.length;
    for (let n = 0; n < 30; n += 1) {
      world.now += 5 * minutes;
      await world.tick();
      await world.run(world.now);
    }

    expect([before, world.sent.length]).toEqual([1, 2]);
    expect(new Set(links()).size).toBe(2);
  });
});
