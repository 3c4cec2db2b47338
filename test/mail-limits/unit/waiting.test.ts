import { expect, it } from '@jest/globals';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { endPauses } from '../../../shared/mail-limits/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { AdvertisingWorld } from '../../support/advertising-world.ts';
import { asked } from '../../support/mail-world.ts';

const hours = 3_600_000;

it('advertising waits a day at a time while it is paused, and goes out when somebody has ended that', async () => {
  const world = new AdvertisingWorld();
  world.putLead();
  world.table.seed({ ...keys.strangers, total: 7, countsAfter: 7, advertisingPausedAt: world.clock().toISOString() });

  await handleMailMessage(asked('welcome'), world.parts());
  const waits = world.mails().map(({ status, reason, waitsUntil }) => ({ status, reason, waitsUntil }));
  world.now += 24 * hours;
  await handleMailMessage(asked('welcome'), world.parts());
  const sent = world.sent.length;
  await endPauses(world.table, { by: 'admin', reason: 'Xong' }, world.clock());
  await handleMailMessage(asked('welcome'), world.parts());

  const until = new Date(world.now).toISOString();
  expect(waits).toEqual([{ status: 'planned', reason: 'advertisingPaused', waitsUntil: until }]);
  expect([sent, world.sent.length]).toEqual([0, 1]);
  expect(world.timeline().map(({ type }) => type)).toEqual(['mail.sent']);
});
