import { simpleParser } from 'mailparser';
import { type JsonObject, textAt, textsAt } from '../assembly/json.ts';
import type { HelperParts } from './helper-routes.ts';
import { type HttpResponse, jsonResponse } from './http-message.ts';
import type { Deployment } from './provision.ts';
import { takeMailIn, type Verdict, verdicts } from './receipt-rules.ts';

const refuse = (message: string): HttpResponse => jsonResponse(400, { message });

/** Domains and addresses that take mails in. */
export const recipientsOf = (deployment: Deployment): string[] => deployment.cloud.receiptRules.flatMap((rule) => rule.recipients);

/** `POST inbound {raw or rawBase64, from?, to?, failed?}`: a mail comes in; without an envelope its headers say from whom and to whom. */
export async function postInbound({ deployment: { cloud } }: HelperParts, body: JsonObject): Promise<HttpResponse> {
  const text = textAt(body, 'raw');
  const raw = text === undefined ? Buffer.from(textAt(body, 'rawBase64') ?? '', 'base64') : Buffer.from(text);
  if (raw.length === 0)
    return refuse('Send {"raw": "From: …\\r\\n\\r\\n…"}, or "rawBase64"; beside it "from", "to": […] and "failed": ["spam"].');
  const failed = textsAt(body, 'failed');
  if (failed.some((one) => !verdicts.some((verdict) => verdict === one))) return refuse(`What failed is of ${verdicts.join(', ')}.`);
  const envelope = await envelopeOf(raw, body);
  if (envelope.recipients.length === 0) return refuse('The mail names nobody whom it goes to: say it, "to": ["…"].');
  const messageId = takeMailIn(cloud, { raw, ...envelope, failed: verdicts.filter((verdict: Verdict) => failed.includes(verdict)) });
  if (messageId === undefined)
    return jsonResponse(422, {
      message:
        cloud.receiptRules.length === 0
          ? 'Nothing takes mails in here: the templates have no receipt rule.'
          : `No rule takes in mails to ${envelope.recipients.join(', ')}, or it is larger than 40 MB.`,
    });
  return jsonResponse(200, { messageId, ...envelope });
}

async function envelopeOf(raw: Buffer, body: JsonObject): Promise<{ sender: string; recipients: string[] }> {
  const given = textsAt(body, 'to');
  const sender = textAt(body, 'from');
  if (given.length > 0 && sender !== undefined) return { sender, recipients: given };
  const parsed = await simpleParser(raw);
  const to = [parsed.to ?? []].flat().flatMap(({ value }) => value.flatMap(({ address }) => address ?? []));
  return { sender: sender ?? parsed.from?.value[0]?.address ?? '', recipients: given.length > 0 ? given : to };
}
