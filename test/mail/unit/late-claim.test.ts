import { beforeEach, describe, expect, it } from '@jest/globals';
import { handOverMs } from '../../../shared/mail/rules-retry.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { AdvertisingWorld } from '../../support/advertising-world.ts';
import { asked, MailWorld } from '../../support/mail-world.ts';
import { choices, NurtureWorld } from '../../support/nurture-world.ts';
import { mail } from '../../support/sequences.ts';

/** Nine in the morning in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');

/** Lets the answer to a claim take so long, once. */
function answerLate(world: MailWorld, lateMs: number, meanwhile: () => void = () => {}): void {
  let isLate = false;
  world.onCall = (name, when) => {
    if (isLate || name !== 'transact' || when !== 'after') return;
    isLate = true;
    world.now += lateMs;
    meanwhile();
  };
}

const ends = (world: MailWorld) => world.mails().map(({ status, reason, attempts }) => [status, reason, attempts]);

describe('a claim whose answer came too late', () => {
  let world: NurtureWorld;
  beforeEach(async () => {
    world = new NurtureWorld();
    world.now = morning;
    world.putAddress({ choices });
    await world.enrol(world.putLead(), world.configure([mail('mot')]));
  });

  it('is of no use to a mail whose person refused in between', async () => {
    const refusedAll = new Date(morning).toISOString();
    answerLate(world, handOverMs + 1, () => world.putAddress({ choices: { version: 2, refused: {}, confirmed: {}, refusedAll } }));

    await world.run();

    expect(world.sent).toEqual([]);
    expect(ends(world)).toEqual([['skipped', 'refusedAll', 1]]);
  });

  it('is made anew where nothing changed, and the mail goes once', async () => {
    answerLate(world, handOverMs + 1);

    await world.run();

    expect(world.sent).toHaveLength(1);
    expect(ends(world)).toEqual([['sent', undefined, 2]]);
  });

  it('counts as long as its second is not over', async () => {
    answerLate(world, handOverMs);

    await world.run();

    expect(ends(world)).toEqual([['sent', undefined, 1]]);
  });
});

it('gives back the slot of the mailbox', async () => {
  const world = new AdvertisingWorld();
  world.mostPerDay = 1;
  world.putLead();
  answerLate(world, handOverMs + 1);

  world.deliver('mail', asked('welcome', 'L1', 's1'));
  await world.run(world.now + 60_000);

  expect(ends(world)).toEqual([['sent', undefined, 2]]);
});

it('holds no notice back: a rep refuses nothing', async () => {
  const world = new MailWorld();
  world.putHotLead();
  world.onCall = (name, when) => {
    if (name === 'update' && when === 'after') world.now += handOverMs + 1;
  };

  await handleMailMessage(asked('assignedNotice'), world.parts());

  expect(world.sent).toHaveLength(1);
});
