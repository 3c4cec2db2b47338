export { askForWebhook, webhookCall } from './webhook-call.ts';
