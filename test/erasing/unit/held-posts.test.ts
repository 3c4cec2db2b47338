import { describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import { FormId, refOf } from '../../../shared/platform/ids.ts';
import { surveyUrl } from '../../../shared/surveys/index.ts';
import { signedLinkKey } from '../../support/confirming.ts';
import { erasingOf, lan, worldOfLan } from '../../support/erasing.ts';
import { Reader } from '../../support/preferences.ts';

/** Rule: no post of an erased person lies in quarantine, also one that names nobody, and one that came there after its person was gone. */

const formId = FormId.parse('khao-sat');

/** A person whose answer by the link of a mail waits in quarantine for its form. */
async function answered() {
  const reader = await Reader.create();
  const { world, lead } = reader;
  const maker = { siteUrl: 'https://www.annhien.example', signedLinkKey };
  const about = { leadId: lead.leadId, formId, mailId: 'mail-1', locale: 'vi' as const };
  const token = new URL(surveyUrl(about, { at: world.parts.clock(), days: 30 }, maker)).pathname.split('/').at(-1) ?? '';
  await reader.follow('POST', 'surveys', token, new URLSearchParams({ score: '2', reason: 'Nhân viên hứa mà không gọi' }).toString());
  const survey = (await world.config.current(formKind)).documents.get(formId);
  if (!survey) throw new Error('there is no survey');
  world.config.remove(formKind, formId);
  const answers = () => world.itemsOf('SUBMISSION#form#khao-sat');
  await world.takeIn(refOf(answers()[0] as never));
  world.pass(60_000);
  return { world, lead, answers };
}

describe('posts in quarantine of somebody who is erased', () => {
  it('go although they name nobody: the link said whose the answer is', async () => {
    const { world, lead, answers } = await answered();
    const erase = erasingOf(world);
    expect(answers().map(({ sk }) => sk)).toContain('OUTCOME');

    const erasureId = await erase.ask(lead.leadId);
    await erase.runAll();

    expect(answers()).toEqual([]);
    expect((await erase.read(erasureId)).state).toBe('done');
  });

  it('stay where they are somebody else’s', async () => {
    const { world, answers } = await answered();
    const other = world.post({ fullName: 'Người khác', email: 'khac@example.vn' });
    await world.takeIn(other);
    const before = answers();
    const otherId = world.leads().find(({ email }) => email === 'khac@example.vn')?.leadId ?? '';

    await erasingOf(world).ask(otherId);
    await erasingOf(world).runAll();

    expect(answers()).toEqual(before);
  });

  it('go by the look after the end where they were held only after their person was gone', async () => {
    const { world, leadId, erase } = await worldOfLan();
    const held = world.post({ fullName: 'https://spam.example', email: lan.email });
    const erasureId = await erase.ask(leadId);
    await erase.runAll();
    const ofPost = () => world.itemsOf(`SUBMISSION#form#${held.sourceId}#${held.submissionId}`);
    // The queue was late: it came before its person went, and is judged behind it.
    await world.takeIn(held);
    expect(ofPost().length).toBeGreaterThan(0);

    world.pass(16 * 60_000);
    for (const { message: body } of world.itemsOf('DUE#'))
      if (Object(body).kind === 'erasePerson' && Object(body).request.looks) await erase.runOne(body);

    expect(ofPost()).toEqual([]);
    expect((await erase.read(erasureId)).late).toBeGreaterThan(0);
  });
});
