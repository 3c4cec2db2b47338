import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';

const tag = z.array(z.string()).min(1).optional();
const recipients = z.array(z.object({ emailAddress: z.string() })).default([]);
const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
const open = z.object({ timestamp: time, ipAddress: z.string().optional(), userAgent: z.string().optional() });

/** An event of SES as SNS delivers it raw; only what we use. https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const SesEvent = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), timestamp: z.string(), tags: z.object({ leadId: tag, attemptId: tag }).default({}) }),
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients, feedbackId: z.string(), timestamp: z.string() }).optional(),
  complaint: z.object({ complainedRecipients: recipients, feedbackId: z.string(), timestamp: z.string() }).optional(),
  delivery: z.object({ timestamp: time }).optional(),
  open: open.optional(),
  /** `linkTags`: what the mail says of the link itself, `<a ses:tags="link:2;of:5;" …>`. */
  click: open
    .extend({
      link: z.string(),
      linkTags: z
        .object({ link: tag, of: tag })
        .nullish()
        .transform((tags) => tags ?? {}),
    })
    .optional(),
});
export type SesEvent = z.infer<typeof SesEvent>;

/** @throws CorruptItemError without a word of the body. */
export function parseSesEvent(body: string): SesEvent {
  const parsed = SesEvent.safeParse(parseJson(body));
  if (!parsed.success) throw new CorruptItemError('a mail event does not have the shape this version knows');
  return parsed.data;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
