import { type CallKind, probeCall } from '../../shared/calls/index.ts';
import { noticeWebhookCall } from '../../shared/notices/notice-webhook.ts';
import { telegramCall } from '../../shared/notices/telegram-call.ts';
import { webhookCall } from '../../shared/webhooks/index.ts';

/** Every kind of outgoing call. A kind reads nothing of the table but the call's own item, so it needs no rights of its own. */
export const callKinds: readonly CallKind[] = [noticeWebhookCall, probeCall, telegramCall, webhookCall];
