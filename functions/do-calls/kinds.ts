import { type CallKind, probeCall } from '../../shared/calls/index.ts';
import { metaFormLeadsCall, metaFormsCall, metaLeadCall } from '../../shared/connectors/meta/graph.ts';
import { tikTokLeadCall } from '../../shared/connectors/tiktok/business-api.ts';
import { zaloPeopleCall, zaloPersonCall, zaloRefreshCall } from '../../shared/connectors/zalo/api.ts';
import { googleConversionsCall } from '../../shared/conversions/google/ingest-call.ts';
import { googleTokenCall } from '../../shared/conversions/google/token-call.ts';
import { metaConversionsCall } from '../../shared/conversions/meta/events-call.ts';
import { eventCall } from '../../shared/event-webhooks/index.ts';
import { noticeWebhookCall } from '../../shared/notices/notice-webhook.ts';
import { telegramCall } from '../../shared/notices/telegram-call.ts';
import { webhookCall } from '../../shared/webhooks/index.ts';

/** Every kind of outgoing call. A kind reads nothing of the table but the call's own item and the endpoint that it goes to, so it needs no rights of its own. */
export const callKinds: readonly CallKind[] = [
  eventCall,
  googleConversionsCall,
  googleTokenCall,
  metaConversionsCall,
  metaFormLeadsCall,
  metaFormsCall,
  metaLeadCall,
  noticeWebhookCall,
  probeCall,
  telegramCall,
  tikTokLeadCall,
  webhookCall,
  zaloPeopleCall,
  zaloPersonCall,
  zaloRefreshCall,
];
