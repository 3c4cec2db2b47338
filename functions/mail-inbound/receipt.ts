import { z } from 'zod';
import { CorruptItemError } from '../../shared/platform/errors.ts';
import type { ArrivedMail } from '../../shared/replies/take-inbound.ts';

const Verdict = z.object({ status: z.string() });

/** What SES tells with a mail, as far as it counts ("Contents of notifications for Amazon SES email receiving"). Headers stand in it as well: they are read from the mail itself. */
const Receipt = z.object({
  Records: z.tuple([
    z.object({
      ses: z.object({
        mail: z.object({
          // Stands in keys.
          messageId: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/),
          timestamp: z.iso.datetime(),
          source: z.string().default(''),
        }),
        receipt: z.object({
          recipients: z.array(z.string()),
          spamVerdict: Verdict,
          virusVerdict: Verdict,
          dmarcVerdict: Verdict.optional(),
        }),
      }),
    }),
  ]),
});

/** Reads the call of SES for one mail. A verdict other than FAIL lets the mail through: GRAY and PROCESSING_FAILED say nothing. @throws CorruptItemError */
export function readReceipt(event: unknown): ArrivedMail {
  const parsed = Receipt.safeParse(event);
  if (!parsed.success) throw new CorruptItemError('a call of SES does not have the documented shape');
  const [{ ses }] = parsed.data.Records;
  const { mail, receipt } = ses;
  const fails = (verdict: z.infer<typeof Verdict> | undefined) => verdict?.status === 'FAIL';
  return {
    messageId: mail.messageId,
    at: new Date(mail.timestamp),
    recipients: receipt.recipients,
    sender: mail.source,
    failed: { spam: fails(receipt.spamVerdict), virus: fails(receipt.virusVerdict), dmarc: fails(receipt.dmarcVerdict) },
  };
}
