import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';

/** What SES leaves out in one version of an event it writes as null in another. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined);
const tag = maybe(z.array(z.string()));
const recipients = z
  .array(z.object({ emailAddress: z.string() }))
  .nullish()
  .transform((list) => list ?? []);
const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
const open = z.object({ timestamp: time, ipAddress: maybe(z.string()), userAgent: maybe(z.string()) });

/** An event of SES; only what we use. https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const SesEvent = z.object({
  eventType: z.string(),
  mail: z.object({
    messageId: z.string(),
    timestamp: z.string(),
    /** Whom it went to; we send each mail to one address. */
    destination: z
      .array(z.string())
      .nullish()
      .transform((list) => list ?? []),
    tags: z
      .object({ leadId: tag, mailId: tag, attemptId: tag })
      .nullish()
      .transform((tags) => tags ?? { leadId: undefined, mailId: undefined, attemptId: undefined }),
  }),
  bounce: maybe(
    z.object({
      bounceType: maybe(z.string()),
      bounceSubType: maybe(z.string()),
      bouncedRecipients: recipients,
      feedbackId: maybe(z.string()),
      timestamp: maybe(z.string()),
    }),
  ),
  complaint: maybe(
    z.object({
      complainedRecipients: recipients,
      complaintFeedbackType: maybe(z.string()),
      complaintSubType: maybe(z.string()),
      feedbackId: maybe(z.string()),
      timestamp: maybe(z.string()),
    }),
  ),
  delivery: maybe(z.object({ timestamp: time })),
  open: maybe(open),
  /** `linkTags`: what the mail says of the link itself, `<a ses:tags="link:2;of:5;" …>`. */
  click: maybe(
    open.extend({
      link: z.string(),
      linkTags: z
        .object({ link: tag, of: tag })
        .nullish()
        .transform((tags) => tags ?? { link: undefined, of: undefined }),
    }),
  ),
});
export type SesEvent = z.infer<typeof SesEvent>;

/** What SNS puts around a message when raw delivery is off, and around what it says for itself. */
const Envelope = z.object({ Type: z.string(), Message: z.string() });

/** SES writes it to the topic, as plain text, whenever an event destination is made or changed. */
const topicValidated = /^Successfully validated SNS topic/;

/**
 * Reads an event of SES, with or without the envelope of SNS. Null: SES or SNS speaks of the topic, not of a mail.
 * @throws CorruptItemError without a word of the body.
 */
export function parseSesEvent(body: string): SesEvent | null {
  if (topicValidated.test(body)) return null;
  const json = parseJson(body);
  const envelope = Envelope.safeParse(json);
  // A subscription's confirmation is for whoever subscribes by hand; ours is made with the stack.
  if (envelope.success) return envelope.data.Type === 'Notification' ? parseSesEvent(envelope.data.Message) : null;
  const named = withEventType(json);
  if (named?.eventType === 'AmazonSnsSubscriptionSucceeded') return null;
  const parsed = SesEvent.safeParse(named);
  if (!parsed.success) throw new CorruptItemError('a mail event does not have the shape this version knows');
  return parsed.data;
}

/** Without event publishing, as an identity's own notifications come, the type has another name. */
function withEventType(json: unknown): { readonly eventType?: unknown } | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  return 'notificationType' in json ? { eventType: json.notificationType, ...json } : json;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
