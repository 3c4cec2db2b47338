import type { Context } from 'aws-lambda';
import { createHandler } from '../../../../functions/edit-config/app.ts';
import { keys } from '../../../../shared/platform/keys.ts';
import { silentLog } from '../../../../shared/platform/logging.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
import { answerOf, eventOf, type Repeatable } from './ask.ts';

/** Advertising is paused, and an admin has it go on. */
async function resumeMail(): Promise<Repeatable> {
  const world = createWorld();
  world.table.seed({ ...keys.strangers, total: 900, countsAfter: 900, advertisingPausedAt: '2026-11-20T03:00:00.000Z' });
  const ask: Repeatable['ask'] = async (asked = {}, table = world.table) => {
    const edit = createHandler({ ...world.parts, table }, silentLog);
    const event = eventOf('POST /v1/mail-state/resume', {}, asked);
    const body = JSON.stringify({ reason: asked.what === 'other' ? 'Xong' : 'Đã gỡ danh sách cũ' });
    return answerOf(await edit({ ...event, body }, {} as Context));
  };
  const made = () => ({ changes: world.itemsOf('STRANGERS#').filter(({ sk }) => String(sk).startsWith('ENDED#')).length, messages: 0 });
  return { world, namesItself: true, ask, made };
}

/** Mails that were paused. */
export const mailRoutes = { 'POST /v1/mail-state/resume': resumeMail } as const;
