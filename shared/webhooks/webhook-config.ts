import { z } from 'zod';
import { CallUrl } from '../calls/url-config.ts';
import { defineKind } from '../config/kind.ts';
import { configId } from '../platform/config-id.ts';

/** A foreign address that is told of steps of sequences. */
export const WebhookConfig = z.object({
  id: configId(),
  url: CallUrl,
  /** The last part of the name of the parameter that holds the secret: whoever reads the configuration never sees the secret. */
  secretParameter: configId(),
});
export type WebhookConfig = z.infer<typeof WebhookConfig>;

/** Which foreign addresses may be told of leads. Each gets their ids, so only admins say which there are. */
export const webhookKind = defineKind({
  name: 'webhooks',
  schema: WebhookConfig,
  example: { id: 'kho-du-lieu', url: 'https://hooks.example.com/pheu', secretParameter: 'kho-du-lieu' },
  holdsAddresses: true,
  reserved: 'changes',
});
