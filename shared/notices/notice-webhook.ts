import { z } from 'zod';
import { CallUrl, defineCall } from '../calls/index.ts';
import { configId } from '../platform/config-id.ts';
import { signedPost } from '../webhooks/index.ts';

const notice = { kind: z.string(), leadId: z.string(), mailId: z.string(), at: z.iso.datetime() };

/** That somebody has a notice, in ids: whoever is told and may know more asks the API. */
export const NoticeTold = z.union([z.object({ ...notice, repId: z.string() }), z.object({ ...notice, userId: z.string() })]);

/** Tells a foreign address that a rep has a notice, or a user who is none. */
export const noticeWebhookCall = defineCall({
  kind: 'noticeWebhook',
  schema: z.object({ url: CallUrl, secretParameter: configId(), told: NoticeTold }),
  secretOf: ({ secretParameter }) => secretParameter,
  build: ({ url, told }, attempt, secret) =>
    signedPost(url, { type: 'repId' in told ? 'rep.notice' : 'user.notice', timestamp: told.at, data: told }, attempt, [secret]),
});
