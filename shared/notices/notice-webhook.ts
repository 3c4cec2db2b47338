import { z } from 'zod';
import { CallUrl, defineCall } from '../calls/index.ts';
import { configId } from '../platform/config-id.ts';
import { signedPost } from '../webhooks/index.ts';

/** That somebody has a notice, in ids: whoever is told and may know more asks the API. */
export const NoticeTold = z.object({
  kind: z.string(),
  leadId: z.string(),
  repId: z.string(),
  mailId: z.string(),
  at: z.iso.datetime(),
});

/** Tells a foreign address that a rep has a notice. */
export const noticeWebhookCall = defineCall({
  kind: 'noticeWebhook',
  schema: z.object({ url: CallUrl, secretParameter: configId(), told: NoticeTold }),
  secretOf: ({ secretParameter }) => secretParameter,
  build: ({ url, told }, attempt, secret) => signedPost(url, { type: 'rep.notice', timestamp: told.at, data: told }, attempt, secret),
});
