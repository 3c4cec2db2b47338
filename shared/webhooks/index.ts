export { askForWebhook, signedPost, webhookCall } from './webhook-call.ts';
